/**
 * A desk in memory for the stories: it keeps the contract's promises (immutable snapshots, outcomes instead of
 * rejections) without keys, storage or network. Never part of the product.
 */
import type {
  ConversationState,
  Desk,
  DeskFailure,
  DeskState,
  FileSource,
  ItemId,
  MessageItem,
  Outcome,
  ReadyState,
  RecoveryKit,
  StagedFile,
  ThreadItem,
} from "../../src/contract.ts";
import { named } from "../../src/model/name.ts";
import { en } from "../../src/words/messages.en.ts";
import { customersStory } from "./customers.ts";
import { conversation as amara, now, people, thread } from "./harbour.ts";
import { ledgerOf } from "./ledger.ts";
import { mailStory } from "./mail.ts";
import { programs } from "./programs.ts";
import { settingsStory } from "./settings.ts";
import { ownPhone } from "./sms.ts";
import { atSignin, ownProviders } from "./sso.ts";
import { certificates, picture, record, recordTrial, retention, trial } from "./talk.ts";

const unwritten: ConversationState["draft"] = { mode: "reply", reply: "", note: "" };
const done: Outcome<void> = { ok: true, value: undefined };

export class StoryDesk implements Desk {
  #state: DeskState;
  #counter = 0;
  readonly #drafts = new Map<string, ConversationState["draft"]>();
  readonly #listeners = new Set<() => void>();
  readonly #failure: DeskFailure | null;
  readonly #kit: RecoveryKit;
  /** Names of the commands that were called, in order. */
  readonly calls: string[] = [];

  constructor(state: DeskState, kit: RecoveryKit, failure: DeskFailure | null = null) {
    this.#state = state;
    this.#kit = kit;
    this.#failure = failure;
  }

  get state(): DeskState {
    return this.#state;
  }
  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
  dispose(): void {
    this.#listeners.clear();
  }

