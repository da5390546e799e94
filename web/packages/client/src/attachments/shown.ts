/** How a file in a message is shown: its sender may have called it anything. Pure. */
import { previewKind } from "@sealdesk/files";
import { safeName } from "@sealdesk/files/name";
import { type Attachment as Described, hex } from "@sealdesk/seal";
import type { Attachment } from "../contract/said.ts";

/** The media type is its sender's word; the preview itself looks at the bytes. */
export const shownAttachment = ({ blob, media, name, size }: Described): Attachment => ({
  id: hex(blob),
  name: safeName(name),
  media,
  size,
  preview: previewKind(media),
});
