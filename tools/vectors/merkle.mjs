// RFC 6962 §2.1: tree hash, audit paths, consistency proofs.
import { concat, sha256 } from "./bytes.mjs";

const leaf = (data) => sha256(concat([0], data));
const node = (left, right) => sha256(concat([1], left, right));

/** The largest power of two below `count`. */
function split(count) {
  let k = 1;
  while (k * 2 < count) k *= 2;
  return k;
}

export function root(leaves) {
  if (leaves.length === 0) return sha256(new Uint8Array(0));
  if (leaves.length === 1) return leaf(leaves[0]);
  const k = split(leaves.length);
  return node(root(leaves.slice(0, k)), root(leaves.slice(k)));
}

/** §2.1.1, PATH(index, leaves). */
export function path(index, leaves) {
  if (leaves.length === 1) return [];
  const k = split(leaves.length);
  const [left, right] = [leaves.slice(0, k), leaves.slice(k)];
  return index < k ? [...path(index, left), root(right)] : [...path(index - k, right), root(left)];
}

/** §2.1.2, PROOF(size, leaves). */
export function consistency(size, leaves) {
  return size === 0 || size === leaves.length ? [] : subproof(size, leaves, true);
}

function subproof(size, leaves, whole) {
  if (size === leaves.length) return whole ? [] : [root(leaves)];
  const k = split(leaves.length);
  const [left, right] = [leaves.slice(0, k), leaves.slice(k)];
  if (size <= k) return [...subproof(size, left, whole), root(right)];
  return [...subproof(size - k, right, false), root(left)];
}
