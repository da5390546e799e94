# The only menu of this repository. Everything a person or a machine runs is a
# target here, and each target brings what it needs: a stamp says when.
#
#   make            what there is
#   make run        a working desk with sample content, on this machine only
#   make test       everything that must hold before a change goes in

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
MAKEFLAGS += --no-builtin-rules

LISTEN     ?= 127.0.0.1:8460
SITE       ?= 127.0.0.1:8461
FUZZTIME   ?= 10s
EVENTS     ?= 10000
SEED       ?=

BIN        := bin/sealdesk
LIAR       := bin/liar
SAML       := bin/saml-provider
VERIFY     := bin/ledger-verify
WEB_DEPS   := web/node_modules/.package-lock.json
WEB_BUILT  := bin/.web-built
LINTER     := bin/tools/staticcheck
LICENCES   := web/dist/licences.txt

# Sources are found, not listed: a file that nobody remembered still makes the
# result stale.
GO_FILES   := $(shell find . -name '*.go' -not -path './web/node_modules/*' -not -path './tools/*' -not -name '*_test.go' 2>/dev/null)
GO_EMBEDS  := $(shell find demo internal -type f -not -name '*.go' -not -path '*/testdata/*' 2>/dev/null)
WEB_FILES  := $(shell find web/apps web/packages -type f -not -path '*/node_modules/*' -not -path '*/dist/*' -not -name '*.test.*' 2>/dev/null)

.PHONY: help run build test test-long churn verify generate bench size fuzz shots clean

help: ## show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "  make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: $(BIN) ## start a desk with sample content on this machine (LISTEN=127.0.0.1:8460 SITE=127.0.0.1:8461)
	$(BIN) demo --listen $(LISTEN) --site $(SITE)

build: $(BIN) $(VERIFY) ## build bin/sealdesk with the web code inside, and bin/ledger-verify

test: $(BIN) $(LIAR) $(SAML) $(VERIFY) $(WEB_DEPS) verify ## run every check and test: static, Go, TypeScript, tools, browser
	@tools/browser-tools.sh
	node tools/test.mjs

test-long: test ## the same, then the race detector over everything and longer fuzzing
	SEALDESK_LONG=1 go test -count=1 ./internal/httpapi
	SEALDESK_LONG=1 go test -count=1 -timeout 30m ./test/crash ./test/hostile
	SEALDESK_LONG=1 node --test test/browser/large-file.test.mjs
	SEALDESK_LONG=1 node --test test/browser/blind.test.mjs
	SEALDESK_LONG=1 go test -count=1 -timeout 60m ./test/model ./test/churn
	cd web/packages/client && SEALDESK_LONG=1 npx vitest run test/liar-talk.test.ts test/liar-desk.test.ts test/liar-ledger.test.ts
	SEALDESK_LONG=1 go test -count=1 -timeout=90m -run NoFalseAlarm ./test/liar
	go run ./test/bench -only explorer
	SEALDESK_LONG=1 go test -count=1 ./test/ledger ./internal/siem
	go test -race -count=1 ./...
	FUZZTIME=60s tools/fuzz.sh

churn: $(WEB_DEPS) ## people come and go for 10,000 events (EVENTS=10000 SEED=...): who may reads everything, who may not gets nothing
	SEALDESK_EVENTS=$(EVENTS) SEALDESK_SEED=$(SEED) go test -count=1 -timeout 4h -v ./test/churn

verify: $(WEB_DEPS) $(LINTER) ## format, vet, lint, types, import rules, package docs, budgets, generated files
	@tools/verify.sh

generate: $(WEB_DEPS) ## write the generated files again
	go generate ./...
	cd web && npm run --silent generate --workspaces --if-present

bench: $(WEB_BUILT) ## measure speed and weight: the message path beside a bare relay, a full store, a browser
	@tools/browser-tools.sh
	go run ./test/bench

size: $(WEB_BUILT) ## what a visitor downloads before the first message, brotli
	@node tools/size.mjs

fuzz: $(WEB_DEPS) ## run every fuzz target for a while (FUZZTIME=10s)
	@FUZZTIME=$(FUZZTIME) tools/fuzz.sh

shots: $(BIN) $(WEB_DEPS) ## draw every screen into artefacts/screenshots
	@tools/browser-tools.sh
	node tools/test.mjs browser shots

clean: ## remove what was built; keeps installed packages
	rm -rf bin artefacts
	find web/dist -mindepth 1 -not -name .gitkeep -delete 2>/dev/null || true

$(WEB_DEPS): web/package-lock.json
	cd web && npm ci
	touch $@

$(WEB_BUILT): $(WEB_DEPS) $(WEB_FILES)
	cd web && npm run build
	mkdir -p $(@D) && touch $@

# What is inside of others, with their licences: /licences.txt and `sealdesk licences`.
$(LICENCES): tools/licences.mjs go.mod go.sum $(WEB_DEPS)
	mkdir -p $(@D) && node $< $@

$(BIN): $(WEB_BUILT) $(LICENCES) $(GO_FILES) $(GO_EMBEDS) go.mod go.sum
	go build -trimpath -o $@ ./cmd/sealdesk

# A lying server for the tests of the clients and of the screens.
$(LIAR): $(GO_FILES) go.mod go.sum
	go build -o $@ ./test/liar/cmd/liar

# A SAML provider that others wrote, for the tests of the screens.
$(SAML): $(GO_FILES) go.mod go.sum
	go build -o $@ ./test/saml/cmd/provider

$(VERIFY): $(GO_FILES) go.mod go.sum
	go build -trimpath -o $@ ./cmd/ledger-verify

$(LINTER): tools/go.mod tools/go.sum
	go build -C tools -o ../$@ honnef.co/go/tools/cmd/staticcheck
