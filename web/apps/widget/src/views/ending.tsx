/** The end of a conversation: closed, held, destroyed; and what the customer says of the help they got. */
import { useEffect, useRef, useState } from "preact/hooks";
import type { ConversationItem, ConversationState, Instant } from "../contract.ts";
import { useUi } from "../ui.ts";
import { Icon } from "./icons.tsx";
import { Line } from "./lines.tsx";
import { Rich } from "./rich.tsx";
import { faces } from "./shapes.ts";
import { useWords } from "./words.ts";

/** Above the box to write in, while nobody is expected to write. */
export function Closed({ conversation }: { conversation: ConversationState }) {
  const words = useWords().ending;
  const { rating, held } = conversation;
  const [changing, setChanging] = useState(false);
  const rated = rating !== null && !changing;
  return (
    <section class="end" aria-label={words.closed}>
      <p>
        <b>{words.closed}</b> {words.reopen}
      </p>
      {held && <p class="quiet">{words.held}</p>}
      {rated ? (
        <p class="rated">
          <Icon name={faces[rating.score - 1] ?? faces[2]} size={20} />
          <span class="grow">
            <Rich text={words.rated(words.scores[rating.score - 1] ?? "")} />
          </span>
          <button type="button" class="btn small" onClick={() => setChanging(true)}>
            {words.change}
          </button>
        </p>
      ) : (
        <Rate rating={rating} changing={changing} onDone={() => setChanging(false)} />
      )}
    </section>
  );
}

interface RateProps {
  rating: ConversationState["rating"];
  /** Somebody pressed for it: the keyboard goes in. */
  changing: boolean;
  onDone: () => void;
}

function Rate({ rating, changing, onDone }: RateProps) {
  const ui = useUi();
  const words = useWords().ending;
  const [score, setScore] = useState(rating?.score ?? 0);
  const [comment, setComment] = useState(rating?.comment ?? "");
  const box = useRef<HTMLFormElement>(null);
  useEffect(() => {
    if (changing) box.current?.querySelector<HTMLElement>("input:checked")?.focus();
  }, [changing]);
  const send = async () => {
    if ((await ui.run(ui.desk.rate(score, comment.trim()))).ok) onDone();
  };
  return (
    <form
      class="rate"
      ref={box}
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <Scores score={score} onScore={setScore} />
      {score > 0 && (
        <>
          <label>
            {words.comment}
            <textarea
              rows={2}
              value={comment}
              maxLength={2000}
              dir="auto"
              onInput={(event) => setComment(event.currentTarget.value)}
            />
          </label>
          <p class="quiet">{words.commentHint}</p>
          <button type="submit" class="btn primary">
            {words.send}
          </button>
        </>
      )}
    </form>
  );
}

function Scores({ score, onScore }: { score: number; onScore: (score: number) => void }) {
  const words = useWords().ending;
  return (
    <fieldset>
      <legend>{words.rate}</legend>
      <div class="scores">
        {faces.map((face, at) => (
          <label key={face}>
            <input type="radio" name="score" checked={score === at + 1} onChange={() => onScore(at + 1)} />
            <Icon name={face} size={24} />
            <span>{words.scores[at]}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}

export function Rated({ item }: { item: ConversationItem & { kind: "rating" } }) {
  const words = useWords().ending;
  return (
    <Line icon={faces[item.score - 1] ?? faces[2]}>
      <p>
        <Rich text={words.ratedLine(words.scores[item.score - 1] ?? "")} />
      </p>
      {item.comment !== "" && <p dir="auto">{item.comment}</p>}
    </Line>
  );
}

/** Nothing is left to read and nothing to answer: the way on is a new conversation. */
export function Destroyed({ at }: { at: Instant }) {
  const ui = useUi();
  const words = useWords().ending;
  return (
    <div class="blank">
      <Icon name="lock" size={24} />
      <h2>{words.destroyedTitle}</h2>
      <p>{words.destroyed(ui.formats.date(at))}</p>
      <button type="button" class="btn" onClick={() => ui.instead({ name: "write" })}>
        <Icon name="chat" />
        {words.startNew}
      </button>
    </div>
  );
}
