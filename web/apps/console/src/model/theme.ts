/** The chosen look. Kept in this browser as one word; nothing else about the person is. */

export type Theme = "system" | "light" | "dark" | "contrast";
export const themes: readonly Theme[] = ["system", "light", "dark", "contrast"];

export function readTheme(stored: string | null): Theme {
  return themes.find((theme) => theme === stored) ?? "system";
}

/** What the page shows; a wish for more contrast counts over light or dark only where nothing was chosen. */
export function shownTheme(
  theme: Theme,
  system: { dark: boolean; contrast: boolean },
): Exclude<Theme, "system"> {
  if (theme !== "system") return theme;
  return system.contrast ? "contrast" : system.dark ? "dark" : "light";
}
