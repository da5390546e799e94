/** Articles: what the assistant may quote. Drafts stay on this device until somebody who may publish signs the set. */
import { type Block, parseBlocks, type Span } from "@sealdesk/assistant";
import { type ReactNode, useState } from "react";
import type { ArticleRow } from "../contract.ts";
import { useReady, useUi } from "../ui.ts";
import { SelectField, TextField } from "./fields.tsx";
import { PageHead } from "./page-head.tsx";
import { Badge, type BadgeTone, Empty, FailureNote, Icon } from "./parts.tsx";
import { useRun } from "./run.ts";
import { useShell } from "./shell.ts";

const tones: Record<ArticleRow["state"], BadgeTone> = {
  published: "ok",
  changed: "warn",
  new: "accent",
  removed: "bad",
};

export function Articles() {
  const { desk, words } = useUi();
  const { articles } = useReady();
  const { act } = useShell();
  const [open, setOpen] = useState<string | "new" | null>(articles.articles[0]?.id ?? null);
  const shown = articles.articles.find(({ id }) => id === open) ?? null;
  const write = (
    <button type="button" className="btn" onClick={() => setOpen("new")}>
      <Icon name="plus" />
      {words.newArticle}
    </button>
  );
  return (
    <>
      <PageHead title={words.articles} text={words.articlesText}>
        {write}
        {articles.mayPublish && (
          <button
            type="button"
            className="btn btn-primary"
            disabled={articles.unpublished === 0}
            onClick={() => void act(desk.admin.publishArticles(), words.didPublish)}
          >
            <Icon name="shield-ok" />
            {words.publishCount(articles.unpublished)}
          </button>
        )}
      </PageHead>
      {articles.articles.length === 0 && open !== "new" ? (
        <Empty icon="book" title={words.articleEmptyTitle} text={words.articleEmptyText}>
          {write}
        </Empty>
      ) : (
        <div className="split">
          <ArticleList open={open} onOpen={setOpen} />
          {open === null ? (
            <p className="quiet">{words.articlePick}</p>
          ) : (
            <Editor key={open} article={shown} onSaved={setOpen} onGone={() => setOpen(null)} />
          )}
        </div>
      )}
    </>
  );
}

function ArticleList({ open, onOpen }: { open: string | null; onOpen: (id: string) => void }) {
  const { words, formats } = useUi();
  const { articles } = useReady();
  return (
    <section aria-label={words.articleList}>
      <ul className="card lines picks">
        {articles.articles.map((article) => (
          <li key={article.id}>
            <button
              type="button"
              className="pick"
              aria-current={open === article.id ? "true" : undefined}
              onClick={() => onOpen(article.id)}
            >
              <b dir="auto">{article.title || words.untitled}</b>
              <span className="pick-m">
                <Badge tone={tones[article.state]}>{words.articleStates[article.state]}</Badge>
                <span className="quiet">{words.updatedAt(formats.date(article.updated))}</span>
              </span>
            </button>
          </li>
        ))}
        {open === "new" && (
          <li>
            <span className="pick" aria-current="true">
              <b>{words.untitled}</b>
              <span className="pick-m">
                <Badge tone="accent">{words.notSaved}</Badge>
              </span>
            </span>
          </li>
        )}
      </ul>
      <p className="quiet pub">{words.publishedVersion(articles.version)}</p>
    </section>
  );
}

interface EditorProps {
  readonly article: ArticleRow | null;
  readonly onSaved: (id: string) => void;
  readonly onGone: () => void;
}

function useArticleForm(article: ArticleRow | null) {
  const { teams } = useReady();
  const [title, setTitle] = useState(article?.title ?? "");
  const [team, setTeam] = useState(article?.team ?? teams[0]?.name ?? "");
  const [language, setLanguage] = useState(article?.language ?? "en");
  const [markdown, setMarkdown] = useState(article?.markdown ?? "");
  const values = { id: article?.id ?? null, title, team, language, markdown };
  const changed =
    article === null ||
    title !== article.title ||
    team !== article.team ||
    language !== article.language ||
    markdown !== article.markdown;
  return { values, changed, setTitle, setTeam, setLanguage, setMarkdown };
}

