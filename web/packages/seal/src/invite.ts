/** Section 10: the link that invites a member of staff. Its secret stands in the fragment, so no server sees it. */
import { asId, asSecret, type Bytes, base64url, concat, type Id, type Secret, unbase64url } from "./bytes.ts";
import { kdf32 } from "./core.ts";
import { demand } from "./error.ts";
import { type Signer, seedSigner } from "./sign.ts";

export const inviteSigner = async (r: Secret, org: Id): Promise<Signer> =>
  seedSigner(await kdf32(r, org, ["invite"]));

export interface InviteLink {
  readonly secret: Secret;
  readonly invite: Id;
  readonly org: Id;
}

/** The fragment value of a link: secret, invitation id and the organisation's pin. */
export const writeInviteLink = (l: InviteLink): string => base64url(concat(l.secret, l.invite, l.org));

export function readInviteLink(fragment: string): InviteLink {
  const b: Bytes = unbase64url(fragment);
  demand(b.length === 96, "the link is not complete", "malformed");
  return { secret: asSecret(b.slice(0, 32)), invite: asId(b.slice(32, 64)), org: asId(b.slice(64)) };
}
