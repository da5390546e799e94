// The table of sections: file name, what it covers, its cases.
import { articleSection } from "./sections/articles.mjs";
import { attachmentSection } from "./sections/attachment.mjs";
import { attestationSection } from "./sections/attestation.mjs";
import { commitSection, idsSection, kdfSection, keysSection, paddingSection } from "./sections/basics.mjs";
import { boxSection } from "./sections/box.mjs";
import { cborSection } from "./sections/cbor.mjs";
import { accountSecretSection, approvalSection, inviteSection, recoverySection } from "./sections/codes.mjs";
import { groupSection, wrapSection } from "./sections/group.mjs";
import { certificateSection, keptSection } from "./sections/kept.mjs";
import { ledgerSection } from "./sections/ledger.mjs";
import { linkSection } from "./sections/link.mjs";
import { messageSection } from "./sections/message.mjs";
import { proofSection } from "./sections/proof.mjs";
import { directorySection } from "./sections/statements.mjs";
import { threadSection } from "./sections/thread.mjs";
import { sessionSection, transcriptSection } from "./sections/transcript.mjs";
import { unlockerSection } from "./sections/unlocker.mjs";
import { vaultSection } from "./sections/vault.mjs";

export const sections = () => [
  { section: "cbor", about: "§2 encoding", cases: cborSection() },
  { section: "ids", about: "§2 M and ID", cases: idsSection() },
  { section: "kdf", about: "§2 KDF", cases: kdfSection() },
  { section: "commit", about: "§2 Commit", cases: commitSection() },
  { section: "keys", about: "§1, §2 Ed25519 keys and signatures", cases: keysSection() },
  { section: "padding", about: "§2 Pad", cases: paddingSection() },
  { section: "box", about: "§3 boxes", ...boxSection() },
  { section: "directory", about: "§4 statements, log, state, heads", ...directorySection() },
  { section: "proof", about: "§4.3 proofs for visitors", ...proofSection() },
  { section: "group", about: "§5 group keys", cases: groupSection() },
  { section: "thread", about: "§6 visitor devices, threads, thread generations", cases: threadSection() },
  { section: "wrap", about: "§6 wraps", cases: wrapSection() },
  { section: "message", about: "§7 messages and bodies", cases: messageSection() },
  { section: "transcript", about: "§7.1 order, receipts, marks", cases: transcriptSection() },
  { section: "attachment", about: "§8 attachments", cases: attachmentSection() },
  { section: "vault", about: "§9 vaults", ...vaultSection() },
  { section: "unlocker", about: "§9 ways into a vault, their unlockers and secrets", ...unlockerSection() },
  { section: "recovery-code", about: "§9 recovery codes", cases: recoverySection() },
  { section: "account-secret", about: "§9 account secrets", cases: accountSecretSection() },
  { section: "approval", about: "§9 approval codes", ...approvalSection() },
  { section: "invite", about: "§10 invitations", cases: inviteSection() },
  { section: "article-set", about: "§11 article sets", cases: articleSection() },
  { section: "certificate", about: "§12 certificates of destroyed keys", cases: certificateSection() },
  { section: "session", about: "§13 visitor sessions", cases: sessionSection() },
  { section: "kept", about: "§14 what an account keeps for itself", cases: keptSection() },
  { section: "attestation", about: "§15 who a customer is", ...attestationSection() },
  { section: "link", about: "§16 going on on another device", ...linkSection() },
  { section: "ledger", about: "docs/ledger.md: events, checkpoints, proofs", ...ledgerSection() },
];
