/** What an identity provider that speaks SAML has to know, and what the desk has to know of it. */
import { useId } from "react";
import { useUi } from "../../ui.ts";
import { CopyButton } from "../parts.tsx";

const address = (id: string, what: string): string => `${location.origin}/api/v1/signin/sso/${id}/${what}`;

export const returnAddress = (id: string): string => address(id, "return");

interface Props {
  readonly id: string;
  readonly metadata: string;
  readonly onMetadata: (xml: string) => void;
}

export function SAMLFields({ id, metadata, onMetadata }: Props) {
  const { words } = useUi();
  const field = useId();
  return (
    <>
      {id !== "" && (
        <>
          <Give text={words.saml.giveMetadata} value={address(id, "metadata")} />
          <Give text={words.saml.giveReturn} value={returnAddress(id)} />
        </>
      )}
      <div className="field">
        <label htmlFor={field}>{words.saml.metadata}</label>
        <textarea
          id={field}
          className="f mono"
          dir="ltr"
          rows={6}
          spellCheck={false}
          autoComplete="off"
          value={metadata}
          required
          placeholder="<EntityDescriptor …>"
          aria-describedby={`${field}-h`}
          onChange={(event) => onMetadata(event.currentTarget.value)}
        />
        <p className="hint" id={`${field}-h`}>
          {words.saml.metadataHint}
        </p>
      </div>
    </>
  );
}

function Give({ text, value }: { readonly text: string; readonly value: string }) {
  return (
    <div>
      <p className="quiet">{text}</p>
      <code className="below" dir="ltr">
        {value}
      </code>
      <CopyButton text={value} />
    </div>
  );
}
