/** Files for the stories: a harbour at dusk, painted on the spot, and a page of plain text. */

async function picture(): Promise<Uint8Array<ArrayBuffer>> {
  const canvas = new OffscreenCanvas(480, 320);
  const paint = canvas.getContext("2d");
  if (paint === null) throw new Error("the browser cannot paint");
  const sky = paint.createLinearGradient(0, 0, 0, 320);
  sky.addColorStop(0, "#2b5d68");
  sky.addColorStop(0.6, "#e9b27a");
  sky.addColorStop(0.61, "#1d4650");
  sky.addColorStop(1, "#0d2a31");
  paint.fillStyle = sky;
  paint.fillRect(0, 0, 480, 320);
  paint.fillStyle = "#0b1f24";
  paint.fillRect(120, 150, 8, 60);
  paint.fillRect(60, 205, 140, 14);
  const blob = await canvas.convertToBlob({ type: "image/png" });
  return new Uint8Array(await blob.arrayBuffer());
}

export async function drawn(id: string): Promise<Uint8Array<ArrayBuffer>> {
  if (id.startsWith("picture") || id.startsWith("story")) return picture();
  return new TextEncoder().encode("Payee;Amount\nRent November;640.00\n".repeat(4000));
}
