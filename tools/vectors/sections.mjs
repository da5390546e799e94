// The table of sections: file name, what it covers, its cases.
import { commitSection, idsSection, kdfSection, keysSection, paddingSection } from "./sections/basics.mjs";
import { boxSection } from "./sections/box.mjs";
import { cborSection } from "./sections/cbor.mjs";
import { groupSection, wrapSection } from "./sections/group.mjs";
import { messageSection } from "./sections/message.mjs";
import { threadSection } from "./sections/thread.mjs";
import { sessionSection, transcriptSection } from "./sections/transcript.mjs";

export const sections = () => [
  { section: "cbor", about: "§2 encoding", cases: cborSection() },
  { section: "ids", about: "§2 M and ID", cases: idsSection() },
  { section: "kdf", about: "§2 KDF", cases: kdfSection() },
  { section: "commit", about: "§2 Commit", cases: commitSection() },
  { section: "keys", about: "§1, §2 Ed25519 keys and signatures", cases: keysSection() },
  { section: "padding", about: "§2 Pad", cases: paddingSection() },
  { section: "box", about: "§3 boxes", cases: boxSection() },
  { section: "group", about: "§5 group keys", cases: groupSection() },
  { section: "thread", about: "§6 visitor devices, threads, thread generations", cases: threadSection() },
  { section: "wrap", about: "§6 wraps", cases: wrapSection() },
  { section: "message", about: "§7 messages and bodies", cases: messageSection() },
  { section: "transcript", about: "§7.1 order, receipts, marks", cases: transcriptSection() },
  { section: "session", about: "§13 visitor sessions", cases: sessionSection() },
];
