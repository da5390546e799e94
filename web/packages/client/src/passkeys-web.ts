/**
 * WebAuthn with PRF (WebAuthn level 3, §10.1.4). Promise: the PRF output never goes into what is sent to the
 * server. Limit: browsers without PRF give no secret, and the person uses another unlocker.
 */

import { DeskError } from "./desk/failure.ts";
import type { PasskeyResult, Passkeys } from "./platform.ts";

type Json = Record<string, unknown>;

/** Adds the PRF question to the options the server made; PRF needs user verification to mean anything. */
function withPrf(options: unknown, input: Uint8Array<ArrayBuffer>): Json {
  const outer = options as Json;
  const inner = (outer.publicKey ?? outer) as Json;
  return {
    ...inner,
    extensions: { ...((inner.extensions as Json | undefined) ?? {}), prf: { eval: { first: input } } },
  };
}

function prfOutput(credential: PublicKeyCredential): Uint8Array<ArrayBuffer> | null {
  const first = credential.getClientExtensionResults().prf?.results?.first;
  if (first === undefined) return null;
  return first instanceof ArrayBuffer
    ? new Uint8Array(first)
    : new Uint8Array(
        first.buffer.slice(first.byteOffset, first.byteOffset + first.byteLength) as ArrayBuffer,
      );
}

/** The response for the server, without the PRF output: that one stays on this device. */
function forServer(credential: PublicKeyCredential): unknown {
  return { ...(credential.toJSON() as Json), clientExtensionResults: {} };
}

/** WebAuthn §5.1.3: a device that holds one of the excluded passkeys answers with this error, after asking. */
function sayIfKnown(cause: unknown): never {
  if (!(cause instanceof DOMException) || cause.name !== "InvalidStateError") throw cause;
  throw new DeskError(
    "conflict",
    "There is already a passkey of yours on this device.",
    "Use that one here, and make another on a second device or on a security key.",
  );
}

async function createPasskey(options: unknown, prfInput: Uint8Array<ArrayBuffer>): Promise<PasskeyResult> {
  const { extensions, ...rest } = withPrf(options, prfInput);
  const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(
    rest as unknown as PublicKeyCredentialCreationOptionsJSON,
  );
  publicKey.extensions = extensions as AuthenticationExtensionsClientInputs;
  const credential = (await navigator.credentials
    .create({ publicKey })
    .catch(sayIfKnown)) as PublicKeyCredential | null;
  if (credential === null) throw new Error("cancelled");
  return { response: forServer(credential), secret: prfOutput(credential) };
}

async function getPasskey(options: unknown, prfInput: Uint8Array<ArrayBuffer>): Promise<PasskeyResult> {
  const { extensions, ...rest } = withPrf(options, prfInput);
  const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(
    rest as unknown as PublicKeyCredentialRequestOptionsJSON,
  );
  publicKey.extensions = extensions as AuthenticationExtensionsClientInputs;
  const credential = (await navigator.credentials.get({ publicKey })) as PublicKeyCredential | null;
  if (credential === null) throw new Error("cancelled");
  return { response: forServer(credential), secret: prfOutput(credential) };
}

export const webPasskeys: Passkeys = {
  available: async () =>
    typeof PublicKeyCredential !== "undefined" &&
    typeof PublicKeyCredential.parseCreationOptionsFromJSON === "function",
  create: createPasskey,
  get: getPasskey,
};
