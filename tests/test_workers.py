"""Work shared out among processes: whoever does it, and whatever becomes of the helpers, the answers are the same."""

import os
import pickle
import re
import shutil
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import process
from pathlib import Path
from typing import Any

import pytest
from conftest import CHECKOUT, Result

from iki import checking, lint, outcomes, project
from iki.reading import Reading
from iki.reported import Asked, Chosen
from iki.workers import spread

_HERE = os.getpid()


def _who(shared: int, part: int) -> tuple[int, bool]:
    return shared * part, os.getpid() == _HERE


def _dies(shared: int, part: int) -> int:
    if part == shared and os.getpid() != _HERE:
        os._exit(1)
    return part


def _fails(_shared: None, part: int) -> int:
    return 1 // part


def _sent(work: Any, task: Any, parts: Sequence[Any], _jobs: int) -> Iterator[Any]:
    """Work as `spread` does where a process cannot be forked: all that goes in and out is pickled."""
    copy = pickle.loads(pickle.dumps(task))  # noqa: S301 - it is our own
    return (pickle.loads(pickle.dumps(work(copy, part))) for part in parts)  # noqa: S301


def test_helpers_answer_in_the_order_of_the_parts() -> None:
    """One process is as good as three, but for where it is done."""
    assert list(spread(_who, 2, range(20), 1)) == [(2 * part, True) for part in range(20)]
    assert list(spread(_who, 2, range(20), 3)) == [(2 * part, False) for part in range(20)]


@pytest.mark.parametrize("deadly", [0, 7])
def test_what_a_helper_died_of_is_done_here(deadly: int) -> None:
    """Nothing is lost and nothing comes twice when the system kills a helper."""
    assert list(spread(_dies, deadly, range(12), 2)) == list(range(12))


def test_without_helpers_all_is_done_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Some small machines have no semaphores."""

    def no_semaphores(*_: object) -> None:
        raise ImportError

    monkeypatch.setattr(process, "_check_system_limits", no_semaphores)
    assert list(spread(_who, 1, range(4), 2)) == [(part, True) for part in range(4)]


def test_a_bug_in_a_helper_is_a_bug_here() -> None:
    """It is not hidden by doing the work again."""
    with pytest.raises(ZeroDivisionError):
        list(spread(_fails, None, [1, 0, 1], 2))


def test_who_stops_listening_waits_for_nobody() -> None:
    """What is no longer wanted is not done."""
    answers = spread(_who, 1, range(1_000), 2)
    assert next(answers) == (0, False)
    answers.close()  # type: ignore[attr-defined]


def test_many_positions_are_judged_the_same_by_any_number_of_processes(
    seed: Path, iki: Callable[..., Result], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Reports are the same to the byte, with what the settings say and silence."""
    monkeypatch.setattr(lint, "_MANY", 2)
    monkeypatch.setattr(lint, "_PART", 3)
    with (seed / "iki.yaml").open("a", encoding="utf-8") as settings:
        settings.write("\nperiksa:\n  tingkat:\n    ejaan-baku: kesalahan\n")
    alone, helped = (iki("validate", "--jobs", jobs) for jobs in ("1", "2"))
    assert alone == helped
    assert alone.out.count("error: ") > 20


