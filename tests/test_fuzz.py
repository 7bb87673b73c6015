"""A thousand executions of the fuzzer, the same every time; what larger runs found stands in docs/reliability.md."""

from pathlib import Path

import pytest
from fuzz.executions import MODES, some

_COUNTS = {"validate": 660, "build": 220, "template": 30, "merge": 40, "reading": 40, "history": 10}


def test_a_thousand_executions_are_run_of_all_modes() -> None:
    assert sum(_COUNTS.values()) == 1_000
    assert set(_COUNTS) == set(MODES)


@pytest.mark.parametrize("mode", _COUNTS)
def test_no_promise_is_broken_whatever_an_office_holds(mode: str, tmp_path: Path) -> None:
    broken, codes = some(mode, 1, range(_COUNTS[mode]), tmp_path)
    assert broken == []
    assert codes[0] > _COUNTS[mode] // 10, "hardly any office was sound"
    assert sum(codes[:3]) == _COUNTS[mode]
