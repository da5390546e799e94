/** What somebody is called on the screen: a name is theirs, the word for who gave none is the reader's language's. */
import type { Name } from "../contract.ts";
import type { Words } from "../words/messages.en.ts";

export const named = (words: Pick<Words, "visitor">, name: Name): string =>
  typeof name === "string" ? name : words.visitor(name.mark);
