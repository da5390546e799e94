/** Host names in the letters people read: Punycode opened (RFC 3492), and scripts that do not belong together. */

/** A host as people read it. A label that does not decode stays as it is. */
export function unicodeHost(host: string): string {
  return host
    .split(".")
    .map((label) => (label.startsWith("xn--") ? (decoded(label.slice(4)) ?? label) : label))
    .join(".");
}

// RFC 3492 §5.
const base = 36;
const tMin = 1;
const tMax = 26;
const skew = 38;
const damp = 700;
/** DNS has no longer label. */
const longestLabel = 63;

/** RFC 3492 §6.1. */
function adapted(delta: number, points: number, first: boolean): number {
  let left = first ? Math.floor(delta / damp) : delta >> 1;
  left += Math.floor(left / points);
  let k = 0;
  for (; left > ((base - tMin) * tMax) >> 1; k += base) left = Math.floor(left / (base - tMin));
  return k + Math.floor(((base - tMin + 1) * left) / (left + skew));
}

const digitOf = (sign: string) => {
  const at = "abcdefghijklmnopqrstuvwxyz0123456789".indexOf(sign);
  return at < 0 ? null : at;
};

/** RFC 3492 §6.2; null for what is no Punycode. */
function decoded(label: string): string | null {
  if (label.length > longestLabel) return null;
  const basic = label.lastIndexOf("-");
  const output = [...label.slice(0, Math.max(0, basic))];
  const rest = { signs: label.slice(basic + 1), at: 0 };
  let [n, i, bias] = [128, 0, 72];
  while (rest.at < rest.signs.length) {
    const step = deltaAt(rest, bias);
    if (step === null) return null;
    const length = output.length + 1;
    bias = adapted(step, length, i === 0 && n === 128);
    i += step;
    n += Math.floor(i / length);
    i %= length;
    if (n > 0x10ffff) return null;
    output.splice(i, 0, String.fromCodePoint(n));
    i += 1;
  }
  return output.join("");
}

function deltaAt(rest: { readonly signs: string; at: number }, bias: number): number | null {
  let [delta, weight] = [0, 1];
  for (let k = base; ; k += base) {
    const digit = digitOf(rest.signs.charAt(rest.at));
    if (digit === null || weight > 0x7fffffff) return null;
    rest.at += 1;
    delta += digit * weight;
    const threshold = Math.min(tMax, Math.max(tMin, k - bias));
    if (digit < threshold) return delta;
    weight *= base - threshold;
  }
}

const scripts = [
  /\p{Script=Latin}/u,
  /\p{Script=Cyrillic}/u,
  /\p{Script=Greek}/u,
  /\p{Script=Arabic}/u,
  /\p{Script=Hebrew}/u,
  /\p{Script=Armenian}/u,
  /\p{Script=Cherokee}/u,
  /\p{Script=Devanagari}/u,
  /\p{Script=Thai}/u,
  /\p{Script=Hangul}/u,
];
const chineseOrJapanese = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Bopomofo}]/u;

/** Latin beside Chinese, Japanese or Korean is how these are written (UTS #39 §5.2, "highly restrictive"). */
export function hasMixedScripts(label: string): boolean {
  const found = scripts.filter((script) => script.test(label)).length;
  const latinOnly = scripts[0]?.test(label) === true && found === 1;
  const hangulLatin = /^[\p{Script=Latin}\p{Script=Hangul}\p{N}-]+$/u.test(label);
  if (chineseOrJapanese.test(label)) return found > 0 && !latinOnly;
  return found > 1 && !hangulLatin;
}
