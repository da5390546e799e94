// A published value that this program does not reproduce ends it: vectors are only as good as their maker.
export function check(got, want, name) {
  if (got !== want) throw new Error(`${name}: got ${got}, want ${want}`);
}
