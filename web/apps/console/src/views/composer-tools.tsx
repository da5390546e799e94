/** What can be put into a message besides words: files and emoji. */
import { useRef } from "react";
import { Button, Dialog, DialogTrigger, Popover } from "react-aria-components";
import type { ConversationState } from "../contract.ts";
import { useUi } from "../ui.ts";
import { EmojiPicker } from "./emoji-picker.tsx";
import { Icon, IconButton } from "./parts.tsx";
import { useShell } from "./shell.ts";
import type { Draft, Mode } from "./use-draft.ts";

/** Files for the next reply or note, from wherever they came. */
export function useAttach(conversation: ConversationState, mode: Mode): (files: readonly File[]) => void {
  const { desk } = useUi();
  const { act } = useShell();
  return (files) => {
    if (files.length > 0 && conversation.mayReply) void act(desk.work.attach(conversation.id, mode, files));
  };
}

/** Null where files are not taken. Rounded down: no limit sounds larger than it is. */
export function useFileLimit({ limits }: ConversationState): string | null {
  const { words, formats } = useUi();
  if (limits.fileBytes === 0) return null;
  const unit = limits.fileBytes >= 1e6 ? 1e6 : 1e3;
  return words.fileLimit(limits.files, formats.size(limits.fileBytes - (limits.fileBytes % unit)));
}

export function AttachButton({ conversation, mode }: { conversation: ConversationState; mode: Mode }) {
  const { words } = useUi();
  const attach = useAttach(conversation, mode);
  const field = useRef<HTMLInputElement>(null);
  const limit = useFileLimit(conversation);
  if (!conversation.mayReply || limit === null) return null;
  return (
    <>
      <IconButton icon="clip" label={words.attach} hint={limit} onPress={() => field.current?.click()} />
      <input
        ref={field}
        type="file"
        multiple
        hidden
        aria-label={words.attach}
        onChange={(event) => {
          attach([...(event.currentTarget.files ?? [])]);
          // The same file may be chosen again after it was taken away.
          event.currentTarget.value = "";
        }}
      />
    </>
  );
}

interface EmojiProps {
  readonly conversation: ConversationState;
  readonly mode: Mode;
  readonly draft: Draft;
  readonly keep: (part: Partial<Draft>) => void;
}

/** Puts the emoji where the caret was, and the caret behind it. */
export function EmojiButton({ conversation, mode, draft, keep }: EmojiProps) {
  const { words } = useUi();
  if (!conversation.mayReply) return null;
  const insert = (emoji: string) => {
    const field = document.getElementById(`write-${mode}`);
    if (!(field instanceof HTMLTextAreaElement)) return;
    const { selectionStart: from, selectionEnd: to } = field;
    const text = draft[mode];
    keep({ [mode]: text.slice(0, from) + emoji + text.slice(to) });
    // After the picker has given the focus back.
    setTimeout(() => {
      field.focus();
      field.setSelectionRange(from + emoji.length, from + emoji.length);
    }, 60);
  };
  return (
    <DialogTrigger>
      <Button className="ib" aria-label={words.emoji}>
        <Icon name="smile" />
      </Button>
      <Popover className="pop pop-emoji" placement="top start">
        <Dialog className="dialog" aria-label={words.emoji}>
          {({ close }) => (
            <EmojiPicker
              onPick={(emoji) => {
                close();
                insert(emoji);
              }}
            />
          )}
        </Dialog>
      </Popover>
    </DialogTrigger>
  );
}
