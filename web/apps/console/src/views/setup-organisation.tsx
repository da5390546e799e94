/** Name and colour, and beside them how customers will see both. */
import { brandColours, isColour } from "../model/colours.ts";
import { useUi } from "../ui.ts";
import { EntryForm, StepHead } from "./entry.tsx";
import { TextField } from "./fields.tsx";
import { Icon } from "./parts.tsx";
import { useRun } from "./run.ts";

export function Organisation(props: {
  name: string;
  setName: (name: string) => void;
  colour: string;
  setColour: (colour: string) => void;
}) {
  const { desk, words } = useUi();
  const runner = useRun();
  const choose = (colour: string) => {
    props.setColour(colour);
    if (isColour(colour)) document.documentElement.style.setProperty("--brand", colour);
  };
  return (
    <>
      <StepHead title={words.orgTitle} text={words.orgText} />
      <EntryForm
        runner={runner}
        submit={words.next}
        onSubmit={() => void runner.run(() => desk.setup.setOrganisation(props.name, props.colour))}
      >
        <TextField
          label={words.orgName}
          value={props.name}
          onText={props.setName}
          autoComplete="organization"
          required
          maxLength={80}
        />
        <fieldset className="swatches">
          <legend>{words.colour}</legend>
          {brandColours.map((each, at) => (
            <label key={each} title={words.colours[at]}>
              <input
                type="radio"
                name="colour"
                checked={props.colour === each}
                onChange={() => choose(each)}
              />
              <span style={{ background: each }} />
              <span className="vh">{words.colours[at]}</span>
            </label>
          ))}
          <label className="own">
            <input
              type="color"
              value={props.colour}
              onChange={(event) => choose(event.currentTarget.value)}
            />
            {words.ownColour}
          </label>
        </fieldset>
      </EntryForm>
    </>
  );
}

export function Preview({ name }: { name: string }) {
  const { words } = useUi();
  return (
    <figure className="pre-w">
      <figcaption>{words.preview}</figcaption>
      <div className="pre" aria-hidden="true">
        <div className="pre-h">
          <svg className="rp" viewBox="0 0 220 220" aria-hidden="true">
            {[40, 62, 84, 106].map((r) => (
              <circle key={r} cx="110" cy="110" r={r} />
            ))}
          </svg>
          <b dir="auto">{name || words.product}</b>
          <p>{words.previewHello}</p>
          <span>{words.previewText}</span>
        </div>
        <div className="pre-b">
          <p className="pre-lock">
            <Icon name="lock" size={14} />
            {words.previewLock}
          </p>
          <span className="btn btn-primary btn-lg">{words.previewWrite}</span>
        </div>
      </div>
    </figure>
  );
}
