/** An article as its editor sees it: the text, and beside it how people ask for it. */
import { splitSource } from "@sealdesk/assistant";

export interface ArticleText {
  readonly body: string;
  /** One way of asking per line. */
  readonly questions: string;
  /** Other words for the subject, with commas between them. */
  readonly synonyms: string;
}

export function splitArticle(markdown: string): ArticleText {
  const { fields, body } = splitSource(markdown);
  const all = (name: string) => fields.get(name) ?? [];
  return {
    body: body.replace(/^\n+/, ""),
    questions: all("questions").join("\n"),
    synonyms: all("synonyms").join(", "),
  };
}

/** Title, team, language and date are signed beside the text and not written into it. */
export function joinArticle({ body, questions, synonyms }: ArticleText): string {
  const asked = questions
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");
  const words = synonyms.replace(/\s+/g, " ").trim();
  const lines = [
    ...(asked.length > 0 ? ["questions:", ...asked.map((line) => `  - ${line}`)] : []),
    ...(words !== "" ? [`synonyms: ${words}`] : []),
  ];
  return lines.length === 0 ? body : ["---", ...lines, "---", "", body].join("\n");
}
