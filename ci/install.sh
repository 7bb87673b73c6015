#!/usr/bin/env bash
# Installs the iki of this checkout into a folder of its own, with whatever Python 3.11 or newer there is.
set -euo pipefail
here=$(cd "$(dirname "$0")/.." && pwd)
python=$(command -v python3 || command -v python)
"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || {
  echo "iki memerlukan Python 3.11 atau lebih baru; yang ada: $("$python" --version)." >&2
  exit 2
}
"$python" -m venv "$1"
bin="$1/bin"
[ -d "$bin" ] || bin="$1/Scripts" # Windows
"$bin/python" -m pip install --quiet --disable-pip-version-check "$here"
