/** What one can do with a message: feel something about it, answer it, copy it; change or remove one's own. */
import { quickEmoji } from "@sealdesk/ui/emoji";
import { useState } from "preact/hooks";
import { useUi } from "../ui.ts";
import { Icon, type IconShape } from "./icons.tsx";
import { Rich } from "./rich.tsx";
import { bin, check, copy, pen, reply, smile } from "./shapes.ts";
import { Sheet } from "./sheet.tsx";
import { gist, type SaidItem, useTalk } from "./talk.ts";
import { useWords } from "./words.ts";

interface OptionsProps {
  item: SaidItem;
  onClose: () => void;
}

export function Options({ item, onClose }: OptionsProps) {
  const words = useWords().actions;
  const [removing, setRemoving] = useState(false);
  return (
    <Sheet title={removing ? words.removeTitle : words.title} onClose={onClose}>
      {(close) =>
        removing ? (
          <Removing item={item} close={close} />
        ) : (
          <>
            <p class="gist" dir="auto">
              {gist(item)}
            </p>
            {canChange(item) && <Reacting item={item} close={close} />}
            <Acts item={item} close={close} onRemove={() => setRemoving(true)} />
          </>
        )
      }
    </Sheet>
  );
}

/** What still waits on this device has no name that others could answer. */
function canChange(item: SaidItem): boolean {
  return item.kind === "theirs" || !["waiting", "sending", "failed"].includes(item.mark);
}

interface InSheet {
  item: SaidItem;
  close: () => void;
}

function Reacting({ item, close }: InSheet) {
  const ui = useUi();
  const words = useWords().actions;
  const talk = useTalk();
  const mine = (emoji: string) => item.reactions.some((one) => one.mine && one.emoji === emoji);
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be laid out as one line everywhere
    <div class="quick" role="group" aria-label={words.react}>
      {quickEmoji.map((emoji) => (
        <button
          type="button"
          key={emoji}
          aria-pressed={mine(emoji)}
          onClick={() => {
            close();
            void ui.run(ui.desk.react(item.id, emoji, !mine(emoji)));
          }}
        >
          {emoji}
        </button>
      ))}
      <button
        type="button"
        aria-label={words.moreEmoji}
        title={words.moreEmoji}
        onClick={() => {
          close();
          talk.open({ kind: "react", item });
        }}
      >
        <Icon name={smile} size={20} />
      </button>
    </div>
  );
}

function Acts({ item, close, onRemove }: InSheet & { onRemove: () => void }) {
  const words = useWords().actions;
  const talk = useTalk();
  const [copied, setCopied] = useState(false);
  const own = item.kind === "mine" && canChange(item) ? item : null;
  const then = (act: () => void) => () => {
    close();
    act();
  };
  const take = () =>
    navigator.clipboard.writeText(item.text).then(
      () => setCopied(true),
      () => setCopied(false),
    );
  return (
    <ul class="acts">
      {canChange(item) && (
        <Act icon={reply} name={words.reply} onPress={then(() => talk.aim({ kind: "reply", item }))} />
      )}
      {item.text !== "" && (
        <Act
          icon={copied ? check : copy}
          name={copied ? words.copied : words.copy}
          onPress={() => void take()}
        />
      )}
      {own !== null && own.text !== "" && (
        <Act icon={pen} name={words.edit} onPress={then(() => talk.aim({ kind: "edit", item: own }))} />
      )}
      {own !== null && <Act icon={bin} name={words.remove} onPress={onRemove} />}
    </ul>
  );
}

function Act({ icon, name, onPress }: { icon: IconShape; name: string; onPress: () => void }) {
  return (
    <li>
      <button type="button" class="row" onClick={onPress}>
        <Icon name={icon} size={20} />
        {name}
      </button>
    </li>
  );
}

/** It is asked once more: what is removed here does not come back. */
function Removing({ item, close }: InSheet) {
  const ui = useUi();
  const words = useWords().actions;
  return (
    <>
      <p class="gist" dir="auto">
        {gist(item)}
      </p>
      <p>
        <Rich text={words.removeText} />
      </p>
      <div class="pair">
        <button type="button" class="btn" onClick={close}>
          {words.removeNo}
        </button>
        <button
          type="button"
          class="btn danger"
          onClick={() => {
            close();
            void ui.run(ui.desk.remove(item.id));
          }}
        >
          {words.removeYes}
        </button>
      </div>
    </>
  );
}
