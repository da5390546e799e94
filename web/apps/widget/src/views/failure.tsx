/** What is shown when there is no client to speak for: the chunk did not load, or the embed line is broken. */
import type { Messages } from "../model/messages.en.ts";
import { Icon } from "./icons.tsx";

interface FailureProps {
  words: Messages;
  title?: string;
  text?: string;
  onAgain?: () => void;
}

export function Failure({ words, title = words.chat, text = words.loadFailed, onAgain }: FailureProps) {
  return (
    <main class="stop page">
      <span class="badge">
        <Icon name="info" size={24} />
      </span>
      <h1>{title}</h1>
      <p role="alert">{text}</p>
      {onAgain && (
        <button type="button" class="btn primary" onClick={onAgain}>
          {words.tryAgain}
        </button>
      )}
    </main>
  );
}
