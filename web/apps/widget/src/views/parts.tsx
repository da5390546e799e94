/** Small pieces that several screens share. */
import type { ComponentChildren } from "preact";
import type { Person } from "../contract.ts";
import { initials, tint } from "../model/format.ts";
import { renew } from "../outdated.ts";
import { useReady, useUi } from "../ui.ts";
import { Icon, type IconName } from "./icons.tsx";

export function Face({
  person,
  size = 28,
  here = false,
}: {
  person: Person;
  size?: 28 | 32 | 36 | 40;
  here?: boolean;
}) {
  return (
    <span class={`av av-${size} av-c${tint(person.id)}${here ? " on" : ""}`} aria-hidden="true">
      {initials(person.name)}
    </span>
  );
}

export function Sign({
  icon,
  size = 28,
  accent = false,
}: {
  icon: IconName;
  size?: 28 | 36 | 40;
  accent?: boolean;
}) {
  return (
    <span class={`av av-${size} ${accent ? "av-bot" : "av-c0"}`} aria-hidden="true">
      <Icon name={icon} size={size > 30 ? 20 : 16} />
    </span>
  );
}

interface IconButtonProps {
  icon: IconName;
  label: string;
  onClick: () => void;
}

export function IconButton({ icon, label, onClick }: IconButtonProps) {
  return (
    <button type="button" class="ib" aria-label={label} title={label} onClick={onClick}>
      <Icon name={icon} size={20} />
    </button>
  );
}

export function CloseButton() {
  const { host, words } = useUi();
  if (!host.framed) return null;
  return <IconButton icon="close" label={words.close} onClick={() => host.tell({ sealdesk: "close" })} />;
}

interface HeaderProps {
  title: string;
  sub?: string | undefined;
  face?: ComponentChildren;
  menu?: boolean;
}

export function Header({ title, sub, face, menu = false }: HeaderProps) {
  const ui = useUi();
  return (
    <header class="hd">
      <IconButton icon="back" label={ui.words.back} onClick={ui.back} />
      <div class="who">
        {face}
        <div>
          <h1 class={sub === undefined ? "big" : ""} tabIndex={-1} data-focus>
            <bdi>{title}</bdi>
          </h1>
          {sub !== undefined && <p>{sub}</p>}
        </div>
      </div>
      {menu && <MenuButton />}
      <CloseButton />
    </header>
  );
}

export function MenuButton() {
  const ui = useUi();
  return <IconButton icon="more" label={ui.words.menu} onClick={() => (ui.menu.value = true)} />;
}

/** The one sentence that names the readers, always under the header. */
export function LockLine({ text, onOpen }: { text: string; onOpen?: () => void }) {
  const { words } = useUi();
  if (onOpen === undefined) {
    return (
      <p class="lockl">
        <Icon name="lock" />
        <span>{text}</span>
      </p>
    );
  }
  return (
    <button type="button" class="lockl" onClick={onOpen}>
      <Icon name="lock" />
      <span>{text}</span>
      <span class="vh">. {words.lockMore}</span>
      <Icon name="next" />
    </button>
  );
}

/** Connection, freshness, and what contradicts what was seen; only when they matter. */
export function Notices() {
  const ui = useUi();
  const { words, formats, now } = ui;
  const { connection, contradicted, organisation, proof } = useReady();
  const text =
    connection === "offline" ? words.offline : connection === "reconnecting" ? words.reconnecting : null;
  return (
    <>
      <div role="alert">
        {contradicted !== null && (
          <p class="notice bad">
            <Icon name="alert" />
            {words.contradicted(organisation.name)}
          </p>
        )}
      </div>
      <div role="status">
        {text !== null && (
          <p class="notice">
            <Icon name="offline" />
            {text}
          </p>
        )}
        {ui.outdated.value && (
          <p class="notice">
            <Icon name="info" />
            <span>
              {words.outdated}{" "}
              <button type="button" class="btn" onClick={() => renew(ui)}>
                {words.loadAgain}
              </button>
            </span>
          </p>
        )}
        {proof.old && (
          <p class="notice">
            <Icon name="clock" />
            {words.oldProof(`${formats.day(proof.at, now())}, ${formats.time(proof.at)}`)}
          </p>
        )}
      </div>
    </>
  );
}

/** What the last command met, in the client's own plain words. */
export function Trouble() {
  const { trouble, words } = useUi();
  const failure = trouble.value;
  return (
    <div role="alert">
      {failure !== null && (
        <p class="notice bad">
          <Icon name="alert" />
          <span>
            {typeof failure === "function"
              ? failure(words)
              : [failure.message, failure.next].map(words.told).join(" ")}
          </span>
        </p>
      )}
    </div>
  );
}

/** The seal, a ripple: only where the organisation greets someone. */
export function Rings() {
  return (
    <svg class="rip" viewBox="0 0 376 240" preserveAspectRatio="xMaxYMin slice" aria-hidden="true">
      {Array.from({ length: 11 }, (_, n) => (
        <circle key={n} cx="336" cy="8" r={36 + 28 * n} />
      ))}
    </svg>
  );
}
