/** Markdown on the left, what visitors will see on the right; text only, never HTML. */
import { type Block, parseBlocks, type Span } from "@sealdesk/assistant";
import { type FormEvent, useId, useMemo, useState } from "react";
import type { ArticleRow } from "../contract.ts";
import { useReady, useUi } from "../ui.ts";
import { SelectField, TextField } from "./fields.tsx";
import { keyed } from "./keyed.ts";
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
  const { teams } = useReady();
  const { act } = useShell();
  const runner = useRun();
  const id = useId();
  const [draft, setDraft] = useState({
    title: article?.title ?? "",
    team: article?.team ?? teams.find((team) => team.mine)?.name ?? teams[0]?.name ?? "",
    language: article?.language ?? "en",
    markdown: article?.markdown ?? "",
  });
  const [changed, setChanged] = useState(false);
  const change = (part: Partial<typeof draft>) => {
    setDraft({ ...draft, ...part });
    setChanged(true);
  };
  const save = async (event: FormEvent) => {
    event.preventDefault();
    const saved = await runner.run(() => desk.admin.saveArticle({ id: article?.id ?? null, ...draft }));
    if (!saved) return;
    setChanged(false);
    onSaved(saved.value);
  };
  const remove = () => {
    if (article === null) return onRemoved();
    const back = async () => {
      const saved = await desk.admin.saveArticle({ id: article.id, ...draft });
      return saved.ok ? { ok: true as const, value: undefined } : saved;
    };
    void act(desk.admin.removeArticle(article.id), words.didRemoveArticle(article.title), back);
  };
  return (
    <form className="card pad art-e" onSubmit={(event) => void save(event)}>
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
        <div className="field">
          <label htmlFor={id}>{words.markdown}</label>
          <textarea
            id={id}
            className="f"
            dir="auto"
            rows={14}
            value={draft.markdown}
            aria-describedby={`${id}-h`}
            onChange={(event) => change({ markdown: event.currentTarget.value })}
          />
          <p className="hint" id={`${id}-h`}>
            {words.markdownHint}
          </p>
        </div>
        <div className="field">
          <span className="field-l">{words.articlePreview}</span>
          <Preview
            markdown={draft.markdown}
            language={draft.language}
            title={draft.title || words.untitled}
          />
        </div>
      </div>
      <FailureNote failure={runner.failure} />
      <div className="acts">
        <button type="button" className="btn btn-quiet" onClick={remove}>
          {words.removeArticle}
        </button>
        <span className="grow hint">{changed && words.notSaved}</span>
        <button type="submit" className="btn" disabled={!changed} aria-busy={runner.busy}>
          {words.saveDraft}
        </button>
      </div>
    </form>
  );
}

function Preview({ markdown, language, title }: { markdown: string; language: string; title: string }) {
  const blocks = useMemo(() => parseBlocks(markdown), [markdown]);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region is reached by keyboard (WCAG 2.1.1)
    <section className="art-p" lang={language} dir="auto" tabIndex={0} aria-label={title}>
      <p className="art-t">{title}</p>
      {keyed(blocks, (block) => JSON.stringify(block)).map(({ key, value }) => (
        <BlockView key={key} block={value} />
      ))}
    </section>
  );
}

function BlockView({ block }: { block: Block }) {
  if (block.kind === "heading") {
    return (
      <p className={`art-h art-h${block.level}`} dir="auto">
        <Spans spans={block.spans} />
      </p>
    );
  }
  if (block.kind === "paragraph") {
    return (
      <p dir="auto">
        <Spans spans={block.spans} />
      </p>
    );
  }
  const List = block.ordered ? "ol" : "ul";
  return (
    <List>
      {keyed(block.items, (item) => JSON.stringify(item)).map(({ key, value }) => (
        <li key={key} dir="auto">
          <Spans spans={value} />
        </li>
      ))}
    </List>
  );
}

/** Links are shown, not followed: this is a preview. */
function Spans({ spans }: { spans: readonly Span[] }) {
  return keyed(spans, (span) => span.text).map(({ key, value: span }) => {
    if (span.kind === "bold") return <strong key={key}>{span.text}</strong>;
    if (span.kind === "link") {
      return (
        <span className="art-a" key={key} title={span.href}>
          {span.text}
        </span>
      );
    }
    return <span key={key}>{span.text}</span>;
  });
}
