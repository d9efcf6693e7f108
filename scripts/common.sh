# Sourced by the other scripts: where the repository is, how to say things, how to install what
# is missing. Not meant to be run by itself.
# shellcheck shell=bash

root="$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd)"
cd -- "$root"

say() { printf '\n\033[1m== %s\033[0m\n' "$*"; }
fail() { printf '%s: %s\n' "$(basename -- "$0")" "$*" >&2; exit 1; }
has() { command -v "$1" >/dev/null 2>&1; }

# as_root COMMAND...: runs it as root, or fails when there is no way to become root unasked.
as_root() {
  if [ "$(id -u)" -eq 0 ]; then "$@"
  elif has sudo && sudo -n true 2>/dev/null; then sudo -n "$@"
  else return 1
  fi
}

# need COMMAND PACKAGE...: installs the Debian packages when the command is missing.
need() {
  local command=$1
  shift
  if has "$command"; then return 0; fi
  say "Installing $* (no '$command' on this machine)"
  has apt-get || fail "'$command' is missing. Install it and run this again."
  as_root env DEBIAN_FRONTEND=noninteractive apt-get update -qq \
    || fail "'$command' is missing. Install it ('apt-get install $*', as root) and run this again."
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >/dev/null \
    || fail "installing $* failed."
}

# The program that the browser journeys drive; E2E_CHROMIUM names another one.
need_browser() {
  if [ -n "${E2E_CHROMIUM:-}" ]; then
    [ -x "$E2E_CHROMIUM" ] || fail "E2E_CHROMIUM names '$E2E_CHROMIUM', which cannot be run."
  else
    need chromium chromium
    E2E_CHROMIUM="$(command -v chromium)"
  fi
  export E2E_CHROMIUM
}

# The npm packages of e2e/, exactly as the lock file says; nothing is done when they are there.
need_packages() {
  need node nodejs npm
  need npm npm
  local stamp=e2e/node_modules/.installed-from
  if ! cmp -s e2e/package-lock.json "$stamp"; then
    say "Installing the npm packages of e2e/"
    npm ci --prefix e2e --no-audit --no-fund --loglevel=error
    cp e2e/package-lock.json "$stamp"
  fi
}

# A virtual environment with the Python packages of tests/sdk/, exactly as pinned; nothing is done
# when they are there. SDK_PYTHON is its interpreter.
need_python() {
  need python3 python3 python3-venv
  # Debian has the interpreter without what makes environments.
  if ! python3 -c 'import ensurepip, venv' 2>/dev/null; then
    say "Installing python3-venv"
    as_root env DEBIAN_FRONTEND=noninteractive apt-get update -qq \
      && as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends python3-venv >/dev/null \
      || fail "Python's 'venv' is missing. Install it ('apt-get install python3-venv', as root) and run this again."
  fi
  local folder="${CARGO_TARGET_DIR:-$root/target}/sdk-python"
  local stamp="$folder/.installed-from"
  SDK_PYTHON="$folder/bin/python"
  export SDK_PYTHON
  if ! cmp -s tests/sdk/requirements.txt "$stamp" || ! "$SDK_PYTHON" -c '' 2>/dev/null; then
    say "Installing the Python packages of tests/sdk/"
    python3 -m venv --clear "$folder"
    "$SDK_PYTHON" -m pip install --quiet --disable-pip-version-check --no-deps --requirement tests/sdk/requirements.txt
    cp tests/sdk/requirements.txt "$stamp"
  fi
}

# Builds the debug binary and tells the journeys where it is.
build_debug() {
  need cargo cargo
  cargo build --locked
  E2E_BINARY="${CARGO_TARGET_DIR:-$root/target}/debug/scalix"
  export E2E_BINARY
}
