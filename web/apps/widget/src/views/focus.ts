/** Where the keyboard goes on a new screen: its text box where there is a keyboard, else its heading. */
export function focusScreen(screen: ParentNode | null): void {
  const fine = matchMedia("(pointer: fine)").matches;
  const box = fine ? screen?.querySelector<HTMLElement>("[data-focus-fine]") : null;
  (box ?? screen?.querySelector<HTMLElement>("[data-focus]"))?.focus({ preventScroll: true });
}
