#!/usr/bin/env bash
# Runs every fuzz target of the core module, one after the other, for FUZZTIME
# each. No target at all is a failure: it would mean that the parsers of
# outside bytes have lost their fuzzing. So is a package that does not build.
set -euo pipefail
cd "${FUZZ_ROOT:-$(dirname "$0")/..}"

count=0
for package in $(go list ./...); do
  listed=$(go test -list '^Fuzz' "$package")
  for target in $(grep '^Fuzz' <<<"$listed" || true); do
    echo "== $package $target"
    go test -run '^$' -fuzz "^$target\$" -fuzztime "${FUZZTIME:-10s}" "$package"
    count=$((count + 1))
  done
done
echo "$count fuzz targets"
[ "$count" -gt 0 ]
