#!/usr/bin/env bash
# Validates the project in the working directory: annotations or text on the screen, other reports into files.
set -euo pipefail
bin="$1/bin"
[ -d "$bin" ] || bin="$1/Scripts" # Windows
options=(--format "$2")
[ "${IKI_STRICT:-false}" != true ] || options+=(--strict)
[ -z "${IKI_SARIF:-}" ] || options+=(--format "sarif=$IKI_SARIF")
# The arguments are words of a workflow file, split at spaces and never run as a command.
read -r -a more <<<"${IKI_ARGUMENTS:-}"
"$bin/iki" validate "${options[@]}" ${more[@]+"${more[@]}"}
