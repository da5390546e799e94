/** Sign-in: what the organisation asks of its people. For owners and admins; owners choose. */
import { useUi } from "../../ui.ts";
import { PageHead } from "../page.tsx";
import { SignInHealth } from "./health.tsx";
import { SessionRules } from "./session-rules.tsx";

export function SignInRules() {
  const { words } = useUi();
  return (
    <>
      <PageHead title={words.signinRules} text={words.signinRulesText} />
      <SignInHealth />
      <SessionRules />
    </>
  );
}
