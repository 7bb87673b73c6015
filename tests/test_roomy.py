"""Many names in little memory: the same as a dict, and as the memory of a build."""

import shutil
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest
from conftest import Result

from iki import roomy
from iki.roomy import Roomy


@pytest.mark.parametrize("few", [0, 3, 100])
def test_it_is_a_dict_whose_names_come_in_order(few: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(roomy, "_FEW", few)
    names = ("iki/b.md", "iki/a.docx", "é", "\udc80", "😀", "", "iki.md")
    chance, known, ours = Random(few), dict[str, bytes](), Roomy()  # noqa: S311 - the same every time
    for _ in range(300):
        name = chance.choice(names)
        match chance.randrange(4):
            case 0:
                assert ours.pop(name, None) == known.pop(name, None)
            case 1:
                assert (name in ours, ours.get(name)) == (name in known, known.get(name))
            case _:
                ours[name] = known[name] = chance.randbytes(chance.choice((0, 32, 64)))
        assert (len(ours), dict(ours)) == (len(known), known)
        assert list(ours) == sorted(known)


def test_a_name_that_is_not_there_is_missing_from_a_table_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(roomy, "_FEW", 0)
    ours = Roomy()
    ours["a"] = b""
    with pytest.raises(KeyError):
        ours["b"]
    with pytest.raises(KeyError):
        del ours["b"]


def test_builds_remember_the_same_however_many_documents_there_are(
    seed: Path, iki: Callable[..., Result], monkeypatch: pytest.MonkeyPatch
) -> None:
    told, settings = [], seed / "iki.yaml"
    whole = settings.read_text(encoding="utf-8")
    for few in (20_000, 1):
        monkeypatch.setattr(roomy, "_FEW", few)
        shutil.rmtree(seed / "build", ignore_errors=True)
        shutil.copytree(Path(__file__).parents[1] / "data", seed / "data", dirs_exist_ok=True)
        settings.write_text(whole, encoding="utf-8")
        results = [iki("build", "--no-cache")]
        (seed / "build" / "iki" / "camat.md").write_text("suntingan", encoding="utf-8")
        (seed / "data" / "jabatan" / "kasi-tata-pemerintahan.yaml").unlink()
        settings.write_text(whole.replace("  - kasi-tata-pemerintahan\n", ""), encoding="utf-8")
        results += [iki("build", "--no-cache"), iki("build", "--no-cache", "--overwrite"), iki("build", "--force")]
        told.append((results, (seed / "build" / ".iki-written").read_bytes()))
    assert told[0] == told[1]
    assert [each.code for each in told[0][0]] == [0, 1, 0, 0]
