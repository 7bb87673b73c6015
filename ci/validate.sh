#!/usr/bin/env bash
# Validates the project in the working directory: annotations or text on the screen, other reports into files.
set -euo pipefail
bin="$1/bin"
[ -d "$bin" ] || bin="$1/Scripts" # Windows
options=(--format "$2")
case "${IKI_STRICT:-}" in [Tt]rue | TRUE | 1 | yes) options+=(--strict) ;; esac
for file in "${IKI_SARIF:-}" "${IKI_CODEQUALITY:-}" "${IKI_JUNIT:-}"; do
  [ -z "$file" ] || [ ! -L "$file" ] || rm -f -- "$file" # a branch may have put a link to elsewhere there
done
[ -z "${IKI_SARIF:-}" ] || options+=(--format "sarif=$IKI_SARIF")
[ -z "${IKI_CODEQUALITY:-}" ] || options+=(--format "gitlab=$IKI_CODEQUALITY")
[ -z "${IKI_JUNIT:-}" ] || options+=(--format "junit=$IKI_JUNIT")
[ -z "${IKI_JSON:-}" ] || options+=(--format "json=$IKI_JSON")
[ -z "${IKI_SINCE:-}" ] || options+=("--since=$IKI_SINCE")
# The arguments are words of a workflow file, split at white space and never run as a command.
read -r -d '' -a more <<<"${IKI_ARGUMENTS:-}" || true # which ends where the text does
"$bin/iki" validate "${options[@]}" ${more[@]+"${more[@]}"}
