/** Sign-in: what the organisation asks of its people. For owners and admins; owners choose. */
import { useUi } from "../../ui.ts";
import { PageHead } from "../page.tsx";
import { Addresses } from "./addresses.tsx";
import { Authenticators } from "./authenticators.tsx";
import { EmergencyAccounts } from "./emergency.tsx";
import { SignInHealth } from "./health.tsx";
import { PasswordAge } from "./password-age.tsx";
import { SensitiveTeams } from "./sensitive.tsx";
import { SessionRules } from "./session-rules.tsx";
import { SMSCodes } from "./sms.tsx";
import { useSettings } from "./use-settings.ts";

export function SignInRules() {
  const { words } = useUi();
  const settings = useSettings("sign-in");
  return (
    <>
      <PageHead title={words.signinRules} text={words.signinRulesText} />
      <SignInHealth />
      <Addresses />
      <SensitiveTeams />
      <SessionRules settings={settings} />
      <PasswordAge settings={settings} />
      <SMSCodes />
      <Authenticators settings={settings} />
      <EmergencyAccounts settings={settings} />
    </>
  );
}
