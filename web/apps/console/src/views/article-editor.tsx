/** The text on the left, what visitors will see on the right, and below how people ask for it. */

import { type FormEvent, useEffect, useId, useRef, useState } from "react";
import type { ArticleRow } from "../contract.ts";
import { type ArticleText, joinArticle, splitArticle } from "../model/article.ts";
import { useReady, useUi } from "../ui.ts";
import { Preview } from "./article-preview.tsx";
import { SelectField, TextField } from "./fields.tsx";
import { useLeaveWarning } from "./leave-warning.ts";
import { FailureNote } from "./parts.tsx";
import { useRun } from "./run.ts";
import { useShell } from "./shell.ts";

interface EditorProps {
  readonly article: ArticleRow | null;
  readonly onSaved: (id: string) => void;
  readonly onRemoved: () => void;
}

export function ArticleEditor({ article, onSaved, onRemoved }: EditorProps) {
  const { desk, words } = useUi();
  const { teams, articles } = useReady();
  const { act } = useShell();
  const runner = useRun();
  const [draft, setDraft] = useState<Draft>({
    title: article?.title ?? "",
    team: article?.team ?? teams.find((team) => team.mine)?.name ?? teams[0]?.name ?? "",
    language: article?.language ?? "en",
    ...splitArticle(article?.markdown ?? ""),
  });
  const [changed, setChanged] = useState(false);
  useLeaveWarning(changed);
  const change = (part: Partial<Draft>) => {
    setDraft({ ...draft, ...part });
    setChanged(true);
  };
  const written = () => {
    const { title, team, language, ...text } = draft;
    return { id: article?.id ?? null, title, team, language, markdown: joinArticle(text) };
  };
  const waits = article !== null && article.state !== "published";
  const settled = useKeepOnLeaving(
    changed && draft.title.trim() !== "",
    () => void desk.admin.saveArticle(written()),
  );
  const save = async (event: FormEvent) => {
    event.preventDefault();
    const saved = await runner.run(() => desk.admin.saveArticle(written()));
    if (!saved) return;
    settled();
    setChanged(false);
    onSaved(saved.value);
  };
  const remove = () => {
    settled();
    setChanged(false);
    if (article === null) return onRemoved();
    const back = async () => {
      const saved = await desk.admin.saveArticle(written());
      return saved.ok ? { ok: true as const, value: undefined } : saved;
    };
    void act(desk.admin.removeArticle(article.id), words.didRemoveArticle(article.title), back);
  };
  return (
    <form className="card pad art-e" onSubmit={(event) => void save(event)}>
      {!articles.mayPublish && <p className="hint">{words.mayNotPublish}</p>}
      <fieldset className="plain art-e" disabled={!articles.mayPublish}>
        <legend className="vh">{draft.title || words.untitled}</legend>
        <Fields draft={draft} change={change} />
      </fieldset>
      <FailureNote failure={runner.failure} />
      <div className="acts">
        <button type="button" className="btn btn-quiet" disabled={!articles.mayPublish} onClick={remove}>
          {words.removeArticle}
        </button>
        <span className="grow hint">{changed ? words.notSaved : waits && words.notPublished}</span>
        <button type="submit" className="btn" disabled={!changed} aria-busy={runner.busy}>
          {words.saveDraft}
        </button>
      </div>
    </form>
  );
}

interface Draft extends ArticleText {
  readonly title: string;
  readonly team: string;
  readonly language: string;
}

function Fields({ draft, change }: { draft: Draft; change: (part: Partial<Draft>) => void }) {
  const { words } = useUi();
  const { teams } = useReady();
  return (
    <>
      <TextField
        label={words.title}
        value={draft.title}
        onText={(title) => change({ title })}
        required
        maxLength={200}
      />
      <div className="two">
        <SelectField label={words.articleTeam} value={draft.team} onText={(team) => change({ team })}>
          {teams.map(({ id: each, name }) => (
            <option key={each}>{name}</option>
          ))}
        </SelectField>
        <SelectField
          label={words.language}
          value={draft.language}
          onText={(language) => change({ language })}
        >
          {words.languages.map(({ tag, label }) => (
            <option key={tag} value={tag}>
              {label}
            </option>
          ))}
        </SelectField>
      </div>
      <div className="art-w">
        <Area
          label={words.markdown}
          hint={words.markdownHint}
          rows={14}
          value={draft.body}
          onText={(body) => change({ body })}
        />
        <div className="field">
          <span className="field-l">{words.articlePreview}</span>
          <Preview markdown={draft.body} language={draft.language} title={draft.title || words.untitled} />
        </div>
      </div>
      <div className="two">
        <Area
          label={words.articleQuestions}
          hint={words.articleQuestionsHint}
          rows={4}
          value={draft.questions}
          onText={(questions) => change({ questions })}
        />
        <Area
          label={words.articleSynonyms}
          hint={words.articleSynonymsHint}
          rows={4}
          value={draft.synonyms}
          onText={(synonyms) => change({ synonyms })}
        />
      </div>
    </>
  );
}

/** Going elsewhere with something unsaved saves it, as a draft; the result says that nothing is left to keep. */
function useKeepOnLeaving(unsaved: boolean, keep: () => void): () => void {
  const latest = useRef({ unsaved, keep });
  latest.current = { unsaved, keep };
  useEffect(
    () => () => {
      if (latest.current.unsaved) latest.current.keep();
    },
    [],
  );
  return () => {
    latest.current = { unsaved: false, keep };
  };
}

function Area(props: {
  label: string;
  hint: string;
  rows: number;
  value: string;
  onText: (text: string) => void;
}) {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{props.label}</label>
      <textarea
        id={id}
        className="f"
        dir="auto"
        rows={props.rows}
        value={props.value}
        aria-describedby={`${id}-h`}
        onChange={(event) => props.onText(event.currentTarget.value)}
      />
      <p className="hint" id={`${id}-h`}>
        {props.hint}
      </p>
    </div>
  );
}
