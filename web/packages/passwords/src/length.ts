/** How long a password must be, and may be: NIST SP 800-63B-4 §3.1.1.2. */

/** Where a password is all that is asked for. Nothing in Sealdesk is opened so. */
export const MIN_ALONE = 15;
/** Where a second factor stands beside it: ours are never without an authenticator's code. */
export const MIN_WITH_SECOND = 8;
/** The standard wants at least 64. Argon2id takes any length; the bound keeps a pasted book from freezing a browser. */
export const MAX_LENGTH = 256;

/** As the key is derived from it (protocol §9): one password typed on two keyboards is one password. */
export const normal = (password: string): string => password.normalize("NFKC");

/** In code points, as the standard counts; spaces count, too. */
export const lengthOf = (password: string): number => [...normal(password)].length;
