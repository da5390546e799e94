/** What the assistant may quote: written here, signed and published as one set. */
import { useState } from "react";
import type { ArticleRow } from "../contract.ts";
import { useNow, useReady, useUi } from "../ui.ts";
import { ArticleEditor } from "./article-editor.tsx";
import { PageHead } from "./page.tsx";
import { Badge, Empty, Icon } from "./parts.tsx";
import { useShell } from "./shell.ts";

const tones = { published: "plain", changed: "warn", new: "accent", removed: "bad" } as const;

export function Articles() {
  const { words } = useUi();
  const { articles } = useReady();
  const [chosen, choose] = useState<string | null>(articles.articles[0]?.id ?? null);
  const article = articles.articles.find(({ id }) => id === chosen) ?? null;
  const fresh = (
    <button type="button" className="btn" onClick={() => choose("")}>
      <Icon name="plus" />
      {words.newArticle}
    </button>
  );
  return (
    <>
      <PageHead title={words.articles} text={words.articlesText}>
        {articles.mayPublish && fresh}
        <Publish />
      </PageHead>
      {articles.articles.length === 0 && chosen !== "" ? (
        <div className="card pad">
          <Empty icon="book" title={words.articleEmptyTitle} text={words.articleEmptyText}>
            {articles.mayPublish && fresh}
          </Empty>
        </div>
      ) : (
        <div className="split">
          <ArticleList rows={articles.articles} chosen={chosen} onChoose={choose} />
          {article === null && chosen !== "" ? (
            <p className="card pad muted">{words.articlePick}</p>
          ) : (
            <ArticleEditor key={chosen} article={article} onSaved={choose} onRemoved={() => choose(null)} />
          )}
        </div>
      )}
    </>
  );
}

function Publish() {
  const { desk, words } = useUi();
  const { articles } = useReady();
  const { act } = useShell();
  if (!articles.mayPublish) return null;
  return (
    <button
      type="button"
      className="btn btn-primary"
      disabled={articles.unpublished === 0}
      onClick={() => void act(desk.admin.publishArticles(), words.didPublish)}
    >
      {words.publishCount(articles.unpublished)}
    </button>
  );
}

function ArticleList(props: {
  rows: readonly ArticleRow[];
  chosen: string | null;
  onChoose: (id: string) => void;
}) {
  const { words, formats } = useUi();
  const { articles } = useReady();
  const now = useNow();
  return (
    <nav className="card art-l" aria-label={words.articleList}>
      <ul>
        {props.rows.map((row) => (
          <li key={row.id}>
            <button
              type="button"
              aria-current={row.id === props.chosen ? "true" : undefined}
              onClick={() => props.onChoose(row.id)}
            >
              <b>
                <bdi>{row.title || words.untitled}</bdi>
              </b>
              <span className="quiet">
                {row.team} · {words.updatedAt(formats.brief(row.updated, now))}
              </span>
              <Badge tone={tones[row.state]}>{words.articleStates[row.state]}</Badge>
            </button>
          </li>
        ))}
      </ul>
      <p className="hint">{words.publishedVersion(articles.version)}</p>
    </nav>
  );
}
