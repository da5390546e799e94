/** The first screen: what to expect, before anything is asked. */
import { useEffect, useState } from "preact/hooks";
import type { ArticleSummary, SearchHit } from "../contract.ts";
import { firstName } from "../model/format.ts";
import { useReady, useUi } from "../ui.ts";
import { Icon } from "./icons.tsx";
import { Later } from "./lazy.tsx";
import { CloseButton, Face, MenuButton, Notices, Rings, Trouble } from "./parts.tsx";

export function Home() {
  const { words } = useUi();
  const { recent } = useReady();
  return (
    <div class="page">
      <Hero />
      <main class="home">
        <WriteCard />
        <Notices />
        <Trouble />
        <Answers />
        {recent.length > 0 && <Later part show={(later) => <later.Recents />} />}
        <p class="promise">
          <Icon name="lock" />
          <span>{words.promise}</span>
        </p>
      </main>
    </div>
  );
}

function Hero() {
  const { words, now } = useUi();
  const { organisation, customer } = useReady();
  const name = customer.name === null ? null : firstName(customer.name);
  return (
    <header class="hero">
      <Rings />
      <div class="hero-top">
        <span class="logo" aria-hidden="true">
          {Array.from(organisation.name)[0]}
        </span>
        <bdi class="grow">{organisation.name}</bdi>
        <MenuButton />
        <CloseButton />
      </div>
      <h1 tabIndex={-1} data-focus>
        {words.greeting(new Date(now()).getHours(), name)}
      </h1>
      <p>
        <bdi>{organisation.greeting ?? words.greetingSub}</bdi>
      </p>
    </header>
  );
}

function WriteCard() {
  const ui = useUi();
  const { organisation, assistant, begun, hours } = useReady();
  return (
    <section class="card write" aria-label={ui.words.writeToUs}>
      <div class="write-top">
        {organisation.people.length > 0 && (
          <span class="stack">
            {organisation.people.slice(0, 3).map((person) => (
              <Face key={person.id} person={person} size={32} />
            ))}
          </span>
        )}
        <div>
          <h2>{ui.words.writeToUs}</h2>
          <Expectation />
        </div>
      </div>
      {!hours.open && <p class="note">{ui.words.closedNote}</p>}
      <button
        type="button"
        class="btn primary"
        onClick={() => ui.go({ name: assistant.available && begun === null ? "assistant" : "write" })}
      >
        <Icon name="chat" />
        {ui.words.start}
      </button>
    </section>
  );
}

/** When a person answers, as honestly as it is known. */
function Expectation() {
  const { words, formats, now } = useUi();
  const { hours, staffed } = useReady();
  if (!hours.open) {
    const when = hours.opensAt === null ? null : formats.moment(hours.opensAt, now());
    return (
      <p class="st">
        <Icon name="clock" size={14} />
        {words.closed(when)}
      </p>
    );
  }
  const usually = hours.usualReplyMinutes === null ? "" : words.usually(hours.usualReplyMinutes);
  return (
    <p class="st">
      {staffed && <span class="dot" />}
      {[staffed && words.openNow, usually].filter(Boolean).join(" · ") || words.openLater}
    </p>
  );
}

function Answers() {
  const ui = useUi();
  const { articles } = useReady();
  const [query, setQuery] = useState("");
  const hits = useHits(query);
  if (articles.length === 0) return null;
  const asked = query.trim() !== "";
  const shown: readonly (ArticleSummary | SearchHit)[] = asked ? (hits ?? []) : articles.slice(0, 3);
  return (
    <search class="card arts">
      <label class="sbox">
        <Icon name="search" size={20} />
        <span class="vh">{ui.words.search}</span>
        <input
          type="search"
          placeholder={ui.words.search}
          title={ui.words.searchHint}
          value={query}
          dir="auto"
          maxLength={200}
          autocomplete="off"
          onFocus={() => void ui.desk.search("")}
          onInput={(event) => setQuery(event.currentTarget.value)}
        />
      </label>
      <ul>
        {shown.map((article) => (
          <li key={article.id}>
            <ArticleRow article={article} />
          </li>
        ))}
      </ul>
      <p class={asked && hits?.length === 0 ? "none" : "vh"} role="status">
        {asked && hits !== null && (hits.length === 0 ? ui.words.searchNone : ui.words.results(hits.length))}
      </p>
    </search>
  );
}

function ArticleRow({ article }: { article: ArticleSummary | SearchHit }) {
  const ui = useUi();
  return (
    <button type="button" class="row" onClick={() => ui.go({ name: "article", id: article.id })}>
      <Icon name="file" />
      <span class="grow" dir="auto">
        {article.title}
        {"passage" in article && <small>{article.passage}</small>}
      </span>
      <Icon name="next" />
    </button>
  );
}

/** Searches after a short rest; null while nothing is known yet. A late answer to an old question is dropped. */
function useHits(query: string): readonly SearchHit[] | null {
  const ui = useUi();
  const [hits, setHits] = useState<readonly SearchHit[] | null>(null);
  useEffect(() => {
    if (query.trim() === "") return setHits(null);
    let current = true;
    const rest = setTimeout(async () => {
      const found = await ui.run(ui.desk.search(query));
      if (current) setHits(found.ok ? found.value.slice(0, 5) : null);
    }, 120);
    return () => {
      current = false;
      clearTimeout(rest);
    };
  }, [ui, query]);
  return hits;
}
