/** Colours offered at set-up. Only hue and strength count: lightness is fixed by the tokens, so none can hurt contrast. */
export const brandColours = ["#155a5d", "#2f6b3a", "#3d4fa3", "#7a3f86", "#a4482f", "#4a5560"] as const;

export function isColour(text: string | null | undefined): text is string {
  return typeof text === "string" && /^#[0-9a-f]{6}$/i.test(text);
}
