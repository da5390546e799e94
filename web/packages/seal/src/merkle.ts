/**
 * The Merkle tree of Certificate Transparency (RFC 6962 §2.1), with the verification algorithms of
 * RFC 9162 §2.1.3.2 and §2.1.4.2. Promise: a proof of the wrong length or shape never verifies.
 */
import { asId, type Bytes, concat, equal, type Id } from "./bytes.ts";
import { sha256 } from "./core.ts";

const node = (l: Bytes, r: Bytes): Promise<Id> => sha256(concat(Uint8Array.of(1), l, r));
export const leafHash = (data: Bytes): Promise<Id> => sha256(concat(Uint8Array.of(0), data));

/** The largest power of two below n. */
function split(n: number): number {
  let k = 1;
  while (k * 2 < n) k *= 2;
  return k;
}

export async function treeRoot(leaves: readonly Id[]): Promise<Id> {
  if (leaves.length === 0) return sha256(new Uint8Array(0));
  if (leaves.length === 1) return leaves[0]!;
  const k = split(leaves.length);
  return node(await treeRoot(leaves.slice(0, k)), await treeRoot(leaves.slice(k)));
}

export async function inclusionPath(leaves: readonly Id[], index: number): Promise<Id[]> {
  if (leaves.length <= 1) return [];
  const k = split(leaves.length);
  const [l, r] = [leaves.slice(0, k), leaves.slice(k)];
  return index < k
    ? [...(await inclusionPath(l, index)), await treeRoot(r)]
    : [...(await inclusionPath(r, index - k)), await treeRoot(l)];
}

export async function consistencyPath(leaves: readonly Id[], from: number): Promise<Id[]> {
  return from === 0 || from === leaves.length ? [] : subproof(leaves, from, true);
}

async function subproof(leaves: readonly Id[], m: number, whole: boolean): Promise<Id[]> {
  const n = leaves.length;
  if (m === n) return whole ? [] : [await treeRoot(leaves)];
  const k = split(n);
  if (m <= k) return [...(await subproof(leaves.slice(0, k), m, whole)), await treeRoot(leaves.slice(k))];
  return [...(await subproof(leaves.slice(k), m - k, false)), await treeRoot(leaves.slice(0, k))];
}

const half = (n: number): number => Math.floor(n / 2);

export async function isIncluded(
  leaf: Id,
  index: number,
  size: number,
  path: readonly Bytes[],
  root: Bytes,
): Promise<boolean> {
  if (index >= size) return false;
  let [fn, sn, r] = [index, size - 1, leaf];
  for (const p of path) {
    if (sn === 0) return false;
    if (fn % 2 === 1 || fn === sn) {
      r = await node(p, r);
      while (fn % 2 === 0 && fn !== 0) [fn, sn] = [half(fn), half(sn)];
    } else {
      r = await node(r, p);
    }
    [fn, sn] = [half(fn), half(sn)];
  }
  return sn === 0 && equal(r, root);
}

/** Whether the tree of `size` leaves under `root` begins with the tree of `from` leaves under `old`. */
export async function isConsistent(
  from: number,
  old: Bytes,
  size: number,
  root: Bytes,
  path: readonly Bytes[],
): Promise<boolean> {
  if (from > size || from === 0) return false;
  if (from === size) return path.length === 0 && equal(old, root);
  let [fn, sn] = [from - 1, size - 1];
  while (fn % 2 === 1) [fn, sn] = [half(fn), half(sn)];
  const rest = fn === 0 ? [old, ...path] : [...path];
  const first = rest.shift();
  if (first === undefined) return false;
  let [fr, sr]: [Bytes, Bytes] = [asId(first as Id), asId(first as Id)];
  for (const c of rest) {
    if (sn === 0) return false;
    if (fn % 2 === 1 || fn === sn) {
      [fr, sr] = [await node(c, fr), await node(c, sr)];
      while (fn % 2 === 0 && fn !== 0) [fn, sn] = [half(fn), half(sn)];
    } else {
      sr = await node(sr, c);
    }
    [fn, sn] = [half(fn), half(sn)];
  }
  return sn === 0 && equal(fr, old) && equal(sr, root);
}
