#!/usr/bin/env bash
# One word verifies everything that needs no running server. Each step prints
# its name; the first that fails stops the run. Called by `make verify`, which
# brings the linter and the web packages.
set -euo pipefail
cd "$(dirname "$0")/.."

step() { printf '== %s\n' "$*"; }

step "gofmt"
unformatted=$(git ls-files -co --exclude-standard '*.go' | xargs -r gofmt -l)
if [ -n "$unformatted" ]; then
  printf 'Not formatted; run gofmt -w on:\n%s\n' "$unformatted" >&2
  exit 1
fi

step "go vet"
go vet ./...
go vet -C tools ./...

step "staticcheck"
bin/tools/staticcheck ./...

step "import rules, package docs, forbidden words"
go test -count=1 ./internal/arch/

step "the lockfile agrees with every package.json"
(cd web && npm ci --dry-run --silent >/dev/null) || { echo "Run: cd web && npm install --package-lock-only" >&2; exit 1; }

step "biome"
(cd web && node_modules/.bin/biome check --config-path=. . ../test ../tools)

step "TypeScript, every workspace"
for workspace in web/packages/* web/apps/*; do
  [ -d "$workspace/src" ] || continue
  web/node_modules/.bin/tsc --noEmit -p "$workspace"
done

step "generated files leave a clean diff"
tree() { git diff --no-ext-diff | sha256sum; git ls-files -o --exclude-standard | xargs -r -d '\n' sha256sum; }
before=$(tree)
make --no-print-directory generate
if [ "$before" != "$(tree)" ]; then
  echo "Generated files were out of date; they have been written again: look at git diff and commit them." >&2
  exit 1
fi

step "the vectors are what the third generator makes"
node tools/vectors/generate.mjs --check

step "budgets"
node tools/budgets/budgets.mjs
