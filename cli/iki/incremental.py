"""What of a build has to be made: of the documents only those that would come out otherwise than they stand there."""

import hashlib
import os
from array import array
from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

from iki.files import hash_of, is_regular
from iki.inputs import inputs, marks
from iki.manifest import KEY, RECORD, Manifest
from iki.marks import MARK, mark
from iki.progress import NONE, Progress
from iki.project import Project
from iki.write import Artifact, Fate, Output, Written

if TYPE_CHECKING:  # with these comes all that makes documents, and most often there is nothing to make
    from iki.reading import Known
    from iki.work import Making


class Increment:
    """A build beside those before it, of which the manifest in the output folder tells.

    `asked` says what is to be built. Of what those left only what is `known` is taken as it stands.
    """

    def __init__(self, here: Project, output: Output, asked: str, known: Manifest) -> None:
        """Read all that a build reads, so that it can be told from others."""
        self._here, self._output, self._known = here, output, known
        self._inputs = inputs(here, known.pictures)
        self._whole = hashlib.sha256(self._inputs.whole + asked.encode()).hexdigest()
        self._made_from = bytearray()
        """The key of each document, one after another."""
        self._numbers, self._records = array("l"), bytearray()
        """Which documents stand there now, by number, and their records, one after another."""
        output.remember((name, record[KEY:-MARK].hex()) for name, record in known.records.items())

    def standing(self) -> list[Written] | None:
        """Return the documents of the last build, if it was of the same and nobody touched one of them since."""
        if self._known.whole != self._whole or not self._output.is_settled(self._known.records):
            return None
        names, folder = list(self._known.of_the_last_build()), self._output.folder
        if not all(map(self._is_untouched, names)):
            return None
        return [Written(folder, name, Fate.SAME) for name in names]

    def written(self, making: "Making", jobs: int, *, overwrite: bool, progress: Progress = NONE) -> Iterator[Written]:
        """Write what does not stand there yet, by up to `jobs` processes; yield what became of each document."""
        keys = _Keys(making, self._inputs.base)
        every = progress.over(self._artifacts(making, keys, jobs), "Menyusun", len(making))
        for number, written in enumerate(self._output.write(every, overwrite=overwrite)):
            if written.digest:
                key = self._made_from[number * KEY : (number + 1) * KEY]
                seen = mark(self._path(written.name)) or bytes(MARK)  # it can be gone again
                self._records += key + bytes.fromhex(written.digest) + seen
                self._numbers.append(number)
            progress.clear()  # whoever takes it may print its name
            yield written

    def _artifacts(self, making: "Making", keys: "_Keys", jobs: int) -> Iterator[Artifact | Written]:
        """Yield each document as it stands there, or to be written; the keys tell what it was made from."""
        from iki.work import made

        numbers = range(len(making))
        stands = bytearray(self._stands(making.name(number), keys.of(number)) for number in numbers)
        content = made(making, array("l", (number for number in numbers if not stands[number])), jobs)
        for number in numbers:
            name = making.name(number)
            record = self._known.record(name) if stands[number] else None
            if record is not None:
                self._made_from += record.key
                yield Written(self._output.folder, name, Fate.SAME, record.digest.hex())
            else:
                one = next(content)
                self._made_from += keys.of(number)[one.shows_others]
                yield Artifact(name, one.content)

    def _stands(self, name: str, keys: tuple[bytes, bytes]) -> bool:
        """Tell whether a document stands there that was made from the same."""
        record = self._known.record(name)
        return record is not None and record.key in keys and self._is_untouched(name)

    def _is_untouched(self, name: str) -> bool:
        """Tell whether what was last put there stands there."""
        record = self._known.record(name)
        if record is None:
            return False
        if record.mark == mark(self._path(name)):
            return True
        path = self._output.folder / name
        return is_regular(path) and hash_of(path) == record.digest.hex()

    def _path(self, name: str) -> str:
        """Return where a document stands; a Path of each of ten thousand would cost more than a look at the file."""
        return f"{self._output.folder}{os.sep}{name}"

    def known_positions(self) -> "Known":
        """Return what is known of positions: that they were sound, if they would be judged by the same."""
        from iki.reading import Known

        return Known(self._known.sound if self._known.judged_by == self._inputs.base.hex() else ())

    def record(self, messages: str, making: "Making", *, is_well: bool) -> None:
        """Keep what the next build may know: what was said, which pictures were shown, what was made from what.

        Only of a build in which all was well may it take everything as it stands. What was made while somebody changed
        a file may have been made of either state, so that nothing is known of it.
        """
        others = set(self._known.records)
        others.difference_update(name for name, _ in self._made(making))
        older = {name: self._known.records[name] for name in sorted(others) if self._output.wrote(name)}
        seen = self._known.pictures | set(making.pictures.names)
        if marks(self._here, self._known.pictures) != self._inputs.marks:
            Manifest(pictures=seen, records=older).write(self._output.folder)
            return
        whole = self._whole if is_well and seen == self._known.pictures else ""
        base, sound = self._inputs.base.hex(), making.positions.sound
        now = Manifest(whole, messages, len(self._numbers), seen, base, sound, older)
        now.write(self._output.folder, partial(self._made, making))

    def _made(self, making: "Making") -> Iterator[tuple[str, bytes]]:
        """Yield the documents that stand there now, by name, and the record of each."""
        for index, number in enumerate(self._numbers):
            yield making.name(number), bytes(self._records[index * RECORD : (index + 1) * RECORD])


class _Keys:
    """What tells from what each document is made: of all that may be seen in it."""

    def __init__(self, making: "Making", base: bytes) -> None:
        """Take together what is the same for many."""
        self._making = making
        heads = hashlib.sha256()
        for each in making.positions.heads:
            heads.update(f"{each.id}\0{each.nama}\0{each.atasan}\n".encode())
        around = base + heads.digest()
        self._contexts = [
            hashlib.blake2b(around + f"{each.name}\0".encode() + each.content, digest_size=KEY)
            for each in making.templates
        ]
        every = hashlib.sha256()
        for number in range(len(making.positions)):
            every.update(making.positions.digest(number))
        self._every = every.digest()

    def of(self, number: int) -> tuple[bytes, bytes]:
        """Return the keys of a document that shows nothing of other positions than its own, and of one that does."""
        template, position = self._making.where(number)
        alone, beside = self._contexts[template].copy(), self._contexts[template].copy()
        own = b"" if position is None else self._making.positions.digest(position)
        alone.update(own)
        beside.update(own + self._every)
        return alone.digest(), beside.digest()
