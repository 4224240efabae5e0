# The project's habits. On a bare Debian 12 machine with Swift 6.3 each of them
# works alone: what is missing is installed first, as root or through sudo.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.ONESHELL:
.DEFAULT_GOAL := help

# `debug` builds in minutes; `make run CONFIGURATION=release` runs the fast one.
CONFIGURATION := debug
# The flags that ./check builds with: others would build everything again.
SWIFT_FLAGS := --explicit-target-dependency-import-check error

BUILD_PACKAGES := libarchive-dev libargon2-dev libmagic-dev libqrencode-dev libsqlite3-dev libssl-dev pkg-config zlib1g-dev
# What the program starts to decode pictures and films, or reads to know them.
RUN_PACKAGES := ffmpeg libmagic-mgc libvips-tools util-linux
# Chromium twice: the tests are run without its windows, and what is installed needs the whole.
TEST_PACKAGES := chromium chromium-headless-shell fonts-dejavu-core fonts-noto-color-emoji prometheus strace zbar-tools
# WebKitGTK with its driver, a screen for it, and what it decodes films with: VP9, and H.264 with AAC.
TEST_PACKAGES += webkit2gtk-driver xvfb gstreamer1.0-plugins-good gstreamer1.0-libav

# The proxies that packaging/ has recipes for, and what makes a certificate for a test.
PROXY_PACKAGES := caddy nginx
PROXY_TEST_PACKAGES := openssl libpcre2-8-0

# Installs those of the Debian packages $(1) that are missing.
define install
missing=
for package in $(1); do
  dpkg-query --show --showformat='$${Status}' "$$package" 2>/dev/null \
    | grep -q 'ok installed' || missing+=" $$package"
done
if [[ -n $$missing ]]; then
  echo "Installing Debian packages:$$missing"
  as_root=; [[ $$(id -u) == 0 ]] || as_root=sudo
  $$as_root apt-get update -q
  $$as_root env DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=300 \
    install -q -y --no-install-recommends $$missing
fi
endef

.PHONY: help
help: ## Tells what there is
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /\1|/' \
	  | while IFS='|' read -r name what; do printf 'make %-18s %s\n' "$$name" "$$what"; done

.PHONY: run
run: build run-packages ## Builds, and serves on http://127.0.0.1:8080 with ./data
	@exec .build/$(CONFIGURATION)/hubbub serve --host 127.0.0.1 --port 8080 --data-dir ./data

.PHONY: build
build: build-packages ## Builds the program (debug)
	@swift build -c $(CONFIGURATION) $(SWIFT_FLAGS) --product hubbub

.PHONY: release
release: build-packages ## Builds the program as it is shipped
	@swift build -c release $(SWIFT_FLAGS) --product hubbub

.PHONY: test
test: build-packages run-packages test-packages .venv-test/ready ## Every check that a change must pass
	@./check

.PHONY: test-all
test-all: build-packages run-packages test-packages proxies .venv-test/ready ## The same with the long matrices
	@./check --all

.PHONY: screenshots
screenshots: build run-packages test-packages .venv-test/ready ## Pictures of every page and state, in .build/screenshots; and the README's
	@.venv-test/bin/python Tests/browser/screenshots.py .build/$(CONFIGURATION)/hubbub $(SCENES)
	.venv-test/bin/python Tests/browser/screenshots.py .build/$(CONFIGURATION)/hubbub --readme --out docs

.PHONY: benchmark-records
benchmark-records: release ## Measures every scenario anew; what is well goes into benchmarks/results
	@swift build -c release --package-path benchmarks
	benchmarks/.build/release/hubbub-bench record

.PHONY: format
format: ## Lays the Swift sources out as the lint wants them
	@swift format --in-place --recursive Sources Tests Package.swift \
	  benchmarks/{Package.swift,Sources,Tests}

.PHONY: build-packages
build-packages:
	@command -v swift >/dev/null || { echo 'Hubbub is built with Swift 6.3; there is no swift here.' >&2; exit 1; }
	$(call install,$(BUILD_PACKAGES))

.PHONY: run-packages
run-packages:
	$(call install,$(RUN_PACKAGES))

.PHONY: test-packages
test-packages:
	@packages="$(TEST_PACKAGES) $$(tr '\n' ' ' <Tests/media-corpus/packages.txt)"
	command -v node >/dev/null || packages+=' nodejs'
	python3 -c 'import ensurepip, venv' 2>/dev/null || packages+=' python3 python3-venv'
	$(call install,$$packages)

# Unpacked and not installed: Debian would start them as services, at once and at each boot.
.PHONY: proxies
proxies:
	@$(call install,$(PROXY_TEST_PACKAGES))
	missing=
	for program in $(PROXY_PACKAGES); do
	  PATH=$$PATH:/usr/sbin:$$PWD/.build/proxies/usr/bin:$$PWD/.build/proxies/usr/sbin \
	    command -v "$$program" >/dev/null || missing+=" $$program"
	done
	if [[ -n $$missing ]]; then
	  echo "Unpacking Debian packages:$$missing"
	  mkdir -p .build/proxies
	  cd .build/proxies
	  apt-get download -q $$missing || { as_root=; [[ $$(id -u) == 0 ]] || as_root=sudo
	    $$as_root apt-get update -q; apt-get download -q $$missing; }
	  for package in *.deb; do dpkg-deb --extract "$$package" .; done
	fi

.venv-test/ready: Tests/requirements.txt | test-packages
	@python3 -m venv .venv-test
	.venv-test/bin/pip install --quiet --disable-pip-version-check -r Tests/requirements.txt
	touch $@
