/** Who answers, as this device has checked it, and a code that both can compare on a call. */
import { useState } from "preact/hooks";
import type { Reader } from "../contract.ts";
import { useReady, useUi } from "../ui.ts";
import { cardWords } from "../words/card.ts";
import { Code } from "./code.tsx";
import { Icon } from "./icons.tsx";
import { Face } from "./parts.tsx";
import { signed } from "./shapes.ts";
import { Sheet } from "./sheet.tsx";
import { useWords } from "./words.ts";

interface NameCardProps {
  reader: Reader & { kind: "person" };
  /** Since when they can read, in words. */
  since: string;
  onClose: () => void;
}

export function NameCard({ reader, since, onClose }: NameCardProps) {
  const { language } = useUi();
  const { organisation } = useReady();
  const words = useWords();
  const card = cardWords(language);
  const [same, setSame] = useState<boolean | null>(null);
  const { person, team } = reader;
  const { name } = person;
  return (
    <Sheet title={card.title} onClose={onClose}>
      {() => (
        <div class="nc">
          <div class="nc-who">
            <Face person={person} size={40} />
            <div>
              <b dir="auto">{name}</b>
              <p>{words.readersSince(team, since)}</p>
            </div>
          </div>
          <p class="nc-fact">
            <Icon name={signed} />
            <span>
              <b>{card.signed(organisation.name)}</b> {card.checked}
            </span>
          </p>
          <section aria-labelledby="nc-code">
            <h3 id="nc-code">{card.compare}</h3>
            <p>
              {organisation.checkPhone === null ? words.sureAsk : words.sureCall(organisation.checkPhone)}{" "}
              {card.where(name)}
            </p>
            <Code groups={reader.seal} label={words.codeLabel} />
            <div class="pair">
              <button type="button" class="btn" aria-pressed={same === true} onClick={() => setSame(true)}>
                {card.same}
              </button>
              <button type="button" class="btn" aria-pressed={same === false} onClick={() => setSame(false)}>
                {card.other}
              </button>
            </div>
            <p role="status">{same === true && card.is(name)}</p>
            <div role="alert">
              {same === false && (
                <p class="notice bad">
                  <Icon name="alert" />
                  <span>{card.isNot(organisation.name)}</span>
                </p>
              )}
            </div>
          </section>
          <p class="promise">
            <Icon name="info" />
            <span>{card.never(name)}</span>
          </p>
        </div>
      )}
    </Sheet>
  );
}
