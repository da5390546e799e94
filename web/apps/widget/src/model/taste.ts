/**
 * What this device remembers of its owner's taste: the language, and the emoji used last. Never anything that was
 * said. A browser may refuse to store; then nothing is remembered.
 */
import { choiceKey } from "./catalogue.ts";

const emojiKey = "sealdesk-emoji";

function store(act: (storage: Storage) => void): void {
  try {
    act(localStorage);
  } catch {}
}

export function keepChoice(language: string): void {
  store((storage) => storage.setItem(choiceKey, language));
}

export function usedEmoji(): readonly string[] {
  let used = "";
  store((storage) => {
    used = storage.getItem(emojiKey) ?? "";
  });
  return used.split(" ").filter(Boolean);
}

export function keepEmoji(used: readonly string[]): void {
  store((storage) => storage.setItem(emojiKey, used.join(" ")));
}

export function leaveNoTaste(): void {
  store((storage) => {
    storage.removeItem(choiceKey);
    storage.removeItem(emojiKey);
  });
}
