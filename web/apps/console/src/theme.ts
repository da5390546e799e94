/** The look: chosen here, kept in this browser, shown by data-theme on the page. */
import { useEffect, useState } from "react";
import { readTheme, shownTheme, type Theme } from "./model/theme.ts";

const slot = "sealdesk-look";
const dark = "(prefers-color-scheme: dark)";
const contrast = "(prefers-contrast: more)";

/** Storage may be closed to us; then the look lasts as long as the page. */
function stored(): string | null {
  try {
    return localStorage.getItem(slot);
  } catch {
    return null;
  }
}

function keep(theme: Theme): void {
  try {
    localStorage.setItem(slot, theme);
  } catch {
    // Nothing is lost but the choice.
  }
}

export function applyTheme(theme: Theme = readTheme(stored())): void {
  const system = { dark: matchMedia(dark).matches, contrast: matchMedia(contrast).matches };
  document.documentElement.dataset.theme = shownTheme(theme, system);
}

export function useTheme(): readonly [Theme, (theme: Theme) => void] {
  const [theme, setTheme] = useState<Theme>(() => readTheme(stored()));
  useEffect(() => {
    const lists = [matchMedia(dark), matchMedia(contrast)];
    const follow = () => applyTheme(theme);
    for (const list of lists) list.addEventListener("change", follow);
    return () => {
      for (const list of lists) list.removeEventListener("change", follow);
    };
  }, [theme]);
  const choose = (next: Theme) => {
    keep(next);
    applyTheme(next);
    setTheme(next);
  };
  return [theme, choose];
}
