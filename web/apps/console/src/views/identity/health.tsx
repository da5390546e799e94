/** What weakens sign-in: whose, what it means, and how to mend it. For owners and admins. */
import { useEffect, useState } from "react";
import type { SignInComplaint } from "../../contract.ts";
import { useReady, useUi } from "../../ui.ts";
import { keyed } from "../keyed.ts";
import { Section } from "../page.tsx";
import { Badge, FailureNote, Skeleton } from "../parts.tsx";
import { useRun } from "../run.ts";

export function SignInHealth() {
  const { desk, words } = useUi();
  const runner = useRun();
  const [all, setAll] = useState<readonly SignInComplaint[] | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: looked at once, when the page opens
  useEffect(() => {
    let here = true;
    void runner.run(() => desk.admin.signInHealth()).then((got) => here && got && setAll(got.value));
    return () => {
      here = false;
    };
  }, [desk]);
  return (
    <Section title={words.health.title} text={words.health.text}>
      <FailureNote failure={runner.failure} />
      {all === null && runner.failure === null && <Skeleton rows={3} label={words.loading} />}
      {all?.length === 0 && (
        <p>
          <Badge tone="ok" icon="check">
            {words.health.fine}
          </Badge>
        </p>
      )}
      {all !== null && all.length > 0 && (
        <ul className="card lines">
          {keyed([...all].sort(graveFirst), (each) => `${each.kind} ${each.whose} ${each.object}`).map(
            ({ key, value }) => (
              <Complaint key={key} complaint={value} />
            ),
          )}
        </ul>
      )}
    </Section>
  );
}

const graveFirst = (a: SignInComplaint, b: SignInComplaint) => Number(b.grave) - Number(a.grave);

function Complaint({ complaint }: { complaint: SignInComplaint }) {
  const { words, formats } = useUi();
  const { people } = useReady();
  const { title, mend } = words.health.kinds[complaint.kind];
  const name = people.find(({ id }) => id === complaint.whose)?.name;
  const whose = [name, complaint.object].filter((part) => part !== undefined && part !== "");
  return (
    <li>
      <span className="grow">
        <b>{title(formats.number(complaint.number))}</b>
        {whose.map((part) => (
          <span className="quiet" key={part}>
            {" · "}
            <bdi>{part}</bdi>
          </span>
        ))}
        <span className="quiet below">{mend}</span>
      </span>
      <Badge tone={complaint.grave ? "bad" : "warn"} icon={complaint.grave ? "alert" : "info"}>
        {complaint.grave ? words.health.grave : words.health.notice}
      </Badge>
    </li>
  );
}
