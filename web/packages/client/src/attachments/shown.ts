/** How a file in a message is shown: its sender may have called it anything. Pure. */
import { type Attachment as Described, hex } from "@sealdesk/seal";
import type { Attachment, PreviewKind } from "../contract/said.ts";

const LONGEST = 120;
/** Control characters, and those that turn or hide what stands beside them (Unicode TR 36, §2.3). */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

/** No path, nothing unseen, never empty; the extension stays, so that one sees what would run. */
export function safeName(name: string): string {
  const last = name.replace(UNSEEN, "").split(/[\\/]/).at(-1) ?? "";
  const clean = last.replace(/[<>:"|?*]/g, "_").replace(/^[. ]+|[. ]+$/g, "");
  if (clean === "") return "file";
  if (clean.length <= LONGEST) return clean;
  const dot = clean.lastIndexOf(".");
  const ending = dot > 0 && clean.length - dot <= 16 ? clean.slice(dot) : "";
  return clean.slice(0, LONGEST - ending.length) + ending;
}

/** By what its sender says: the preview itself looks at the bytes. */
export function previewKind(media: string): PreviewKind | null {
  if (media === "application/pdf") return "pdf";
  if (media === "image/svg+xml" || media === "text/html") return "text";
  const kind = /^(image|audio|video|text)\/[\w.+-]+$/.exec(media)?.[1];
  return (kind as PreviewKind | undefined) ?? null;
}

export const shownAttachment = ({ blob, media, name, size }: Described): Attachment => ({
  id: hex(blob),
  name: safeName(name),
  media,
  size,
  preview: previewKind(media),
});
