/** Every screen by name. */
import type {
  DeskFailure,
  DeskState,
  JoinState,
  RecoveryKit,
  SetupState,
  SigninState,
} from "../../src/contract.ts";
import type { ShellState } from "../../src/views/shell.ts";
import { conversation, minutesAgo, now, ready, seal, troubled } from "./harbour.ts";
import { harbourProviders, provided } from "./sso.ts";
import { destroyed, failedFile, stagedFiles, talking } from "./talk.ts";

export interface Story {
  readonly state: DeskState;
  readonly start?: Partial<ShellState>;
  readonly failure?: DeskFailure;
  /** Buttons to press, by the beginning of their names. */
  readonly press?: readonly string[];
}

export const kit: RecoveryKit = {
  organisation: "Harbour Credit Union",
  address: "support.harbourcu.example",
  owner: "Mateo Alvarez",
  made: now,
  seal,
  recoveryCode: ["7KQM", "M8QX", "T2VP", "9CWN", "H4RD", "X6JZ", "B3SE", "WQYB"],
  accountSecret: [
    "A1SK",
    "7QMV",
    "02XP",
    "N8TR",
    "5HWC",
    "JZ4D",
    "E9BG",
    "KY3S",
    "6FVQ",
    "M1PX",
    "R7TN",
    "C2HW",
    "DA8J",
  ],
};

const authenticator = {
  uri: "otpauth://totp/Harbour%20Credit%20Union:mateo%40harbourcu.example?secret=JBSWY3DPEHPK3PXP&issuer=Harbour%20Credit%20Union",
  secret: "JBSW Y3DP EHPK 3PXP",
};

const setup: SetupState = {
  phase: "setup",
  step: "token",
  organisation: null,
  owner: null,
  credential: null,
  passkeyPossible: true,
  kit: null,
  kitChecked: false,
  inbox: null,
  embedLine: null,
  authenticator: null,
};
const named: SetupState = {
  ...setup,
  step: "owner",
  organisation: { name: "Harbour Credit Union", colour: "#14555a" },
};
const owned: SetupState = { ...named, owner: { name: "Mateo Alvarez", email: "mateo@harbourcu.example" } };
const keyed: SetupState = { ...owned, step: "kit", credential: "passkey", kit };
const made: SetupState = {
  ...keyed,
  kit: null,
  kitChecked: true,
  embedLine: ready.inboxes[0]?.embedLine ?? null,
};

const signin: SigninState = {
  phase: "signin",
  organisation: "Harbour Credit Union",
  passkeyPossible: true,
  knownBrowser: false,
  mailsCodes: true,
  textsCodes: true,
  providers: [],
  provided: null,
  left: null,
  due: null,
  working: false,
  approval: null,
  demoAccounts: [],
};

const join: JoinState = {
  phase: "join",
  again: false,
  step: "name",
  organisation: "Harbour Credit Union",
  seal,
  teams: ["Payments", "Mortgages"],
  name: "",
  email: "",
  passkeyPossible: true,
  kit: null,
  authenticator: null,
};

const empty = { ...ready, list: { loading: false, rows: [], more: false }, conversation: null };
const wrong: DeskFailure = {
  kind: "wrong-secret",
  message: "That did not open your keys.",
  next: "Check the code on your sheet and try again.",
};

const asking = {
  id: "ap-1",
  account: ready.me.id,
  kind: "browser",
  code: seal.slice(0, 3),
  created: minutesAgo(2),
  network: "81.2.69.0/24",
} as const;

