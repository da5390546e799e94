/** One verified article, drawn from data: text never becomes markup. */
import type { ComponentChildren } from "preact";
import { useEffect, useState } from "preact/hooks";
import type { Article, ArticleId, Block, Span } from "../contract.ts";
import { useUi } from "../ui.ts";
import { check } from "./check.ts";
import { Icon } from "./icons.tsx";
import { Header, Trouble } from "./parts.tsx";
import { useWords } from "./words.ts";

export function ArticleView({ id }: { id: ArticleId }) {
  const ui = useUi();
  const words = useWords();
  const { formats } = ui;
  const article = useArticle(id);
  return (
    <div class="page">
      <Header title={words.article} />
      <main class="article">
        <Trouble />
        {article && (
          <>
            <article dir="auto">
              <h2>{article.title}</h2>
              <p class="quiet">{words.updated(formats.date(article.updated))}</p>
              {article.blocks.map((block, at) => (
                <BlockView key={at} block={block} />
              ))}
            </article>
            <p class="promise">
              <Icon name={check} />
              <span>{words.articleProof}</span>
            </p>
          </>
        )}
        <div class="card ask">
          <p>{words.articleMore}</p>
          <button type="button" class="btn" onClick={() => ui.go({ name: "write" })}>
            <Icon name="chat" />
            {words.askPerson}
          </button>
        </div>
      </main>
    </div>
  );
}

function useArticle(id: ArticleId): Article | null {
  const ui = useUi();
  const [article, setArticle] = useState<Article | null>(null);
  useEffect(() => {
    let current = true;
    void ui.run(ui.desk.readArticle(id)).then((outcome) => {
      if (current && outcome.ok) setArticle(outcome.value);
    });
    return () => {
      current = false;
    };
  }, [ui, id]);
  return article;
}

function BlockView({ block }: { block: Block }) {
  switch (block.kind) {
    case "heading":
      return block.level === 3 ? <h4>{spans(block.spans)}</h4> : <h3>{spans(block.spans)}</h3>;
    case "paragraph":
      return <p>{spans(block.spans)}</p>;
    case "list": {
      const items = block.items.map((item, at) => <li key={at}>{spans(item)}</li>);
      return block.ordered ? <ol>{items}</ol> : <ul>{items}</ul>;
    }
  }
}

function spans(list: readonly Span[]): ComponentChildren {
  return list.map((span) => {
    if (span.kind === "bold") return <strong>{span.text}</strong>;
    if (span.kind === "text" || !isSafeLink(span.href)) return span.text;
    return (
      <a href={span.href} target="_blank" rel="noopener noreferrer">
        {span.text}
      </a>
    );
  });
}

/** The reader of Markdown refuses other schemes already; a script address must fail twice. */
export function isSafeLink(href: string): boolean {
  return URL.canParse(href) && /^(https:|mailto:|tel:)$/.test(new URL(href).protocol);
}
