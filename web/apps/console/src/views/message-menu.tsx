/** The menu of one message and the emoji beside it: drawn once for the whole thread, at the message that asked. */
import { Dialog, Menu, MenuItem, Popover } from "react-aria-components";
import type { MessageItem } from "../contract.ts";
import { choicesFor, type MessageChoice } from "../model/talk.ts";
import { useUi } from "../ui.ts";
import { EmojiPicker } from "./emoji-picker.tsx";
import { answer } from "./message.tsx";
import { Icon } from "./parts.tsx";
import { useShell } from "./shell.ts";
import { useTalk } from "./talk.ts";

/** In ms: the picker gives the focus back as it goes, and only then can it be taken elsewhere. */
const pickerCloses = 60;

const icons = { answer: "reply", react: "smile", copy: "copy", edit: "edit", remove: "trash" } as const;

export function MessageMenu() {
  const { words } = useUi();
  const { menu, conversation, change } = useTalk();
  const run = useChoice();
  if (menu === null) return null;
  const labels = {
    answer: words.answerIt,
    react: words.reactTo,
    copy: words.copyText,
    edit: words.editIt,
    remove: words.removeIt,
  } as const;
  const close = (open: boolean) => !open && change({ menu: null });
  return (
    <Popover
      className="pop"
      aria-label={words.messageMenu}
      triggerRef={{ current: menu.at }}
      isOpen
      onOpenChange={close}
      placement="bottom end"
    >
      <Menu className="menu" aria-label={words.messageMenu} autoFocus="first" onClose={() => close(false)}>
        {choicesFor(menu.item, conversation).map((choice) => (
          <MenuItem
            key={choice}
            id={choice}
            textValue={labels[choice]}
            className={`menu-i${choice === "remove" ? " danger" : ""}`}
            onAction={() => run(choice, menu.item, menu.at)}
          >
            <Icon name={icons[choice]} />
            <span className="grow">{labels[choice]}</span>
          </MenuItem>
        ))}
      </Menu>
    </Popover>
  );
}

function useChoice() {
  const { words } = useUi();
  const { change } = useShell();
  const talk = useTalk();
  return (choice: MessageChoice, item: MessageItem, at: HTMLElement) => {
    talk.change({ menu: null });
    if (choice === "answer") answer(talk, item);
    // The button that opened the menu goes with the pointer; the message stays.
    else if (choice === "react") talk.change({ reacting: { item, at: at.closest("article") ?? at } });
    else if (choice === "edit") talk.change({ editing: item.id });
    else if (choice === "remove") change({ asked: { kind: "remove", item } });
    else {
      const told = { text: words.copied, failure: null, undo: null };
      void navigator.clipboard.writeText(item.text).then(() => change({ told }));
    }
  };
}

export function ReactionPicker() {
  const { desk, words } = useUi();
  const { act } = useShell();
  const { reacting, conversation, change } = useTalk();
  if (reacting === null) return null;
  const close = () => {
    change({ reacting: null });
    // Back to the message: the button that opened it may not be drawn any more.
    setTimeout(() => reacting.at.focus({ preventScroll: true }), pickerCloses);
  };
  const pick = (emoji: string) => {
    close();
    void act(desk.work.react(conversation.id, reacting.item.id, emoji, true));
  };
  return (
    <Popover
      className="pop pop-emoji"
      triggerRef={{ current: reacting.at }}
      isOpen
      onOpenChange={(open) => !open && close()}
      placement="bottom end"
    >
      <Dialog className="dialog" aria-label={words.emoji}>
        <EmojiPicker onPick={pick} quick />
      </Dialog>
    </Popover>
  );
}
