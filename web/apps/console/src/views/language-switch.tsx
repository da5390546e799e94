/** The language of this browser's desk; each one named in itself, so that it is found by whoever cannot read the rest. */
import { useState } from "react";
import { languages } from "../model/language.ts";
import { useUi } from "../ui.ts";
import { ChoiceMenu } from "./menu.tsx";
import { Icon } from "./parts.tsx";

export function LanguageSwitch() {
  const { words, language } = useUi();
  const [failed, setFailed] = useState(false);
  const own = languages.find(({ tag }) => tag === language.shown)?.name ?? "";
  const choices = languages.map(({ tag, name }) => ({
    id: tag,
    label: name,
    onPress: () => void language.choose(tag).then((worked) => setFailed(!worked)),
  }));
  return (
    <>
      <ChoiceMenu
        label={words.languageChoose(own)}
        spoken
        className="theme"
        choices={choices}
        selected={language.shown}
      >
        <Icon name="globe" />
        <span className="vh">{words.languageOf}: </span>
        <span className="me-t">{own}</span>
      </ChoiceMenu>
      {failed && (
        <span role="alert" className="bad-t">
          {words.languageFailed}
        </span>
      )}
    </>
  );
}
