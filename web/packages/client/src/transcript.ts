/**
 * A conversation as a file that its reader keeps: plain text, or one HTML page that needs nothing else. Pure; the
 * words come from the view. Promise: what others wrote stays text, in whatever it is opened: the page has no script,
 * and its own policy forbids any, as well as every request. Limit: the file is not sealed; who has it can read it.
 */

export interface TranscriptLine {
  /** Unix milliseconds. */
  readonly at: number;
  /** Null for what was not said by somebody: that it was closed, for example. */
  readonly author: string | null;
  readonly text: string;
  /** File names. */
  readonly files: readonly string[];
  /** What stands beside it: "changed", "note". */
  readonly remarks: readonly string[];
}

export interface TranscriptWords {
  readonly title: string;
  /** Under the title: organisation, team, when it was saved. */
  readonly about: readonly string[];
  /** BCP 47, of the words. */
  readonly language: string;
  readonly direction: "ltr" | "rtl";
  /** A time as this reader writes it. */
  time(at: number): string;
  /** "File: photo.jpg" */
  file(name: string): string;
}

/** Turns of direction that are not ended would turn the rest of the file (Unicode Bidirectional Algorithm, §3.1). */
const TURNS = /[\u202a-\u202e\u2066-\u2069]/g;
/** Everything that is neither text nor a line's end. */
const CONTROLS = /[^\P{Cc}\n\t]/gu;

const plain = (text: string): string => text.replace(/\r\n?/g, "\n").replace(CONTROLS, "").replace(TURNS, "");
const oneLine = (text: string): string => plain(text).replace(/\s+/g, " ").trim();

const headOf = (line: TranscriptLine, words: TranscriptWords): string =>
  [words.time(line.at), ...(line.author === null ? [] : [line.author]), ...line.remarks]
    .map(oneLine)
    .filter((part) => part !== "")
    .join(" · ");

export function transcriptText(lines: readonly TranscriptLine[], words: TranscriptWords): string {
  const about = [words.title, ...words.about].map(oneLine).join("\n");
  const said = lines.map((line) => {
    const files = line.files.map((name) => words.file(oneLine(name)));
    // Indented: nobody can write a line that looks like the head of another one.
    const body = [...plain(line.text).split("\n"), ...files].filter((part, n) => n > 0 || part !== "");
    return [headOf(line, words), ...body.map((part) => `    ${part}`.trimEnd())].join("\n");
  });
  return `${[about, ...said].join("\n\n")}\n`;
}

const ESCAPES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};
const escaped = (text: string): string => plain(text).replace(/[&<>"']/g, (c) => ESCAPES[c] ?? "");

const STYLE =
  "body{max-width:44rem;margin:2rem auto;padding:0 1rem;font:1rem/1.5 system-ui,sans-serif;color:#1c2321;" +
  "background:#fff}h1{font-size:1.4rem}header p{margin:.2rem 0;color:#55605d}li{list-style:none;margin:0 0 1.2rem}" +
  "ol{padding:0}.head{font-size:.85rem;color:#55605d}.said{margin:.2rem 0 0;white-space:pre-wrap;" +
  "overflow-wrap:anywhere}.file{margin:.2rem 0 0;font-style:italic}";

/** First in the head, so that it holds for everything after it: nothing is fetched, nothing runs. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

function item(line: TranscriptLine, words: TranscriptWords): string {
  const text = line.text === "" ? "" : `<p class="said" dir="auto">${escaped(line.text)}</p>`;
  const files = line.files.map((f) => `<p class="file" dir="auto">${escaped(words.file(oneLine(f)))}</p>`);
  return `<li><p class="head" dir="auto">${escaped(headOf(line, words))}</p>${text}${files.join("")}</li>`;
}

export function transcriptHtml(lines: readonly TranscriptLine[], words: TranscriptWords): string {
  const about = words.about.map((a) => `<p dir="auto">${escaped(oneLine(a))}</p>`).join("");
  const title = escaped(oneLine(words.title));
  return [
    `<!doctype html><html lang="${escaped(words.language)}" dir="${words.direction}"><head><meta charset="utf-8">`,
    `<meta http-equiv="Content-Security-Policy" content="${POLICY}">`,
    `<meta name="viewport" content="width=device-width, initial-scale=1"><title>${title}</title>`,
    `<style>${STYLE}</style></head><body><header><h1 dir="auto">${title}</h1>${about}</header><ol>`,
    ...lines.map((line) => item(line, words)),
    "</ol></body></html>\n",
  ].join("\n");
}
