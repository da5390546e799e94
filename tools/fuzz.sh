#!/usr/bin/env bash
# Runs every fuzz target of the core module, one after the other, for FUZZTIME
# each, and then the tests in TypeScript that call `fuzz`, for as long each. No
# target at all is a failure: it would mean that the parsers of outside bytes
# have lost their fuzzing. So is a package that does not build.
set -euo pipefail
cd "${FUZZ_ROOT:-$(dirname "$0")/..}"

log=$(mktemp)
trap 'rm -f "$log"' EXIT

# fuzz PACKAGE TARGET: the go command also reports its own deadline as a failure
# when it falls into the minimising of an input that is merely interesting. A
# real finding names the input that it wrote; nothing else is forgiven.
fuzz() {
  if go test -run '^$' -fuzz "^$2\$" -fuzztime "${FUZZTIME:-10s}" -fuzzminimizetime 10x "$1" 2>&1 | tee "$log"; then
    return 0
  fi
  grep -q '^ *context deadline exceeded$' "$log" && ! grep -q 'Failing input\|panic:' "$log"
}

count=0
for package in $(go list ./...); do
  listed=$(go test -list '^Fuzz' "$package")
  for target in $(grep '^Fuzz' <<<"$listed" || true); do
    echo "== $package $target"
    fuzz "$package" "$target"
    count=$((count + 1))
  done
done
echo "$count fuzz targets"
[ "$count" -gt 0 ]

[ -d web ] || exit 0
files=$(grep -rl --include='*.test.ts' '@sealdesk/fuzz' web/packages/*/test web/apps/*/test || true)
[ -n "$files" ]
for file in $files; do
  workspace=${file%%/test/*}
  echo "== $file"
  FUZZTIME="${FUZZTIME:-10s}" web/node_modules/.bin/vitest run --root "$workspace" "${file#"$workspace"/}"
done
