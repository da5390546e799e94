/** The person at the foot of the rail: availability, look, lock, sign out. */
import { useState } from "react";
import { themes } from "../model/theme.ts";
import { useTheme } from "../theme.ts";
import { useReady, useUi } from "../ui.ts";
import { LanguageSwitch } from "./language-switch.tsx";
import { type Choice, ChoiceMenu } from "./menu.tsx";
import { Overlay } from "./overlays.tsx";
import { Avatar, Icon, Seal } from "./parts.tsx";
import { useShell } from "./shell.ts";

const icons = { system: "device", light: "sun", dark: "moon", contrast: "contrast" } as const;

export function Me() {
  const { desk, words } = useUi();
  const { me, people } = useReady();
  const { act } = useShell();
  const [code, setCode] = useState(false);
  const own = people.find(({ id }) => id === me.id)?.seal ?? [];
  const here = me.availability === "available";
  const choices: readonly Choice[] = [
    {
      id: "availability",
      label: here ? words.beAway : words.beAvailable,
      mark: <Icon name={here ? "moon" : "check"} />,
      onPress: () => void act(desk.self.setAvailability(here ? "away" : "available")),
    },
    { id: "code", label: words.myCode, mark: <Icon name="seal" />, onPress: () => setCode(true) },
    { id: "lock", label: words.lock, mark: <Icon name="lock" />, onPress: () => void act(desk.self.lock()) },
    {
      id: "out",
      label: words.signOut,
      mark: <Icon name="out" />,
      onPress: () => void act(desk.self.signOut()),
    },
  ];
  return (
    <>
      <div className="looks">
        <ThemeSwitch />
        <LanguageSwitch />
      </div>
      <ChoiceMenu label={words.myMenu(me.name)} spoken className="me" choices={choices}>
        <Avatar name={me.name} on={here} />
        <span className="vh">{words.myMenu(me.name)}</span>
        <span className="me-t" aria-hidden="true">
          <b dir="auto">{me.name}</b>
          <span>{[...me.teams.slice(0, 1), here ? words.available : words.away].join(" · ")}</span>
        </span>
      </ChoiceMenu>
      {code && (
        <Overlay title={words.myCode} onClose={() => setCode(false)}>
          <Seal groups={own} label={words.myCode} />
          <p className="hint">{words.mySealText}</p>
        </Overlay>
      )}
    </>
  );
}

function ThemeSwitch() {
  const { words } = useUi();
  const [theme, choose] = useTheme();
  const choices = themes.map((each) => ({
    id: each,
    label: words.themes[each],
    mark: <Icon name={icons[each]} />,
    onPress: () => choose(each),
  }));
  return (
    <ChoiceMenu
      label={`${words.theme}: ${words.themes[theme]}`}
      spoken
      className="theme"
      choices={choices}
      selected={theme}
    >
      <Icon name={icons[theme]} />
      <span className="vh">{words.theme}: </span>
      <span className="me-t">{theme === "system" ? words.theme : words.themes[theme]}</span>
      <span className="vh">{theme === "system" ? words.themes.system : ""}</span>
    </ChoiceMenu>
  );
}
