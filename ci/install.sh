#!/usr/bin/env bash
# Installs the iki of this checkout into a folder of its own, with whatever Python 3.11 or newer there is.
set -euo pipefail
here=$(cd "$(dirname "$0")/.." && pwd)
python=$(command -v python3 || command -v python)
"$python" -I -c 'import sys; sys.exit(sys.version_info < (3, 11))' || {
  echo "iki memerlukan Python 3.11 atau lebih baru; yang ada: $("$python" --version)." >&2
  exit 2
}
# Isolated: a module that lies in the working directory, a branch under review, is not Python's own.
"$python" -I -m venv "$1"
bin="$1/bin"
[ -d "$bin" ] || bin="$1/Scripts" # Windows
install() { "$bin/python" -I -m pip install --quiet --disable-pip-version-check "$@"; }
install --require-hashes --requirement "$here/ci/requirements.txt" # with what builds iki
install --no-deps --no-build-isolation "$here"
