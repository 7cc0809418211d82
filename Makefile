# `make demo` and `make test` are all that a newcomer needs. The work is in scripts/ and in each part's own scripts: `setup`
# installs what the part needs, `test` builds and tests it; `lint`, `assure`, `bench` and `install` where it has them.

PREFIX ?= /usr/local
DESTDIR ?=

.PHONY: help demo test lint assure bench install docs clean

help:
	@echo 'make demo      build, then sign and verify a message of every scheme, and refuse a tampered one'
	@echo 'make test      every test of every language, after installing what they need'
	@echo 'make lint      formatting, lints and documentation without warnings'
	@echo 'make assure    what takes two hours and more: sanitizers, fuzzing, leaks, mutants, a million messages; writes docs/assurance.md'
	@echo 'make bench     20 minutes: every language beside what one would write instead; compares with the goals, writes docs/performance.md'
	@echo 'make docs      write the generated files anew'
	@echo 'make install   the C library, below PREFIX (now $(PREFIX)) and DESTDIR'
	@echo 'make clean     remove everything that was built'

demo:
	@scripts/demo

test: lint
	@scripts/test

lint:
	@scripts/lint

assure:
	@scripts/assure

bench:
	@scripts/bench

install:
	@PREFIX='$(PREFIX)' DESTDIR='$(DESTDIR)' ffi/install

docs:
	@scripts/docs

clean:
	@git clean -fdXq
