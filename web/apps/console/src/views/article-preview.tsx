/** How visitors see an article: text only, never HTML. */
import { type Block, parseBlocks, type Span } from "@sealdesk/assistant";
import { useMemo } from "react";
import { keyed } from "./keyed.ts";

export function Preview({
  markdown,
  language,
  title,
}: {
  markdown: string;
  language: string;
  title: string;
}) {
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