export const stories: Readonly<Record<string, Story>> = {
  "password-due": {
    state: {
      ...signin,
      due: {
        why: "compromised",
        email: "mateo@harbourcu.example",
        authenticator: { uri: "otpauth://totp/a:b?secret=JBSWY3DPEHPK3PXP", secret: "JBSW Y3DP EHPK 3PXP" },
      },
    },
  },
  work: { state: ready },
  note: {
    state: {
      ...ready,
      conversation: {
        ...conversation,
        draft: { mode: "note", reply: "", note: "" },
        typing: ["Amara Okafor"],
      },
    },
  },
  troubled: {
    state: {
      ...ready,
      connection: { status: "offline", waiting: 2 },
      alarms: [{ kind: "stale-group", team: "Payments" }, { kind: "one-owner" }],
      conversation: { ...conversation, items: troubled },
    },
  },
  unverified: {
    state: {
      ...ready,
      alarms: [
        { kind: "unverified-directory", at: minutesAgo(50), standing: false },
        {
          kind: "unverified-conversation",
          conversation: "c-x",
          who: { mark: "51F0" },
          at: minutesAgo(2),
          standing: true,
        },
      ],
      conversation: null,
    },
  },
  "ledger-contradicted": {
    state: {
      ...ready,
      alarms: [{ kind: "unverified-ledger", at: minutesAgo(2), standing: true }],
      conversation: null,
    },
  },
  "empty-desk": { state: empty },
  "loading-list": { state: { ...empty, list: { loading: true, rows: [], more: true } } },
  "new-colleague": { state: { ...empty, alarms: [{ kind: "waiting-for-key", team: "Payments" }] } },
  "closed-refused": {
    state: {
      ...ready,
      conversation: {
        ...conversation,
        state: "closed",
        waitingSince: null,
        mayReply: false,
        refusal: {
          kind: "refused",
          message: "You cannot write here.",
          next: "Ask a manager of Payments for the team’s key.",
        },
      },
    },
  },
  talk: { state: { ...ready, conversation: talking } },
  "talk-menu": { state: { ...ready, conversation: talking }, press: ["What to do with this message"] },
  "talk-changed": {
    state: { ...ready, conversation: talking },
    press: ["changed"],
  },
  "talk-leave": { state: { ...ready, conversation: talking }, press: ["https://quayside-rent"] },
  "talk-view": { state: { ...ready, conversation: talking }, press: ["Look at two-lines.jpg"] },
  "talk-save": { state: { ...ready, conversation: talking }, press: ["Save invoice.pdf.exe"] },
  "talk-emoji": { state: { ...ready, conversation: talking }, press: ["Emoji"] },
  "talk-files": {
    state: {
      ...ready,
      conversation: { ...talking, staged: { reply: stagedFiles, note: [] } },
    },
  },
  "talk-file-failed": {
    state: {
      ...ready,
      conversation: {
        ...talking,
        draft: { mode: "note", reply: "", note: "The film she sent, for Tomasz." },
        staged: { reply: stagedFiles, note: [failedFile] },
      },
    },
  },
  "talk-other-draft": {
    state: {
      ...ready,
      conversation: {
        ...talking,
        draft: { mode: "reply", reply: "The bank answered:", note: "" },
        otherDraft: { at: minutesAgo(7), reply: "They will give the second payment back today.", note: "" },
      },
    },
  },
  "talk-held": { state: { ...ready, conversation: { ...talking, state: "closed", held: true } } },
  "talk-destroyed": { state: { ...ready, conversation: destroyed } },
  keeping: { state: ready, start: { area: "keeping" } },
  ledger: { state: ready, start: { area: "ledger" } },
  "ledger-act": { state: ready, start: { area: "ledger" }, press: [":act", ":act", ":act"] },
  "ledger-empty": { state: ready, start: { area: "ledger", acts: { kind: "server.demo" } } },
  "ledger-filtered": {
    state: { ...ready, connection: { status: "offline", waiting: 0 } },
    start: { area: "ledger", acts: { kind: "session", refused: true } },
  },
  "ledger-export": {
    state: ready,
    start: { area: "ledger", acts: { refused: true } },
    press: [":export", ":export", ":export"],
  },
  list: { state: { ...ready, conversation: null } },
  readers: { state: ready, start: { floating: "readers" } },
  palette: { state: ready, start: { floating: "palette" } },
  help: { state: ready, start: { floating: "help" } },
  assign: { state: ready, start: { assigning: true } },
  undo: { state: ready, press: ["Close E"] },
  people: { state: ready, start: { area: "people" } },
  "people-alone": {
    state: { ...ready, people: ready.people.slice(1, 2), teams: ready.teams.slice(0, 1), invitations: [] },
    start: { area: "people" },
  },
  "people-invite": { state: ready, start: { area: "people" }, press: ["Invite"] },
  "people-link": { state: ready, start: { area: "people" }, press: ["Invite", "Make the link"] },
  articles: { state: ready, start: { area: "articles" } },
  "articles-empty": {
    state: { ...ready, articles: { mayPublish: true, version: 0, articles: [], unpublished: 0 } },
    start: { area: "articles" },
  },
  inboxes: { state: ready, start: { area: "inboxes" } },
  "inboxes-new": { state: ready, start: { area: "inboxes" }, press: ["New inbox"] },
  security: {
    state: {
      ...ready,
      approvals: [asking],
    },
    start: { area: "security" },
  },
  "security-vouch": {
    state: {
      ...ready,
      approvals: [
        { ...asking, kind: "vouch", account: ready.people.find(({ id }) => id !== ready.me.id)?.id ?? "" },
        { ...asking, id: "ap-2", kind: "vouch" },
      ],
    },
    start: { area: "security" },
  },
  "signin-kit-colleague": {
    state: signin,
    press: ["I have a kit", "An owner or admin who knows me"],
  },
  "signin-vouch": {
    state: { ...signin, approval: { code: seal.slice(0, 3), state: "waiting", by: "colleague" } },
  },
  confirm: { state: { ...ready, confirm: true }, start: { area: "security" } },
  "confirm-password": {
    state: {
      ...ready,
      confirm: true,
      security: {
        ...ready.security,
        unlockers: [
          ...ready.security.unlockers,
          {
            id: "u-3",
            kind: "password",
            label: "Password",
            created: minutesAgo(9000),
            lastUsed: null,
            kept: null,
          },
        ],
      },
    },
    start: { area: "security" },
    press: ["Use password and code instead"],
  },
  "signin-provider": { state: { ...signin, providers: harbourProviders } },
  "signin-provided": {
    state: { ...signin, providers: harbourProviders, provided: { ...provided, connected: true } },
  },
  "signin-provided-new": {
    state: {
      ...signin,
      providers: harbourProviders,
      provided: { ...provided, connected: false, expected: true },
    },
  },
  "signin-still-there": {
    state: {
      ...signin,
      providers: harbourProviders,
      left: { name: "Keycloak", url: "https://id.harbourcu.example/logout" },
    },
  },
  "signin-provided-enough": {
    state: {
      ...signin,
      providers: harbourProviders,
      provided: { ...provided, connected: true, enough: true },
    },
  },
  "signin-provided-unknown": {
    state: { ...signin, providers: harbourProviders, provided: { ...provided, connected: false } },
  },
  "provider-change": {
    state: { ...ready, me: { ...ready.me, capabilities: ["owner"] } },
    start: { area: "programs" },
    press: ["(wait)", "(wait)", "(wait)", "Change Keycloak"],
  },
  "signin-kit": { state: signin, press: ["I have a kit"] },
  "programs-page": {
    state: { ...ready, me: { ...ready.me, capabilities: ["owner"] } },
    start: { area: "programs" },
  },
  "people-shut-out": {
    state: {
      ...ready,
      me: { ...ready.me, capabilities: ["owner"] },
      people: ready.people.map((each, at) =>
        at === 1
          ? {
              ...each,
              online: false,
              teams: [],
              suspended: { since: minutesAgo(12), by: "provisioning", waiting: [], changed: 2400 },
            }
          : at === 2
            ? {
                ...each,
                online: false,
                suspended: { since: minutesAgo(3), by: "admin", waiting: ["Payments"], changed: null },
              }
            : each,
      ),
    },
    start: { area: "people" },
  },
  "outgoing-mail": {
    state: { ...ready, me: { ...ready.me, capabilities: ["owner"] } },
    start: { area: "mail" },
  },
  "customers-page": {
    state: { ...ready, me: { ...ready.me, capabilities: ["owner"] } },
    start: { area: "customers" },
  },
  "customers-key": {
    state: { ...ready, me: { ...ready.me, capabilities: ["owner"] } },
    start: { area: "customers" },
    press: ["(wait)", "(wait)", "(wait)", "Add a key"],
  },
  "sign-in-rules": {
    state: { ...ready, me: { ...ready.me, capabilities: ["owner"] } },
    start: { area: "sign-in" },
  },
  "new-browser": {
    state: {
      ...ready,
      newBrowsers: [
        {
          id: "s-9",
          account: ready.me.id,
          label: "Mozilla/5.0 (Windows NT 10.0) Firefox/140.0",
          network: "203.0.113.0/24",
          at: minutesAgo(4),
          here: true,
          emergency: false,
          moved: false,
        },
      ],
    },
  },
  "operator-alarm": {
    state: {
      ...ready,
      newBrowsers: [
        {
          id: "s-9",
          account: ready.people.find(({ id }) => id !== ready.me.id)?.id ?? "",
          label: "Mozilla/5.0 (Windows NT 10.0) Firefox/140.0",
          network: "203.0.113.0/24",
          at: minutesAgo(4),
          here: false,
          emergency: false,
          moved: false,
        },
      ],
    },
  },
  "security-kit": {
    state: ready,
    start: { area: "security" },
    press: ["Make a new recovery kit", "Make a new recovery kit"],
  },
  opening: { state: { phase: "opening" } },
  "setup-token": { state: setup },
  "setup-name": { state: { ...setup, step: "organisation" } },
  "setup-owner": { state: named },
  "setup-key": { state: owned },
  "setup-password": { state: { ...owned, passkeyPossible: false, authenticator } },
  "setup-kit": { state: keyed },
  "setup-inbox": { state: { ...keyed, step: "inbox", kitChecked: true } },
  "setup-saving": { state: { ...keyed, step: "saving" } },
  "setup-embed": { state: { ...made, step: "embed" } },
  "setup-invite": { state: { ...made, step: "invite" } },
  signin: { state: signin },
  "signin-password": { state: signin, press: ["Email and password"] },
  "signin-kit-wrong": { state: signin, press: ["I have a kit"], failure: wrong },
  "signin-approval": {
    state: { ...signin, approval: { code: seal.slice(0, 3), state: "waiting", by: "browser" } },
  },
  "signin-refused": {
    state: { ...signin, approval: { code: seal.slice(0, 3), state: "refused", by: "browser" } },
  },
  "signin-demo": {
    state: {
      ...signin,
      demoAccounts: [
        { name: "Mateo Alvarez", role: "Owner" },
        { name: "Jonas Lindqvist", role: "Admin" },
        { name: "Priya Raman", role: "Agent" },
      ],
    },
  },
  "join-name": { state: join },
  "join-key": {
    state: { ...join, step: "credential", name: "Noor Haddad", email: "noor@harbourcu.example" },
  },
  "join-kit": {
    state: {
      ...join,
      step: "kit",
      name: "Noor Haddad",
      email: "noor@harbourcu.example",
      kit: { ...kit, owner: "Noor Haddad" },
    },
  },
  "join-closed": { state: { ...join, step: "closed" } },
  locked: { state: { phase: "locked", name: "Jonas", working: false } },
  failed: {
    state: {
      phase: "failed",
      fork: null,
      failure: {
        kind: "unsupported",
        message: "This browser is too old to keep your keys safe.",
        next: "Update it, or use another one.",
      },
    },
  },
  fork: {
    state: {
      phase: "failed",
      failure: { kind: "unverified", message: "The history does not match.", next: "Tell an owner." },
      fork: { ours: seal, theirs: [...seal].reverse(), at: minutesAgo(3) },
    },
  },
};
