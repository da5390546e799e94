/// <reference types="node" />
/**
 * The sentences about failures, as the sources say them: in the client's TypeScript and in the server's Go. Promise:
 * what cannot be read as a sentence is reported, so that no wording slips by. Limit: it reads expressions, it does not
 * run them; a sentence that is put together elsewhere is not found.
 */
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import ts from "typescript";

/** Who says it; `opaque` are expressions in the place of a sentence that are none. */
export interface Found {
  readonly sentences: ReadonlyMap<string, ReadonlySet<string>>;
  readonly opaque: readonly string[];
}

const root = fileURLToPath(new URL("../../../../", import.meta.url));

function filesBelow(folder: string, wanted: (name: string) => boolean): readonly string[] {
  const names = readdirSync(root + folder, { recursive: true, encoding: "utf8" });
  return names.filter(wanted).map((name) => `${folder}/${name.replaceAll("\\", "/")}`);
}

// ---- TypeScript ---------------------------------------------------------------------------------

const errors = /^(VisitorError|DeskError)$/;
const makers = /(^|\.)trouble$/;

class Reader {
  readonly sentences = new Map<string, Set<string>>();
  readonly opaque: string[] = [];

  read(file: string): void {
    const source = ts.createSourceFile(file, readFileSync(root + file, "utf8"), ts.ScriptTarget.Latest, true);
    const named = constantsOf(source);
    for (const said of sayings(source)) this.#say(said, file, named);
  }

  #say(said: ts.Expression, file: string, named: ReadonlyMap<string, readonly ts.Expression[]>): void {
    if (ts.isStringLiteralLike(said)) this.#keep(said.text, file);
    else if (ts.isTemplateExpression(said)) this.#keep(withHoles(said), file);
    else if (ts.isConditionalExpression(said)) {
      this.#say(said.whenTrue, file, named);
      this.#say(said.whenFalse, file, named);
    } else if (
      ts.isBinaryExpression(said) &&
      said.operatorToken.kind === ts.SyntaxKind.QuestionQuestionToken
    ) {
      this.#say(said.right, file, named);
    } else {
      const known = ts.isIdentifier(said) ? named.get(said.text) : undefined;
      if (known === undefined) this.opaque.push(`${file}: ${said.getText()}`);
      for (const each of known ?? []) this.#say(each, file, named);
    }
  }

  #keep(sentence: string, file: string): void {
    this.sentences.set(sentence, (this.sentences.get(sentence) ?? new Set()).add(file));
  }
}

function* nodes(of: ts.Node): Generator<ts.Node> {
  yield of;
  for (const child of of.getChildren()) yield* nodes(child);
}

/** What stands where a failure's words belong. */
function* sayings(source: ts.Node): Generator<ts.Expression> {
  for (const node of nodes(source)) {
    if (ts.isNewExpression(node) && errors.test(node.expression.getText())) yield* wordsOf(node.arguments);
    else if (ts.isNewExpression(node) && node.expression.getText() === "Refused")
      yield* wordsOf(node.arguments?.slice(1));
    else if (ts.isCallExpression(node) && makers.test(node.expression.getText()))
      yield* wordsOf(node.arguments);
    else if (ts.isObjectLiteralExpression(node)) yield* propertiesOf(node);
  }
}

const wordsOf = (given: readonly ts.Expression[] | undefined): readonly ts.Expression[] =>
  given?.slice(1, 3) ?? [];

/** `{ message, next }`, both or one of them with a kind; anything else with such a name is another thing. */
function* propertiesOf(node: ts.ObjectLiteralExpression): Generator<ts.Expression> {
  const words = node.properties.filter((p) => /^(message|next)$/.test(p.name?.getText() ?? ""));
  if (words.length < 2) return;
  for (const each of words) {
    if (ts.isPropertyAssignment(each)) yield each.initializer;
    else if (ts.isShorthandPropertyAssignment(each)) yield each.name;
  }
}

function constantsOf(source: ts.Node): ReadonlyMap<string, readonly ts.Expression[]> {
  const out = new Map<string, ts.Expression[]>();
  for (const node of nodes(source)) {
    if (!ts.isVariableDeclaration(node) || !ts.isIdentifier(node.name) || node.initializer === undefined)
      continue;
    out.set(node.name.text, [...(out.get(node.name.text) ?? []), node.initializer]);
  }
  return out;
}

const withHoles = (t: ts.TemplateExpression): string =>
  t.head.text + t.templateSpans.map(({ literal }, n) => `{${n + 1}}${literal.text}`).join("");

export function clientSays(): Found {
  const reader = new Reader();
  for (const file of filesBelow("web/packages/client/src", (name) => name.endsWith(".ts"))) reader.read(file);
  return reader;
}

// ---- Go -----------------------------------------------------------------------------------------

const literal = String.raw`"(?:[^"\\]|\\.)*"`;
const worded = String.raw`((?:fmt\.Sprintf\()?${literal}[^"]*?)`;
const call = new RegExp(
  String.raw`(?:errs\.(?:New|Wrap)\((?:[\w.]+, )?(?:errs\.|d\.)(\w+)|conflict\([^,]+), [^,]+,\s*${worded},\s*${worded}\)`,
  "g",
);

/** What the server says of an error that nobody classified. */
const fields = new RegExp(String.raw`Message: (${literal}),\s*Next:\s*(${literal})`, "g");

/** One answer of the server, with the kind that decides whether this client can meet it. */
export interface Answer {
  readonly kind: string;
  readonly file: string;
  readonly words: readonly [message: string, next: string];
}

function goWords(text: string): string {
  const found = new RegExp(literal).exec(text)?.[0] ?? '""';
  let n = 0;
  return String(JSON.parse(found)).replace(/%[ds]/g, () => `{${++n}}`);
}

export function serverAnswers(): readonly Answer[] {
  const wanted = (name: string) => name.endsWith(".go") && !name.endsWith("_test.go");
  return filesBelow("internal", wanted).flatMap((file) => {
    const text = readFileSync(root + file, "utf8");
    const answer = (kind = "Conflict", message = "", next = ""): Answer => ({
      kind,
      file,
      words: [goWords(message), goWords(next)],
    });
    return [
      ...[...text.matchAll(call)].map(([, kind, message, next]) => answer(kind, message, next)),
      ...[...text.matchAll(fields)].map(([, message, next]) => answer("Internal", message, next)),
    ];
  });
}
