/** Hands a blob to the browser's own download. The type is left open, so that the browser never shows it instead. */

/** In ms: long enough for the browser to have taken the address over. */
const forgetAfter = 30_000;

export function saveBlob(blob: Blob, name: string): void {
  const url = URL.createObjectURL(new Blob([blob], { type: "application/octet-stream" }));
  const link = Object.assign(document.createElement("a"), { href: url, download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), forgetAfter);
}
