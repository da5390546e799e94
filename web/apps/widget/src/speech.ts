/** Words, formats and the page's direction change together. */
import { catalogueOf } from "./model/catalogue.ts";
import { direction, formats } from "./model/format.ts";
import type { Speech } from "./ui.ts";

export async function speech(wished: string): Promise<Speech> {
  const { language, words } = await catalogueOf(wished);
  const page = document.documentElement;
  page.lang = language;
  page.dir = direction(language);
  return { language, words, formats: formats(language) };
}
