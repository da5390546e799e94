/** Somebody has a recovery code and nothing else: an owner or admin who knows them vouches, or does not. */
import type { Approval } from "../../contract.ts";
import { useNow, useReady, useUi } from "../../ui.ts";
import { Section } from "../page.tsx";
import { Seal } from "../parts.tsx";
import { useShell } from "../shell.ts";

export function Vouches() {
  const { words } = useUi();
  const asked = useReady().approvals.filter(({ kind }) => kind === "vouch");
  if (asked.length === 0) return null;
  return (
    <Section title={words.recovery.title}>
      {asked.map((approval) => (
        <VouchCard key={approval.id} approval={approval} />
      ))}
    </Section>
  );
}

function VouchCard({ approval }: { approval: Approval }) {
  const { desk, words, formats } = useUi();
  const { me, people } = useReady();
  const { act } = useShell();
  const now = useNow();
  const own = approval.account === me.id;
  const name = people.find(({ id }) => id === approval.account)?.name ?? "";
  return (
    <div className="card pad ask">
      <div className="grow">
        <h3 dir="auto">{own ? words.recovery.own : words.recovery.vouchFor(name)}</h3>
        <p>{own ? words.recovery.ownText : words.recovery.vouchText(name)}</p>
        <Seal groups={approval.code} label={words.code} />
        <p className="quiet">{words.approvalFrom(approval.network, formats.ago(approval.created, now))}</p>
      </div>
      {own ? (
        <button type="button" className="btn" onClick={() => void act(desk.self.refuseBrowser(approval.id))}>
          {words.recovery.ownRefuse}
        </button>
      ) : (
        <>
          <button type="button" className="btn" onClick={() => void act(desk.self.refuseVouch(approval.id))}>
            {words.recovery.noVouch}
          </button>
          <button
            type="button"
            className="btn btn-primary"
            onClick={() => void act(desk.self.vouch(approval.id))}
          >
            {words.recovery.vouch(name)}
          </button>
        </>
      )}
    </div>
  );
}
