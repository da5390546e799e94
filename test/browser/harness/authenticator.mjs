// A passkey device inside the browser: fingerprint reader and key store in one.
//
// Promise: like a phone's or laptop's own authenticator (CTAP 2, internal,
// resident keys, user verification), with the PRF extension unless it is told
// not to. It belongs to one page and the frames in it.

/** A platform authenticator whose owner always puts the right finger on it. */
const PLATFORM = {
  protocol: "ctap2",
  ctap2Version: "ctap2_1",
  transport: "internal",
  hasResidentKey: true,
  hasUserVerification: true,
  isUserVerified: true,
  automaticPresenceSimulation: true,
};

/**
 * Gives a page a virtual authenticator.
 * @param {import("playwright-core").Page} page
 * @param {{prf?: boolean, synced?: boolean}} options prf: false for a browser without the PRF extension; synced: what it
 *   makes is on its owner's other devices, too
 * @returns {Promise<{credentials: () => Promise<object[]>, verify: (works: boolean) => Promise<void>, give: (credential: object) => Promise<void>, remove: () => Promise<void>}>}
 *   credentials: what it holds, keys and counters; verify(false): the wrong finger from now on; give: puts one into it
 */
export async function addAuthenticator(page, { prf = true, synced = false } = {}) {
  const session = await page.context().newCDPSession(page);
  await session.send("WebAuthn.enable");
  const options = { ...PLATFORM, hasPrf: prf, defaultBackupEligibility: synced, defaultBackupState: synced };
  const { authenticatorId } = await session.send("WebAuthn.addVirtualAuthenticator", { options });
  return {
    credentials: async () => (await session.send("WebAuthn.getCredentials", { authenticatorId })).credentials,
    verify: async (works) => {
      await session.send("WebAuthn.setUserVerified", { authenticatorId, isUserVerified: works });
    },
    give: async (credential) => {
      await session.send("WebAuthn.addCredential", { authenticatorId, credential });
    },
    remove: async () => {
      await session.send("WebAuthn.removeVirtualAuthenticator", { authenticatorId });
    },
  };
}