def test_all_that_helpers_need_can_be_sent_to_them(seed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a process cannot be forked, as on Windows, its task is pickled."""
    tasks = []

    def sent(work: Callable[..., object], task: object, parts: Sequence[object], _jobs: int) -> Iterator[object]:
        tasks.append(task)
        copy = pickle.loads(pickle.dumps(task))  # noqa: S301 - it is our own
        assert pickle.loads(pickle.dumps(work)) is work  # noqa: S301
        return (pickle.loads(pickle.dumps(work(copy, part))) for part in parts)  # noqa: S301

    plain = checking.check(project.find(seed), lint.every_rule()).diagnostics
    monkeypatch.setattr(lint, "spread", sent)
    assert checking.check(project.find(seed), lint.every_rule()).diagnostics == plain
    assert tasks


def test_a_build_by_helpers_writes_and_says_what_one_process_does(
    seed: Path, iki: Callable[..., Result], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where a process cannot be forked, as on Windows, all that it needs is pickled."""

    alone = iki("build", "--out", "hasil", "--jobs", "1")
    before = {path.name: path.read_bytes() for path in (seed / "hasil").rglob("*") if path.is_file()}
    shutil.rmtree(seed / "hasil")
    for unit in ("work", "reading"):
        monkeypatch.setattr(f"iki.{unit}._MANY", 1)
        monkeypatch.setattr(f"iki.{unit}.spread", _sent)
    assert iki("build", "--out", "hasil", "--jobs", "2", "--force") == alone
    assert {path.name: path.read_bytes() for path in (seed / "hasil").rglob("*") if path.is_file()} == before


@pytest.mark.parametrize(
    "named",
    [
        ("--select", "sel-kosong"),
        ("--select", "sel-kosong", "--ignore", "sel-kosong"),
        ("--select", "saltik", "data/jabatan/camat.yaml"),
        ("--select", "abaikan-percuma,aturan-tidak-dikenal", "data/jabatan"),
        (),
    ],
)
@pytest.mark.parametrize("with_fault", [False, True])
def test_files_of_which_nothing_is_to_be_said_are_let_go_unnoticed(
    seed: Path, iki: Callable[..., Result], monkeypatch: pytest.MonkeyPatch, named: Sequence[str], *, with_fault: bool
) -> None:
    """Where no rule looks around, helpers keep most files to themselves: what is reported is the same."""
    _silence_something(seed, with_fault=with_fault)
    monkeypatch.setattr("iki.reading._MANY", 1)
    monkeypatch.setattr("iki.reading.spread", _sent)
    monkeypatch.setattr("iki.positions.KEPT", 3)  # what is not held is said all the same
    lighter = iki("validate", "--no-cache", "--jobs", "2", *named)
    monkeypatch.setattr(lint, "look_alone", lambda _: False)
    assert lighter == iki("validate", "--no-cache", "--jobs", "1", *named)
    assert lighter.out
    if not named:
        is_told_in_vain = "iki.yaml" in lighter.out
        assert is_told_in_vain is not with_fault, "what cannot be judged may have a use for it"


def test_helpers_keep_the_files_of_which_nothing_is_to_be_said(seed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of ten positions nine have no blank cell; where somebody will look at all of them, they are kept here."""
    sent: list[Reading] = []

    def noting(work: Any, task: Any, parts: Sequence[Any], jobs: int) -> Iterator[Any]:
        for part in _sent(work, task, parts, jobs):
            sent.extend(part)
            yield part

    monkeypatch.setattr("iki.reading._MANY", 1)
    monkeypatch.setattr("iki.reading.spread", noting)
    asked = Asked(Chosen(frozenset(("sel-kosong",)), frozenset()), frozenset())
    every = outcomes.judged(project.find(seed), asked, 2).diagnostics
    assert [each.identity for each in sent if each.source is not None] == ["kasubbag-umum-kepegawaian"]
    assert len(sent) == 10
    (seed / "iki.yaml").write_text("bagian: [tugas, fungsi]\n", encoding="utf-8")
    outcomes.judged(project.find(seed), asked, 2)
    shutil.copy(CHECKOUT / "templates" / "iki.md.j2", seed / "templates" / "lain.md.j2")
    (seed / "iki.yaml").write_text("tahun: 2026\n", encoding="utf-8")
    outcomes.judged(project.find(seed), asked, 2)
    outcomes.judged(project.find(seed), asked._replace(chosen=Chosen(frozenset(("saltik",)), frozenset())), 2)
    assert len(sent) == 10
    assert len(every) == 2


def _silence_something(seed: Path, *, with_fault: bool) -> None:
    """Turn every rule off but one, and let cells be blank, remarks be of use or not, and perhaps a key be wrong."""
    off = "".join(f"    {name}: mati\n" for name in lint.names_of_rules() if name != "sel-kosong")
    passed = "".join(
        f"    - {{aturan: sel-kosong, berkas: '*{some}*', alasan: ya}}\n" for some in ("umum", "tidak-ada")
    )
    with (seed / "iki.yaml").open("a", encoding="utf-8") as settings:
        settings.write(f"\nperiksa:\n  tingkat:\n{off}  abaikan:\n{passed}")
    names = ("camat", "kasi-ekonomi-pembangunan", "kasi-ketentraman-ketertiban", "kasi-prasarana-sarana")
    remarks = ("sel-kosong -- memang", "sel-kosong -- percuma", "apa-ini -- entah", "saltik")
    for name, remark in zip(names, remarks, strict=True):
        path = seed / "data" / "jabatan" / f"{name}.yaml"
        text = path.read_text(encoding="utf-8").replace("tugas:", f"# iki: abaikan {remark}\ntugas:", 1)
        if name == "camat":
            text = re.sub(r"(?m)^tugas:.*(\n +.*)+", "tugas:", text)
        path.write_text(text if name != names[-1] or not with_fault else text.replace("fungsi:", "fungsy:"), "utf-8")
