"""Keeps one comment of a pull request or merge request true: what changed in the positions, how many findings are new.

The only part of iki that speaks to a network, and only to the API of the host that runs it. It needs Python alone, is
given its texts as files and all else by the environment, and fails nothing: what went wrong is told as a warning.
"""

import argparse
import json
import os
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from http.client import HTTPException
from itertools import takewhile
from pathlib import Path
from typing import Any
from urllib import request
from urllib.error import HTTPError, URLError
from urllib.parse import quote

_LEVELS = {"error": "kesalahan", "warning": "peringatan", "info": "catatan"}
_CUT = "\n_Dipotong: tidak semuanya muat di sini; selengkapnya lihat dengan `iki diff`._\n"
_END = "\n</details>\n"
_OPENING = ("<details", "| No |", "| --- |")
"""How lines begin that open something: at the end of what is shown nothing would follow them."""
_PAGE, _MOST_PAGES = 100, 100
_SECONDS = 30
_DENIED = (403, 404)


class RefusedError(Exception):
    """Why the host cannot be asked, or what it answered, in Indonesian; `status` is 0 where it did not answer."""

    def __init__(self, why: str, status: int = 0) -> None:
        super().__init__(why)
        self.status = status


@dataclass(frozen=True, slots=True)
class Host:
    """Where comments are kept: the addresses of all of them, of one, and of whose token it is.

    `author` are the keys that lead to a comment's author and their name; `hint` says what lets a token comment.
    """

    every: str
    one: str
    me: str
    author: tuple[str, str]
    headers: Mapping[str, str]
    change: str
    most: int
    hint: str


def github(given: Mapping[str, str]) -> Host:
    """Return GitHub as its runners describe it; a pull request is commented as an issue is."""
    api, repository = _address(given, "GITHUB_API_URL"), quote(_needed(given, "GITHUB_REPOSITORY"))
    headers = {"Authorization": f"Bearer {_needed(given, 'IKI_TOKEN')}", "Accept": "application/vnd.github+json"}
    return Host(
        every=f"{api}/repos/{repository}/issues/{_number(given, 'IKI_NUMBER')}/comments",
        one=f"{api}/repos/{repository}/issues/comments",
        me=f"{api}/user",
        author=("user", "login"),
        headers=headers,
        change="PATCH",
        most=65_536,
        hint="Beri 'permissions: pull-requests: write'; pull request dari fork hanya dapat dibaca.",
    )


def gitlab(given: Mapping[str, str]) -> Host:
    """Return GitLab as its runners describe it; its comments are called notes."""
    api, project = _address(given, "CI_API_V4_URL"), _number(given, "CI_PROJECT_ID")
    notes = f"{api}/projects/{project}/merge_requests/{_number(given, 'CI_MERGE_REQUEST_IID')}/notes"
    return Host(
        every=notes,
        one=notes,
        me=f"{api}/user",
        author=("author", "username"),
        headers={"PRIVATE-TOKEN": _needed(given, "IKI_TOKEN")},
        change="PUT",
        most=1_000_000,
        hint="IKI_TOKEN perlu lingkup 'api' dan peran Reporter atau lebih.",
    )


def marker(project: str) -> str:
    """Return the hidden line by which the comment of a project is found again; its folder cannot end the line."""
    return f"<!-- iki:review {quote(project.strip('/') or '.')} -->"


def counted(findings: Sequence[Mapping[str, Any]]) -> str:
    """Return the line that counts new findings by their level; nothing where there are none."""
    counts = Counter(each["level"] for each in findings)
    told = ", ".join(f"{counts[level]} {name}" for level, name in _LEVELS.items() if counts[level])
    return f"**Temuan baru:** {told}.\n\n" if told else ""


def body(project: str, changes: str, findings: Sequence[Mapping[str, Any]], artifact: str, most: int) -> str:
    """Return the comment: its marker, new findings, where the documents are, and the changes as far as they fit."""
    documents = f"Matriks semula-menjadi dan dokumen dengan _Track Changes_: artefak `{artifact}`.\n\n"
    head = f"{marker(project)}\n{counted(findings)}{documents if artifact else ''}"
    # to GitLab a line that begins with a slash is a command
    return head + cut(re.sub(r"(?m)^(\s*)/", r"\1\\/", changes), most - _length(head))


def cut(text: str, most: int) -> str:
    """Return the whole lines of a text that find room, nothing left open, and a sentence where some did not."""
    if _length(text) <= most:
        return text
    kept: list[str] = []
    left = most - _length(_CUT) - _length(_END)
    for line in text.splitlines(keepends=True):
        left -= _length(line)
        if left < 0:
            break
        kept.append(line)
    while kept and (not kept[-1].strip() or kept[-1].startswith(_OPENING)):
        kept.pop()
    is_open = sum(line.startswith("<details") - line.startswith("</details") for line in kept) > 0
    return "".join((*kept, _END if is_open else "", _CUT))