  readonly #said = (name: string) => async (): Promise<Outcome<void>> => {
    this.calls.push(name);
    return this.#failure ? { ok: false, failure: this.#failure } : done;
  };
  #set(state: DeskState): void {
    this.#state = state;
    for (const listener of this.#listeners) listener();
  }
  #ready(change: (state: ReadyState) => ReadyState): Outcome<void> {
    if (this.#state.phase === "ready") this.#set(change(this.#state));
    return done;
  }
  #open(change: (open: ConversationState) => ConversationState): Outcome<void> {
    return this.#ready((state) =>
      state.conversation === null ? state : { ...state, conversation: change(state.conversation) },
    );
  }
  #write(text: string, note: boolean): Outcome<string> {
    this.calls.push(note ? "note" : "reply");
    if (this.#failure) return { ok: false, failure: this.#failure };
    const id = `new-${++this.#counter}`;
    const item: MessageItem = {
      kind: "message",
      id,
      at: now,
      from: "staff",
      note,
      author: "Jonas Lindqvist",
      mine: true,
      text,
      language: null,
      mark: note ? "none" : "sending",
      markAt: null,
      failure: null,
      attachments: [],
      replyTo: null,
      reactions: [],
      before: [],
    };
    const mode = note ? "note" : "reply";
    this.#open((open) => ({
      ...open,
      items: [...open.items, { ...item, attachments: open.staged[mode] }],
      staged: { ...open.staged, [mode]: [] },
    }));
    return { ok: true, value: id };
  }
  /** Changes one message, or puts another item in its place. */
  #change(id: ItemId, to: (item: MessageItem) => ThreadItem): Outcome<void> {
    return this.#open((open) => ({
      ...open,
      items: open.items.map((item) => (item.kind === "message" && item.id === id ? to(item) : item)),
    }));
  }
  #stage(mode: "reply" | "note", files: readonly FileSource[]): Outcome<void> {
    const staged = files.map(
      (file): StagedFile => ({
        id: `file-${++this.#counter}`,
        name: file.name,
        media: file.type,
        size: file.size,
        preview: null,
        phase: "ready",
        progress: 1,
        removed: [],
        uncleaned: false,
        failure: null,
      }),
    );
    return this.#open((open) => ({
      ...open,
      staged: { ...open.staged, [mode]: [...open.staged[mode], ...staged] },
    }));
  }

  readonly work: Desk["work"] = {
    identityLevels: async () => ({ ok: true, value: ["email", "website"] }),
    askIdentity: async (_, level, reason) => {
      this.calls.push(`askIdentity ${level} ${reason}`);
      return this.#open((open) => ({
        ...open,
        items: [
          ...open.items,
          {
            kind: "asked",
            id: `asked-${++this.#counter}`,
            at: now,
            by: "Jonas Lindqvist",
            mine: true,
            level,
            reason,
            until: now + 86_400_000,
            answer: null,
          },
        ],
      }));
    },
    openView: async (view) => this.#ready((state) => ({ ...state, view })),
    loadMore: this.#said("loadMore"),
    select: async (id) => {
      this.calls.push(`select ${id}`);
      return this.#ready((state) => {
        const row = state.list.rows.find((each) => each.id === id);
        if (id === null || row === undefined) return { ...state, conversation: null };
        const { who, inbox, assignee, waitingSince } = row;
        return {
          ...state,
          conversation: {
            ...amara,
            ...{ id, title: who, who, inbox, assignee, waitingSince, items: thread },
            draft: this.#drafts.get(id) ?? (id === amara.id ? amara.draft : unwritten),
          },
        };
      });
    },
    claim: async () =>
      this.#open((open) => ({ ...open, assignee: { id: "p-jonas", name: "Jonas Lindqvist" } })),
    assign: async (_id, to) =>
      this.#open((open) => ({ ...open, assignee: people.find(({ id }) => id === to) ?? null })),
    close: async (id) => {
      this.calls.push(`close ${id}`);
      return this.#ready((state) => ({
        ...state,
        list: { ...state.list, rows: state.list.rows.filter((row) => row.id !== id) },
      }));
    },
    reopen: async (id) => {
      this.calls.push(`reopen ${id}`);
      return this.#open((open) => ({ ...open, state: "open" }));
    },
    reply: async (_id, text) => this.#write(text, false),
    note: async (_id, text) => this.#write(text, true),
    edit: async (_id, item, text) => {
      this.calls.push(`edit ${item}`);
      return this.#change(item, (old) => ({
        ...old,
        text,
        before: [...old.before, { at: old.at, text: old.text }],
      }));
    },
    remove: async (_id, item) => {
      this.calls.push(`remove ${item}`);
      return this.#change(item, ({ id, at, note, author, mine }) => ({
        kind: "removed",
        ...{ id, at, note, author, mine },
      }));
    },
    react: async (_id, item, emoji, on) => {
      this.calls.push(`react ${item} ${emoji} ${on}`);
      return this.#change(item, (old) => ({
        ...old,
        reactions: [
          ...old.reactions.filter((each) => each.emoji !== emoji),
          ...(on ? [{ emoji, mine: true, names: ["Jonas Lindqvist"] }] : []),
        ],
      }));
    },
    attach: async (_id, mode, files) => {
      this.calls.push(`attach ${mode} ${files.map(({ name }) => name).join(" ")}`);
      return this.#failure ? { ok: false, failure: this.#failure } : this.#stage(mode, files);
    },
    detach: async (file) =>
      this.#open((open) => ({
        ...open,
        staged: {
          reply: open.staged.reply.filter(({ id }) => id !== file),
          note: open.staged.note.filter(({ id }) => id !== file),
        },
      })),
    retryFile: this.#said("retryFile"),
    openFile: async (_id, _file, into) => {
      await into.write(await picture());
      into.progress?.(1);
      return done;
    },
    takeOtherDraft: async () =>
      this.#open((open) =>
        open.otherDraft === null
          ? open
          : {
              ...open,
              draft: { ...open.draft, reply: [open.draft.reply, open.otherDraft.reply].join("\n").trim() },
              otherDraft: null,
            },
      ),
    hold: async (_id, on) => {
      this.calls.push(`hold ${on}`);
      return this.#open((open) => ({ ...open, held: on }));
    },
    retry: this.#said("retry"),
    takeBack: async (id) =>
      this.#open((open) => ({ ...open, items: open.items.filter((item) => item.id !== id) })),
    setTyping: () => {},
    understood: this.#said("understood"),
    markRead: this.#said("markRead"),
    saveDraft: async (_id, draft) =>
      this.#open((open) => {
        this.#drafts.set(open.id, draft);
        return { ...open, draft };
      }),
    followLedger: this.#said("followLedger"),
    ledgerEvidence: async () => ({ ok: true, value: "[]\n" }),
    search: async (query) => {
      const rows = this.#state.phase === "ready" ? this.#state.list.rows : [];
      const hit = (text: string) => text.toLowerCase().includes(query.toLowerCase());
      return {
        ok: true,
        value: rows.filter((row) => hit(`${named(en, row.who)} ${row.preview?.text ?? ""}`)),
      };
    },
  };
  readonly setup: Desk["setup"] = {
    checkToken: this.#said("checkToken"),
    setOrganisation: this.#said("setOrganisation"),
    setOwner: this.#said("setOwner"),
    prepareAuthenticator: this.#said("prepareAuthenticator"),
    setCredential: this.#said("setCredential"),
    confirmKit: this.#said("confirmKit"),
    createInbox: this.#said("createInbox"),
    back: () => void this.calls.push("back"),
    finish: this.#said("finish"),
  };
  readonly signin: Desk["signin"] = {
    ...atSignin,
    withProvider: this.#said("withProvider"),
    withPasskey: this.#said("withPasskey"),
    withPassword: this.#said("withPassword"),
    withRecoveryCode: this.#said("withRecoveryCode"),
    mailCode: async () => ({ ok: true, value: "f-1" }),
    textCode: async () => ({ ok: true, value: "f-2" }),
    withPasswordAndText: this.#said("withPasswordAndText"),
    changePassword: this.#said("changePassword"),
    askApproval: this.#said("askApproval"),
    cancelApproval: () => void this.calls.push("cancelApproval"),
    signOut: this.#said("signin signOut"),
    asDemo: this.#said("asDemo"),
    unlock: this.#said("unlock"),
  };
  readonly confirm: Desk["confirm"] = {
    withPasskey: this.#said("confirm withPasskey"),
    withPassword: this.#said("confirm withPassword"),
    cancel: () => void this.calls.push("confirm cancel"),
  };
  readonly goOn = this.#said("goOn");
  readonly ledger: Desk["ledger"] = ledgerOf();
  readonly join: Desk["join"] = {
    setPerson: this.#said("setPerson"),
    prepareAuthenticator: this.#said("prepareAuthenticator"),
    setCredential: this.#said("setCredential"),
    confirmKit: this.#said("confirmKit"),
    back: () => void this.calls.push("back"),
  };
  readonly admin: Desk["admin"] = {
    createInbox: async () => {
      this.calls.push("createInbox");
      return { ok: true, value: "in-pay" };
    },
    saveInbox: this.#said("saveInbox"),
    invite: async () => ({
      ok: true,
      value: "https://support.harbourcu.example/console/#join=3f9a-Zk2mW8qLx0cT7vB1nR5d",
    }),
    revokeInvitation: async (id) =>
      this.#ready((state) => ({ ...state, invitations: state.invitations.filter((each) => each.id !== id) })),
    endSessions: this.#said("endSessions"),
    suspend: this.#said("suspend"),
    markPassword: this.#said("markPassword"),
    reinstate: this.#said("reinstate"),
    ...programs,
    setRole: async (id, role) => {
      this.calls.push(`setRole ${id} ${role}`);
      return this.#ready((state) => ({
        ...state,
        people: state.people.map((each) => (each.id === id ? { ...each, role } : each)),
      }));
    },
    beginAgain: async () => {
      this.calls.push("beginAgain");
      return { ok: true, value: "https://desk.harbourcu.example/console/#join=AbCdEf" };
    },
    removePerson: this.#said("removePerson"),
    removeFromTeam: this.#said("removeFromTeam"),
    addToTeam: this.#said("addToTeam"),
    setManager: this.#said("setManager"),
    saveArticle: async () => ({ ok: true, value: "a-new" }),
    pinnedLine: async (inbox) => ({ ok: true, value: pinned(inbox) }),
    retention: async () => ({ ok: true, value: retention }),
    tryRetention: async (_inbox, days) => ({ ok: true, value: { ...trial, days } }),
    certificates: async () => ({ ok: true, value: certificates }),
    recordKeeping: async () => ({ ok: true, value: record }),
    tryRecord: async (_part, days) => ({ ok: true, value: { ...recordTrial, days } }),
    keepRecord: async () => ({ ok: true, value: record }),
    holdRecord: async () => ({ ok: true, value: record }),
    releaseRecord: async () => ({ ok: true, value: { ...record, holds: [] } }),
    ...settingsStory(),
    ...mailStory,
    trySMS: this.#said("trySMS"),
    ...customersStory,
    removeArticle: this.#said("removeArticle"),
    publishArticles: this.#said("publishArticles"),
  };
  readonly self: Desk["self"] = {
    ...ownProviders,
    ...ownPhone,
    setAvailability: async (availability) =>
      this.#ready((state) => ({ ...state, me: { ...state.me, availability } })),
    approveBrowser: this.#said("approveBrowser"),
    refuseBrowser: this.#said("refuseBrowser"),
    vouch: this.#said("vouch"),
    refuseVouch: this.#said("refuseVouch"),
    knowBrowser: this.#said("knowBrowser"),
    disownBrowser: this.#said("disownBrowser"),
    endOthers: this.#said("endOthers"),
    endSession: this.#said("endSession"),
    addPasskey: this.#said("addPasskey"),
    newAuthenticator: async () => ({
      ok: true,
      value: { uri: "otpauth://totp/Harbour?secret=JBSWY3DPEHPK3PXP", secret: "JBSW Y3DP EHPK 3PXP" },
    }),
    setPassword: this.#said("setPassword"),
    renewRecoveryCode: async () => ({ ok: true, value: this.#kit }),
    confirmRecoveryCode: this.#said("confirmRecoveryCode"),
    renamePasskey: this.#said("renamePasskey"),
    removeUnlocker: this.#said("removeUnlocker"),
    lock: this.#said("lock"),
    signOut: this.#said("signOut"),
  };
}

const pinned = (inbox: string) =>
  `<script src="https://desk.harbour.example/sealdesk.0123456789abcdef.js" integrity="sha384-${"q7Zr".repeat(16)}" ` +
  `crossorigin="anonymous" data-inbox="${inbox}" data-pin="${"5e".repeat(32)}" async></script>`;
