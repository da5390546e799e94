/**
 * Character maps and signs for pdf.js, as scripts of our own: the page has no other way to fetch anything. Names come
 * from the file that is shown; what is not a plain name is refused.
 */

const FOLDERS: Readonly<Record<string, string>> = { cMapUrl: "cmaps", standardFontDataUrl: "standard_fonts" };
const PLAIN_NAME = /^[A-Za-z0-9-]+(?:\.(?:bcmap|pfb))?$/;
/** The build puts them there; see vite.config.ts. */
export const PDF_DATA = "/preview/pdf/";

interface Asked {
  readonly kind: string;
  readonly filename: string;
}

/** Where a piece of data is; null for what there is not, or what tries to be elsewhere. */
export function addressOf({ kind, filename }: Asked): string | null {
  const folder = Object.hasOwn(FOLDERS, kind) ? FOLDERS[kind] : undefined;
  return folder === undefined || !PLAIN_NAME.test(filename) ? null : `${PDF_DATA}${folder}/${filename}.js`;
}

/** What pdf.js calls a `BinaryDataFactory`. */
export class ScriptData {
  async fetch(asked: Asked): Promise<Uint8Array> {
    const address = addressOf(asked);
    if (address === null) throw new Error("there is no such data");
    const { data }: { data: string } = await import(/* @vite-ignore */ address);
    return Uint8Array.from(atob(data), (letter) => letter.charCodeAt(0));
  }
}
