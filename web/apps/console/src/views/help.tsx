/** Every key, from the same table the listener uses. */
import { type KeyCommand, keyLabel } from "../model/keys.ts";
import { useUi } from "../ui.ts";
import { Overlay } from "./overlays.tsx";
import { Kbd } from "./parts.tsx";
import { useShell } from "./shell.ts";

export function Help() {
  const { words, apple } = useUi();
  const { change } = useShell();
  return (
    <Overlay title={words.help} onClose={() => change({ floating: null })}>
      <p className="muted">{words.helpIntro}</p>
      <dl className="keylist">
        {(Object.keys(words.commands) as readonly KeyCommand[]).map((command) => (
          <HelpLine key={command} text={words.commands[command]} keys={keyLabel(command, apple)} />
        ))}
      </dl>
      <h3 className="label">{words.messageKeys}</h3>
      <dl className="keylist">
        <HelpLine text={words.keyWalk} keys={["↑", "↓"]} />
        <HelpLine text={words.keyMenu} keys={["↵"]} />
        <HelpLine text={words.keyAnswer} keys={["R"]} />
        <HelpLine text={words.keyReact} keys={["+"]} />
        <HelpLine text={words.keyEditLast} keys={["↑"]} />
        <HelpLine text={words.sendKey} keys={apple ? ["⌘", "↵"] : ["Ctrl", "↵"]} />
        <HelpLine text={words.escapeKey} keys={["Esc"]} />
      </dl>
    </Overlay>
  );
}

function HelpLine({ text, keys }: { text: string; keys: readonly string[] }) {
  return (
    <div>
      <dt>{text}</dt>
      <dd>
        <Kbd keys={keys} />
        <span className="vh">{keys.join(" ")}</span>
      </dd>
    </div>
  );
}
