/** The browser needs the address a while after the press. */
const keepAddressMs = 60_000;

/** Hands bytes to the browser's own downloads; without a type of their own, so that none opens them in here. */
export function download(parts: BlobPart[], name: string): void {
  const address = URL.createObjectURL(new Blob(parts, { type: "application/octet-stream" }));
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), keepAddressMs);
}
