/** A name for this browser that its owner will know again in a list. Guessed from the user agent; never sent as such. */
export function browserName(agent: string): string {
  const browsers: readonly (readonly [RegExp, string])[] = [
    [/Edg\//, "Edge"],
    [/OPR\//, "Opera"],
    [/Firefox\//, "Firefox"],
    [/Chrome\//, "Chrome"],
    [/Safari\//, "Safari"],
  ];
  return browsers.find(([mark]) => mark.test(agent))?.[1] ?? "Browser";
}
