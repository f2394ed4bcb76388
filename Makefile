# make run     starts ebb on http://127.0.0.1:7317
# make test    installs what the tests need where it may, and runs everything
# make quick   the tests without browsers, crashes and fuzzing
# make assets  bundles the scripts of web/ts into web/asset/js
# make bench   every measurement, each figure printed last
# make soak    the long work: an hour of a processor for each fuzz target, 1,000 kills, 1,000 power cuts,
#              and what else doc/acceptance.md has a figure of
# make corpus  keeps what fuzzing has found worth trying again

SHELL := /bin/bash
export CGO_ENABLED ?= 0
TOOL := go tool -modfile=tools/go.mod
# Inputs for each target, not seconds: a deadline can end go test's fuzzing with
# an error of its own (golang.org/issue/75804).
FUZZTIME ?= 15000x
CORPUS := testdata/corpus.tar.gz
# Every fuzz target: its folder, its package, its name.
TARGETS = go list -f '{{.Dir}} {{.ImportPath}}' ./... | while read -r dir pkg; do \
	  grep -hoE '^func Fuzz[A-Za-z0-9_]*' $$dir/*_test.go 2>/dev/null | sed "s%func %$$dir $$pkg %"; done
# Every file of web/ts is a page's script, but those that others import.
SCRIPTS := $(filter-out web/ts/store.ts web/ts/seal.ts web/ts/lock.ts,$(wildcard web/ts/*.ts))
DEBIAN := chromium strace nodejs npm python3 python3-cryptography python3-argon2 firefox-esr webkit2gtk-driver xvfb

.PHONY: run test quick needs node check assets assets-check lint fuzz corpus race bench soak binary shots

run:
	go run ./cmd/ebb

test: needs node check race
	go test -count=1 -timeout 25m ./...
	$(MAKE) fuzz

quick:
	go test -short ./...

# What is missing is installed, or named.
needs:
	@missing=() lean=(); \
	for c in chromium:chromium strace:strace node:nodejs npm:npm; do command -v "$${c%%:*}" >/dev/null || missing+=("$${c##*:}"); done; \
	/usr/bin/python3 -c 'import cryptography, argon2' 2>/dev/null || missing+=(python3 python3-cryptography python3-argon2); \
	for c in firefox-esr:firefox-esr WebKitWebDriver:webkit2gtk-driver Xvfb:xvfb; do command -v "$${c%%:*}" >/dev/null || lean+=("$${c##*:}"); done; \
	if [ "$${#missing[@]}$${#lean[@]}" != 00 ]; then \
	  if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	    export DEBIAN_FRONTEND=noninteractive; apt-get update -qq \
	    && if [ "$${#missing[@]}" -gt 0 ]; then apt-get install -y -qq "$${missing[@]}" >/dev/null; fi \
	    && if [ "$${#lean[@]}" -gt 0 ]; then apt-get install -y -qq --no-install-recommends "$${lean[@]}" >/dev/null; fi; \
	  else echo "The tests need these Debian packages: $${missing[*]} $${lean[*]}"; exit 1; fi; \
	fi
	@test -e /dev/fuse || { echo "The power-cut tests need /dev/fuse."; exit 1; }
	@test -e /dev/loop-control || { echo "The full-disk tests need loop devices."; exit 1; }
	@test -x /sbin/mkfs.ext4 || { echo "The full-disk tests need the Debian package e2fsprogs."; exit 1; }

node: node_modules/.package-lock.json
node_modules/.package-lock.json: package.json package-lock.json
	npm ci --no-audit --no-fund --silent
	@touch $@

check: lint assets-check

lint:
	@out=$$(gofmt -l $$(git ls-files '*.go')); test -z "$$out" || { echo "not formatted: $$out"; exit 1; }
	go vet ./...
	GOOS=windows go vet ./cmd/ebb
	GOOS=darwin go vet ./cmd/ebb
	$(TOOL) staticcheck ./...
	@out=$$($(TOOL) deadcode -test ./...); test -z "$$out" || { echo "$$out"; exit 1; }

assets:
	$(TOOL) esbuild $(SCRIPTS) --bundle --minify --format=iife --target=es2020 --charset=utf8 --legal-comments=none --outdir=web/asset/js

# The committed bundles are exactly what their sources give.
assets-check: node
	node_modules/.bin/tsc --noEmit -p web/ts
	@dir=$$(mktemp -d); $(TOOL) esbuild $(SCRIPTS) --bundle --minify --format=iife --target=es2020 --charset=utf8 --legal-comments=none --outdir=$$dir --log-level=error \
	  && diff -r $$dir web/asset/js && rm -r $$dir

# The parts where several hands meet, with the race detector; not what walks alone through all pages, or waits.
ALONE := EveryPageIsLight|IdleLockIsWhat|RowsOfAnother|NothingReadable|AClockThat|Daylight|UnknownNameStands|EveryCookie
race:
	CGO_ENABLED=1 go test -race -short -skip '$(ALONE)' -timeout 10m ./internal/batch ./store/mem ./journal ./vault ./web/...

# Each begins with the inputs that earlier fuzzing has left. A time limit that
# ends it, and nothing else, is no failure.
fuzz:
	@mkdir -p "$$(go env GOCACHE)/fuzz" && tar -xzf $(CORPUS) -C "$$(go env GOCACHE)/fuzz" --skip-old-files
	@$(TARGETS) | while read -r dir pkg f; do \
	  echo "fuzz $$pkg $$f"; go test -run '^$$' -fuzz "^$$f$$" -fuzztime $(FUZZTIME) -fuzzminimizetime 100x $$pkg >$$dir/.fuzz.log 2>&1 \
	    || { grep -q '^ *context deadline exceeded' $$dir/.fuzz.log && ! grep -q 'Failing input' $$dir/.fuzz.log; } \
	    || { cat $$dir/.fuzz.log; exit 1; }; tail -1 $$dir/.fuzz.log; rm -f $$dir/.fuzz.log; \
	done

corpus:
	@cd "$$(go env GOCACHE)/fuzz" && (cd $(CURDIR) && $(TARGETS)) | while read -r dir pkg f; do test ! -d $$pkg/$$f || echo $$pkg/$$f; done \
	  | tar -c --sort=name --mtime=@0 --owner=0 --group=0 --numeric-owner -T - | gzip -9n >$(CURDIR)/$(CORPUS)

binary:
	go build -trimpath -ldflags '-s -w' -o bin/ebb ./cmd/ebb
	@stat -c '%s bytes: bin/ebb' bin/ebb

bench: binary
	go test -run '^$$' -bench . -benchtime 1x ./bench/...

shots:
	EBB_SHOTS=$(CURDIR)/doc/screens go test -count=1 -run Shots ./internal/gallery

soak:
	$(MAKE) fuzz FUZZTIME=30m
	$(MAKE) corpus
	EBB_SOAK_FORMS=1 EBB_SOAK_KILLS=1000 EBB_SOAK_CUTS=1000 EBB_SOAK_FAILS=200 EBB_SOAK_MIGRATIONS=200 EBB_SOAK_FLIPS=200 EBB_SOAK_EVENTS=100000 EBB_SOAK_RETRIES=1000 EBB_ANEW_KILLS=200 \
	  go test -count=1 -timeout 4h -v ./store/sqlite/... ./journal/anew ./internal/...
