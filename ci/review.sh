#!/usr/bin/env bash
# Reviews the project in the working directory for a pull request (github) or merge request (gitlab): reports the findings
# that are new, makes the documents of what changed, keeps one comment. Its exit code is that of the validation. Whatever
# the repository or the event says reaches commands as quoted words and files, and nothing of it is ever run.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
venv=$1
host=$2
bin="$venv/bin"
[ -d "$bin" ] || bin="$venv/Scripts" # Windows
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
token=${IKI_TOKEN:-}
unset IKI_TOKEN # only the comment is given it

is_on() { case "$1" in [Tt]rue | TRUE | 1 | yes) true ;; *) false ;; esac }
warn() { if [ "$host" = github ]; then echo "::warning title=iki::$1"; else echo "iki: $1" >&2; fi; }
iki() { "$bin/iki" "$@"; }

since=${IKI_SINCE:-}
style=text
if [ "$host" = github ]; then
  style=github
  # What is checked out is a merge of the pull request into its base, which may be newer than the event says.
  merged=$(git rev-parse --quiet --verify 'HEAD^2^{commit}' || true)
  if [ -n "$since" ] && [ "$since" = "${IKI_BASE:-}" ] && [ -n "$merged" ] && [ "$merged" = "${IKI_HEAD:-}" ]; then
    since=$(git rev-parse --verify 'HEAD^1^{commit}')
  fi
elif [ -z "$since" ]; then
  since=${CI_MERGE_REQUEST_DIFF_BASE_SHA:-}
  merged=$(git rev-parse --quiet --verify 'HEAD^2^{commit}' || true)
  if [ -n "$since" ] && [ -n "$merged" ] && [ "$merged" = "${CI_MERGE_REQUEST_SOURCE_BRANCH_SHA:-}" ]; then
    since=$(git rev-parse --verify 'HEAD^1^{commit}') # a pipeline of merged results
  fi
fi
case "$since" in '' | *..*) ;; *) since="$since..." ;; esac # since both went apart

code=0
IKI_SINCE=$since IKI_JSON="$scratch/temuan.json" bash "$here/validate.sh" "$venv" "$style" 2>"$scratch/said" || code=$?
cat "$scratch/said" >&2
if [ "$code" -ge 2 ]; then
  if [ "$host" = github ]; then
    said=$(grep -m 1 '^iki: ' "$scratch/said" || echo "iki: pemeriksaan tidak dapat dijalankan.")
    said=${said//'%'/%25}
    echo "::error title=iki::${said#iki: }"
  fi
  exit "$code"
fi
[ -n "$since" ] || exit "$code"

changed=0
iki diff --format md --output "$scratch/perubahan.md" --exit-code -- "$since" || changed=$?
if [ "$changed" -gt 1 ]; then
  echo "_Perubahannya belum dapat dibandingkan; sebabnya ada di catatan pemeriksaan ini._" >"$scratch/perubahan.md"
fi
if is_on "${IKI_IMPACT:-false}"; then
  impact=0
  iki diff --impact --exit-code -- "$since" || impact=$?
  if [ "$impact" = 1 ] && [ "$code" = 0 ]; then
    code=1
    warn "Ada butir yang perlu ditinjau karena yang didukungnya berubah; lihat komentar atau catatan pemeriksaan ini."
  fi
fi
[ -z "${GITHUB_STEP_SUMMARY:-}" ] || cat "$scratch/perubahan.md" >>"$GITHUB_STEP_SUMMARY"

prefix=$(git rev-parse --show-prefix)
name=tinjauan-iki
if [ "$host" = gitlab ]; then
  out="$CI_PROJECT_DIR/$name"
  rm -rf -- "$out" # a branch may have put something there, or a link to elsewhere
else
  out=$(mktemp -d "${RUNNER_TEMP:-${TMPDIR:-/tmp}}/tinjauan-XXXXXX")
  [ -z "$prefix" ] || name="$name-$(printf %s "${prefix%/}" | LC_ALL=C tr -c 'A-Za-z0-9\n' '-' | tr '\n' '-')"
fi
artifact=
if [ "$changed" = 1 ] && is_on "${IKI_ARTIFACTS:-true}"; then
  mkdir -p "$out"
  cp "$scratch/perubahan.md" "$out/perubahan.md"
  iki diff --format docx --output "$out/perubahan.docx" -- "$since" || warn "Matriks semula-menjadi tidak dapat dibuat."
  iki diff --redline --out "$out/redline" -- "$since" || warn "Dokumen dengan Track Changes tidak dapat dibuat."
  artifact=$name
  [ -z "${GITHUB_OUTPUT:-}" ] || printf 'folder=%s\nname=%s\n' "$out" "$name" >>"$GITHUB_OUTPUT"
fi

number=${IKI_NUMBER:-}
[ "$host" = github ] || number=${CI_MERGE_REQUEST_IID:-}
if [ -z "$number" ] || ! is_on "${IKI_COMMENT:-true}"; then
  exit "$code"
fi
if [ -z "$token" ]; then
  warn "Komentar tidak ditulis: isi IKI_TOKEN dengan token yang boleh berkomentar (docs/ci.md)."
  exit "$code"
fi
options=(--findings "$scratch/temuan.json" "--project=$prefix" "--artifact=$artifact")
[ "$changed" != 0 ] || options+=(--only-update)
IKI_TOKEN=$token "$bin/python" -I "$here/comment.py" "$host" "$scratch/perubahan.md" "${options[@]}" ||
  warn "Komentar tidak dapat ditulis."
exit "$code"
