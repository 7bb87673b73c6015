"""Three versions of a position by chance: what `iki git merge` promises of them."""

from pathlib import Path
from random import Random

from fuzz.changes import as_saved, changed
from fuzz.offices import Office, Special, position
from fuzz.promises import files_of, hold, run

from iki import dialect
from iki.merge import merge

_LABELS = ("kita", "mereka")
_UNSETTLED = 4


def make(chance: Random) -> Office:
    """Return a position as it was, and what two people made of it."""
    base = position(chance, 0, gently=True).decode(errors="replace")
    sides = {name: _side(base, chance) for name in ("kita", "mereka")}
    git: Office = {
        ".git/HEAD": b"ref: refs/heads/main\n",
        ".git/objects": Special("folder"),
        ".git/refs": Special("folder"),
    }
    return {**git, "iki.yaml": b"", "dasar": base.encode(), **sides}


def _side(text: str, chance: Random) -> bytes:
    for _ in range(chance.randrange(4)):
        text = changed(text, text, chance, gently=chance.random() < 0.7)
    return as_saved(text, chance) if chance.random() < 0.1 else text.encode(errors="surrogatepass")


def hold_pure(base: bytes, ours: bytes, theirs: bytes) -> None:
    """Hold what is promised of a merge by items."""
    made = merge(base, ours, theirs, _LABELS)
    if made is None:
        return
    said, our_own, their_own = (dialect.parse(each, "").data for each in (made.content, ours, theirs))
    hold(merge(base, ours, theirs, _LABELS) == made, "the same three make the same bytes")
    hold(said is not None, "what is merged can be read")
    if theirs in {ours, base}:
        hold((said, made.unsettled) == (our_own, ()), "what only we did is taken as it is")
    if base == ours:
        hold((said, made.unsettled) == (their_own, ()), "what only they did is taken as it is")


def hold_three(root: Path, _: Random) -> int:
    """Merge the three, and hold what is promised of that."""
    before = files_of(root)
    versions = [(root / name).read_bytes() for name in ("dasar", "kita", "mereka")]
    base, ours, theirs = versions
    hold_pure(base, ours, theirs)
    hold_pure(base, ours, base)
    hold_pure(base, base, theirs)
    hold_pure(base, ours, ours)
    told = run("git", "merge", "dasar", "kita", "mereka", "data/jabatan/camat.yaml", codes=(0, 1, 2, _UNSETTLED))
    after = files_of(root)
    hold({**before, "kita": 0} == {**after, "kita": 0}, "a merge writes into ours alone")
    return 1 if told.code == _UNSETTLED else told.code