function Editor({ article, onSaved, onGone }: EditorProps) {
  const { desk, words } = useUi();
  const { act } = useShell();
  const runner = useRun();
  const form = useArticleForm(article);
  const { values } = form;
  const save = async () => {
    const saved = await runner.run(() => desk.admin.saveArticle(values));
    if (saved) onSaved(saved.value);
  };
  const remove = async () => {
    if (article === null) onGone();
    else await act(desk.admin.removeArticle(article.id), words.didRemoveArticle(article.title));
  };
  return (
    <form
      className="card editor"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <EditorFields form={form} />
      <FailureNote failure={runner.failure} />
      <div className="ft">
        <button type="button" className="btn btn-quiet btn-danger" onClick={() => void remove()}>
          <Icon name="trash" />
          {words.removeArticle}
        </button>
        <button
          type="submit"
          className="btn end"
          disabled={!form.changed || values.title.trim() === ""}
          aria-busy={runner.busy}
        >
          {form.changed ? words.saveDraft : words.saved}
        </button>
      </div>
    </form>
  );
}

function EditorFields({ form }: { form: ReturnType<typeof useArticleForm> }) {
  const { words } = useUi();
  const { teams } = useReady();
  const { values } = form;
  return (
    <>
      <div className="three">
        <TextField label={words.title} value={values.title} onText={form.setTitle} required maxLength={120} />
        <SelectField label={words.articleTeam} value={values.team} onText={form.setTeam}>
          {[...new Set([values.team, ...teams.map(({ name }) => name)])].map((name) => (
            <option key={name}>{name}</option>
          ))}
        </SelectField>
        <SelectField label={words.language} value={values.language} onText={form.setLanguage}>
          {words.languages.map(({ tag, label }) => (
            <option key={tag} value={tag}>
              {label}
            </option>
          ))}
        </SelectField>
      </div>
      <div className="write">
        <div className="field">
          <label htmlFor="article-text">{words.markdown}</label>
          <textarea
            id="article-text"
            className="f mono"
            rows={14}
            dir="auto"
            lang={values.language}
            value={values.markdown}
            aria-describedby="article-hint"
            onChange={(event) => form.setMarkdown(event.currentTarget.value)}
          />
          <p className="hint" id="article-hint">
            {words.markdownHint}
          </p>
        </div>
        <section className="seen" aria-label={words.articlePreview}>
          <p className="label">{words.articlePreview}</p>
          <article dir="auto" lang={values.language}>
            <h2>{values.title || words.untitled}</h2>
            {parseBlocks(values.markdown).map((block, at) => (
              <BlockView key={`${at + 1}`} block={block} />
            ))}
          </article>
        </section>
      </div>
    </>
  );
}

function spans(list: readonly Span[]): ReactNode {
  return list.map((span, at) => {
    const key = `${at + 1}`;
    if (span.kind === "bold") return <strong key={key}>{span.text}</strong>;
    if (span.kind === "text") return <span key={key}>{span.text}</span>;
    return (
      <a key={key} href={span.href} target="_blank" rel="noreferrer noopener">
        {span.text}
      </a>
    );
  });
}

function BlockView({ block }: { block: Block }) {
  if (block.kind === "paragraph") return <p>{spans(block.spans)}</p>;
  if (block.kind === "heading")
    return block.level === 1 ? <h3>{spans(block.spans)}</h3> : <h4>{spans(block.spans)}</h4>;
  const items = block.items.map((item, at) => <li key={`${at + 1}`}>{spans(item)}</li>);
  return block.ordered ? <ol>{items}</ol> : <ul>{items}</ul>;
}
