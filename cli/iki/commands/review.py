"""`iki review`: record that items were looked at beside what they support, as that reads now."""

import sys
from collections.abc import Collection, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from iki.checking import Checked
    from iki.diagnostics import Diagnostic
    from iki.project import Project
    from iki.recording import Records


def review(
    items: Annotated[
        list[str],
        typer.Argument(
            metavar="BUTIR...",
            help="camat (semua butirnya), camat/kepuasan (id), camat/2 (sasaran 2) atau camat/2.1 (indikatornya).",
            show_default=False,
        ),
    ],
) -> int:
    """Catat bahwa butir sudah ditinjau terhadap yang didukungnya.

    Yang dicatat, di kunci 'tinjauan' butir itu, adalah sidik dari isi yang didukungnya sekarang. Bila isi itu berubah
    lagi, 'iki diff --impact' dan 'iki validate' menyebutnya lagi.
    """
    from iki import asked, checking, project
    from iki.fingerprint import by_link

    here = project.find(Path.cwd())
    checked = checking.check(here, ())
    by_id = {each.id: each for each in checked.every_jabatan}
    unread = _unread(checked, map(asked.position_of, items), by_id)
    if unread:
        return _refuse(unread)
    wanted = asked.asked(items, by_id)
    unread = _unread(checked, (asked.position_of(link) for each in wanted for _, link in each.links), by_id)
    if unread:
        return _refuse(unread)
    known = by_link(checked.every_jabatan)
    every_due = [(each.jabatan.id, each.due(known)) for each in wanted]
    codes = [_record(here, identity, due) for identity, due in every_due if due]
    lost = [(called, link) for each in wanted for called, link in each.links if link not in known]
    if not codes and not lost:
        print("iki: semuanya sudah tercatat ditinjau.", file=sys.stderr)
    return max((0, *codes, *(_tell_lost(*each, checked.kantor.atasan_luar) for each in lost)))


def _unread(checked: "Checked", ids: Iterable[str], read: Collection[str]) -> "list[Diagnostic]":
    """Return the errors of the files of positions that could not be read."""
    from iki.diagnostics import Level
    from iki.revisions import file_of

    names = {file_of(each) for each in ids if each not in read}
    return [each for each in checked.diagnostics if each.level is Level.ERROR and each.location.path in names]


def _refuse(faults: "Sequence[Diagnostic]") -> int:
    from iki.fates import complain

    complain(faults)
    print("iki: tidak ada yang dicatat; perbaiki dahulu yang di atas.", file=sys.stderr)
    return 1


def _record(here: "Project", identity: str, due: "Records") -> int:
    """Write what is due into a position's file and tell it, or say what to write where that cannot be done safely."""
    from iki import project
    from iki.dialect import parse
    from iki.files import replace_unchanged
    from iki.impact import called, item_at
    from iki.recording import lines_to_add, recorded
    from iki.revisions import file_of

    name = file_of(identity)
    before = project.read_bytes(here.root / name)
    after = recorded(before, parse(before, name), due)
    if after is None:
        print(f"iki: {name} tidak diubah: cara penulisannya tidak dapat disunting iki.", file=sys.stderr)
        for trail, fresh in due.items():
            print(f"Tambahkan sendiri pada {called(item_at(identity, trail))}:", file=sys.stderr)
            print("".join(f"  {line}\n" for line in lines_to_add(fresh)), end="", file=sys.stderr)
        return 2
    replace_unchanged(here.root / name, before, after)
    for trail, fresh in due.items():
        for link, said in fresh.items():
            print(f"{called(item_at(identity, trail))} ditinjau terhadap {link} ({said})")
    return 0


def _tell_lost(called: str, link: str, outside: Collection[str]) -> int:
    """Say that what an item supports has no content that could be recorded."""
    from iki.asked import position_of
    from iki.characters import printable, shortened

    if position_of(link) in outside:
        print(f"iki: {called}: {link} berada di luar data ini (atasan_luar); tidak dicatat.", file=sys.stderr)
        return 0
    shown = printable(shortened(link))
    print(f"iki: {called}: '{shown}' tidak ada, jadi tidak dicatat; perbaiki tautannya.", file=sys.stderr)
    return 1
