#!/usr/bin/env bash
# Makes sure that the tests have the tools that the system brings: a browser
# (chromium), what gives it a test certificate authority (certutil), and what
# watches and breaks system calls (strace). Installs them through apt where that
# is possible without asking for a password; otherwise it prints the command and
# fails, because a test that did not run is not a pass.
set -euo pipefail

missing=()
command -v chromium >/dev/null || missing+=(chromium)
command -v certutil >/dev/null || missing+=(libnss3-tools)
command -v openssl >/dev/null || missing+=(openssl)
command -v strace >/dev/null || missing+=(strace)
[ ${#missing[@]} -eq 0 ] && exit 0

explain() {
  echo "The tests need: ${missing[*]}. Install them and run this again:" >&2
  echo "  sudo apt-get update && sudo apt-get install -y --no-install-recommends ${missing[*]}" >&2
  exit 1
}

command -v apt-get >/dev/null || explain
if [ "$(id -u)" -eq 0 ]; then
  root=()
elif command -v sudo >/dev/null && sudo -n true 2>/dev/null; then
  root=(sudo -n)
else
  explain
fi
export DEBIAN_FRONTEND=noninteractive
"${root[@]}" apt-get update -qq || explain
"${root[@]}" apt-get install -y -qq --no-install-recommends "${missing[@]}" || explain