def _length(text: str) -> int:
    """Return the length as the strictest host counts it: a letter outside the basic plane is two."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def keep(host: Host, mark: str, text: str, *, may_create: bool) -> str:
    """Let one comment that begins with the mark say the text, and return what was done in Indonesian."""
    for note in _own(host, mark):
        if _same(str(note["body"]), text):
            return "Komentar sudah benar."
        try:
            _ask(host, host.change, f"{host.one}/{int(note['id'])}", text)
        except RefusedError as refused:
            if refused.status not in _DENIED:
                raise
        else:
            return "Komentar diperbarui."
    if not may_create:
        return "Tidak ada yang perlu dikomentari."
    _ask(host, "POST", host.every, text)
    return "Komentar ditulis."


def _own(host: Host, mark: str) -> Iterator[Mapping[str, Any]]:
    """Yield the marked comments that are the token's: whoever else writes the mark gets no say in what iki says."""
    me: list[str | None] = []
    key, name = host.author
    for note in _every(host):
        if str(note.get("body", "")).startswith(mark):
            author = note.get(key) or {}
            if author.get("type") == "Bot":
                yield note
                continue
            me = me or [_name_of_token(host, name)]
            if author.get(name) is not None and author.get(name) == me[0]:
                yield note


def _name_of_token(host: Host, name: str) -> str | None:
    try:
        return str(_ask(host, "GET", host.me).get(name))
    except RefusedError:  # as GitHub refuses the token of a workflow, whose comments are a bot's
        return None


def _every(host: Host) -> Iterator[Mapping[str, Any]]:
    """Yield all comments, the pages of them one after the other."""
    pages = (_ask(host, "GET", f"{host.every}?per_page={_PAGE}&page={page}") for page in range(1, _MOST_PAGES + 1))
    for notes in takewhile(bool, pages):
        yield from (each for each in notes if isinstance(each, dict))
        if len(notes) < _PAGE:
            return


def _same(one: str, other: str) -> bool:
    return one.replace("\r\n", "\n").strip() == other.strip()


class _Stay(request.HTTPRedirectHandler):
    """Goes nowhere else with a token."""

    def redirect_request(self, *_: Any) -> None:
        return None


def _ask(host: Host, method: str, address: str, text: str | None = None) -> Any:
    content = None if text is None else json.dumps({"body": text}).encode()
    headers = {**host.headers, "Content-Type": "application/json", "User-Agent": "iki"}
    asked = request.Request(address, data=content, headers=headers, method=method)  # noqa: S310 - see `_address`
    try:
        with request.build_opener(_Stay).open(asked, timeout=_SECONDS) as answer:
            return json.load(answer)
    except HTTPError as error:
        hint = f" {host.hint}" if error.code in (401, *_DENIED) else ""
        raise RefusedError(f"jawabannya {error.code}.{hint}", error.code) from error
    except (OSError, URLError, HTTPException, ValueError) as error:
        raise RefusedError(f"tidak ada jawaban yang dapat dibaca ({type(error).__name__}).") from error


def _needed(given: Mapping[str, str], name: str) -> str:
    value = given.get(name, "").strip()
    if not value or not value.isascii() or not value.isprintable():
        raise RefusedError(f"{name} belum diisi dengan benar.")
    return value


def _number(given: Mapping[str, str], name: str) -> str:
    if not re.fullmatch("[0-9]+", _needed(given, name)):
        raise RefusedError(f"{name} belum diisi dengan benar.")
    return _needed(given, name)


def _address(given: Mapping[str, str], name: str) -> str:
    if not re.fullmatch(r"https?://[^\s?#]+", _needed(given, name)):
        raise RefusedError(f"{name} belum diisi dengan benar.")
    return _needed(given, name).rstrip("/")


_HOSTS: Mapping[str, Callable[[Mapping[str, str]], Host]] = {"github": github, "gitlab": gitlab}


def main(arguments: Sequence[str] | None = None) -> int:
    """Keep the comment that the arguments describe; return 0 whatever comes of it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("host", choices=sorted(_HOSTS))
    parser.add_argument("changes", type=Path, help="the Markdown of iki diff")
    parser.add_argument("--findings", type=Path, required=True, help="the JSON of iki validate")
    parser.add_argument("--project", default="", help="the project's folder from the top of the repository")
    parser.add_argument("--artifact", default="", help="what the documents can be found under")
    parser.add_argument("--only-update", action="store_true", help="write no comment where there is none")
    asked = parser.parse_args(arguments)
    try:
        host = _HOSTS[asked.host](os.environ)
        findings = json.loads(asked.findings.read_text(encoding="utf-8"))["diagnostics"]
        changes = asked.changes.read_text(encoding="utf-8")
        text = body(asked.project, changes, findings, asked.artifact, host.most)
        print(f"iki: {keep(host, marker(asked.project), text, may_create=not asked.only_update)}")
    except RefusedError as refused:
        start = "::warning title=iki::" if asked.host == "github" else "iki: "
        print(f"{start}Komentar tidak dapat ditulis: {refused}", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
