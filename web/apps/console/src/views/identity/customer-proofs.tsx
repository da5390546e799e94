/** Who a customer is, and who vouches for it: never more than was checked. */
import type { ConversationState } from "../../contract.ts";
import { useUi } from "../../ui.ts";
import type { Words } from "../../words/messages.en.ts";

type Panel = ConversationState["customer"];
type Level = Panel["identity"];

const proven = (level: Level): level is "email" | "website" => level === "email" || level === "website";

export const levelWords = (words: Words, level: Level): { readonly title: string; readonly text: string } =>
  proven(level) ? words.checked[level] : words.identity[level];

export const levelIcon = (level: Level) => (proven(level) ? "check" : level === "named" ? "at" : "user");

/** Newest first; an address or a name that the website told stands beside its own word for who it is. */
export function Proofs({ proofs }: { proofs: Panel["proofs"] }) {
  const { words, formats } = useUi();
  if (proofs.length === 0) return null;
  return (
    <section>
      <h3>{words.proofs}</h3>
      <dl>
        {proofs.toReversed().map((p) => (
          <div className="fl proof" key={`${p.at}-${p.identifier}`}>
            <dt>
              {words.checked[p.by].title} · {formats.date(p.at)}
            </dt>
            <dd dir="auto">
              {p.by === "email"
                ? words.proof.email(p.identifier)
                : words.proof.website(p.source, p.identifier)}
              {[p.name, p.email]
                .filter((told) => told !== "" && told !== p.identifier)
                .map((told) => ` · ${told}`)}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
