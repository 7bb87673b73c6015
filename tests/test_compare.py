"""What changed between two states: told as a person would, complete, and never invented."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from iki.compare import compare
from iki.compare.apply import apply
from iki.compare.changes import Changes, State
from iki.compare.order import moved
from iki.compare.similar import Likeness, alike, contained, paired
from iki.model import Bentuk, Dokumen, Indikator, Jabatan, Kantor, Matriks, Sasaran

WORDS = ("jumlah", "tingkat", "pelayanan", "warga", "laporan", "sosialisasi", "kebersihan", "pasar", "rapat", "SKM")
TEXT = st.lists(st.sampled_from(WORDS), min_size=1, max_size=5).map(" ".join)
IDS = st.none() | st.sampled_from(("a", "b", "c"))


def indikator(nama: str, **more: object) -> Indikator:
    return Indikator(trail=(), **{"nama": nama, "formulasi": f"cara {nama}", "sumber_data": ("IKU",), **more})  # type: ignore[arg-type]


def position(*every_sasaran: tuple[str | None, tuple[Indikator, ...]], **more: object) -> Jabatan:
    made = tuple(
        Sasaran(trail=(), nomor=number, uraian=uraian, indikator=every)
        for number, (uraian, every) in enumerate(every_sasaran, 1)
    )
    values = {
        "id": "camat",
        "nama": "Camat",
        "atasan": None,
        "tugas": "Memimpin",
        "fungsi": (),
        "sumber_data": ("IKU",),
    }
    return Jabatan(**{**values, "sasaran": made, **more})  # type: ignore[arg-type]


def state(*every_jabatan: Jabatan, **kantor: object) -> State:
    return State(Kantor(**kantor), every_jabatan)  # type: ignore[arg-type]


@st.composite
def positions(draw: st.DrawFn, identity: str) -> Jabatan:
    used: set[str] = set()

    def free(found: str | None) -> str | None:
        if found in used:
            return None
        used.add(found or "")
        return found

    sasaran = []
    for number in range(1, draw(st.integers(1, 4)) + 1):
        rows = tuple(
            indikator(draw(TEXT), id=free(draw(IDS)), sumber_data=draw(st.sampled_from((("IKU",), ("Renstra",)))))
            for _ in range(draw(st.integers(1, 3)))
        )
        sasaran.append(
            Sasaran(trail=(), nomor=number, uraian=draw(st.none() | TEXT), indikator=rows, id=free(draw(IDS)))
        )
    return position(
        id=identity, nama=draw(TEXT), sasaran=tuple(sasaran), sumber_data=draw(st.none() | st.just(("IKU",)))
    )


@st.composite
def states(draw: st.DrawFn) -> State:
    ids = draw(st.lists(st.sampled_from(("camat", "lurah", "kasi", "sekretaris")), unique=True, max_size=3))
    kantor = Kantor(
        pemda=draw(st.none() | TEXT),
        sumber_data=draw(st.sampled_from((("IKU",), ("Renstra",), ()))),
        dokumen=Dokumen(nomor=draw(st.none() | TEXT)),
    )
    label = draw(st.dictionaries(st.sampled_from(("nomor", "sasaran")), TEXT, max_size=2))
    bentuk = Bentuk(
        label=label, kertas=draw(st.sampled_from((None, "A4"))), matriks=draw(st.none() | st.just(Matriks()))
    )
    return State(kantor, tuple(draw(positions(each)) for each in ids), bentuk)


@st.composite
def edited(draw: st.DrawFn, old: State) -> State:
    """The same office after edits: items shuffled, dropped, reworded, so that the two states have much in common."""
    every = []
    for jabatan in old.every_jabatan:
        rows = [each for sasaran in jabatan.sasaran for each in sasaran.indikator]
        rows = [
            replace(each, nama=draw(TEXT)) if draw(st.integers(0, 4)) == 0 else each
            for each in draw(st.permutations(rows))
        ]
        sasaran = []
        for each in draw(st.permutations(jabatan.sasaran)):
            take = draw(st.integers(1, max(1, len(rows))))
            part, rows = rows[:take], rows[take:]
            if part:
                sasaran.append(replace(each, nomor=len(sasaran) + 1, indikator=tuple(part)))
        every.append(replace(jabatan, sasaran=tuple(sasaran) or jabatan.sasaran))
    return replace(old, every_jabatan=tuple(every))


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_the_new_state_follows_from_the_old_and_the_changes(data: st.DataObject) -> None:
    old = data.draw(states())
    new = data.draw(states() | edited(old))
    changes = compare(old, new)
    assert apply(old, changes) == (new.kantor, new.bentuk, {each.id: each for each in new.every_jabatan})


@given(states())
def test_a_state_compared_with_itself_gives_nothing(same: State) -> None:
    assert not compare(same, same)


def came_and_went(changes: Changes) -> tuple[set[object], set[object]]:
    """The places of all indikator that came and of all that went, each with its position."""
    every = [
        (jabatan, each) for jabatan in changes.jabatan for sasaran in jabatan.sasaran for each in sasaran.indikator
    ]
    came = {(jabatan.new.id, each.places[1]) for jabatan, each in every if jabatan.new and each.old is None}
    went = {(jabatan.old.id, each.places[0]) for jabatan, each in every if jabatan.old and each.new is None}
    return came, went


@given(states(), states())
def test_what_is_one_and_the_same_does_not_depend_on_which_comes_first(one: State, other: State) -> None:
    assert came_and_went(compare(one, other)) == came_and_went(compare(other, one))[::-1]


# As a person would tell it.


A, B, C = indikator("Jumlah pelayanan KTP"), indikator("Tingkat kepuasan warga"), indikator("Nilai SKM kecamatan")
OLD = position(("Meningkatnya pelayanan", (A, B)), ("Meningkatnya ketertiban", (C,)))


def told(old: Jabatan, new: Jabatan) -> list[str]:
    """Each change of one position in a short word and its text."""
    lines = []
    for jabatan in compare(state(old), state(new)).jabatan:
        lines += [f"{field.name}: {field.old} > {field.new}" for field in jabatan.fields]
        for sasaran in jabatan.sasaran:
            what = "+" if sasaran.old is None else "-" if sasaran.new is None else "~" if sasaran.moved else ""
            if what:
                lines.append(f"{what} sasaran {(sasaran.new or sasaran.old).uraian}")  # type: ignore[union-attr]
            lines += [f"{field.name}: {field.old} > {field.new}" for field in sasaran.fields]
            for each in sasaran.indikator:
                what = "+" if each.old is None else "-" if each.new is None else "~" if each.moved else ""
                kin = f" ({each.kin.nama})" if each.kin else ""
                if what:
                    lines.append(f"{what} {(each.new or each.old).nama}{kin}")  # type: ignore[union-attr]
                lines += [f"{f.name}: {f.old} > {f.new}" for f in each.fields if not f.inherited]
    return lines


def test_a_reworded_item_is_one_change() -> None:
    new = replace(A, nama="Jumlah pelayanan KTP elektronik")
    assert told(OLD, position(("Meningkatnya pelayanan", (new, B)), ("Meningkatnya ketertiban", (C,)))) == [
        "nama: Jumlah pelayanan KTP > Jumlah pelayanan KTP elektronik"
    ]


def test_what_came_above_moves_nothing() -> None:
    came = ("Meningkatnya kebersihan pasar", (indikator("Volume sampah"),))
    assert told(OLD, position(came, ("Meningkatnya pelayanan", (A, B)), ("Meningkatnya ketertiban", (C,)))) == [
        "+ sasaran Meningkatnya kebersihan pasar",
        "+ Volume sampah",
    ]


def test_what_is_reworded_and_moved_is_one_change() -> None:
    new = replace(B, nama="Tingkat kepuasan warga kecamatan")
    moved_away = position(("Meningkatnya pelayanan", (A,)), ("Meningkatnya ketertiban", (C, new)))
    assert told(OLD, moved_away) == [
        "~ Tingkat kepuasan warga kecamatan",
        "nama: Tingkat kepuasan warga > Tingkat kepuasan warga kecamatan",
    ]


def test_two_that_changed_places_are_one_move() -> None:
    assert told(OLD, position(("Meningkatnya pelayanan", (B, A)), ("Meningkatnya ketertiban", (C,)))) in (
        ["~ Tingkat kepuasan warga"],
        ["~ Jumlah pelayanan KTP"],
    )
    assert told(OLD, position(("Meningkatnya ketertiban", (C,)), ("Meningkatnya pelayanan", (A, B)))) in (
        ["~ sasaran Meningkatnya ketertiban"],
        ["~ sasaran Meningkatnya pelayanan"],
    )


def test_an_id_outweighs_the_wording() -> None:
    one, other = replace(A, id="a"), replace(B, id="b")
    old = position(("Meningkatnya pelayanan", (one, other)))
    new = position(("Meningkatnya pelayanan", (replace(one, nama=B.nama), replace(other, nama=A.nama))))
    assert told(old, new) == [
        "nama: Jumlah pelayanan KTP > Tingkat kepuasan warga",
        "nama: Tingkat kepuasan warga > Jumlah pelayanan KTP",
    ]


def test_a_split_and_a_merge_name_their_kin() -> None:
    whole = indikator("Jumlah pelayanan KTP dan jumlah pelayanan kartu keluarga")
    parts = indikator("Jumlah pelayanan KTP"), indikator("Jumlah pelayanan kartu keluarga")
    old, new = position(("Meningkatnya pelayanan", (whole, C))), position(("Meningkatnya pelayanan", (*parts, C)))
    (came,) = [line for line in told(old, new) if line.startswith("+")]
    assert came in (
        "+ Jumlah pelayanan KTP (Jumlah pelayanan kartu keluarga)",
        "+ Jumlah pelayanan kartu keluarga (Jumlah pelayanan KTP)",
    )
    (went,) = [line for line in told(new, old) if line.startswith("-")]
    assert went.endswith("(Jumlah pelayanan KTP dan jumlah pelayanan kartu keluarga)")


def test_what_follows_from_a_default_is_marked_as_inherited() -> None:
    new = replace(
        OLD,
        sumber_data=("Renstra",),
        sasaran=tuple(
            replace(each, indikator=tuple(replace(row, sumber_data=("Renstra",)) for row in each.indikator))
            for each in OLD.sasaran
        ),
    )
    assert told(OLD, new) == ["sumber_data: ('IKU',) > ('Renstra',)"]
    of_the_office = compare(
        state(replace(OLD, sumber_data=None), sumber_data=("IKU",)),
        state(replace(new, sumber_data=None), sumber_data=("Renstra",)),
    )
    assert [field.name for field in of_the_office.kantor] == ["sumber_data"]
    assert all(
        field.inherited
        for sasaran in of_the_office.jabatan[0].sasaran
        for each in sasaran.indikator
        for field in each.fields
    )


def test_a_renamed_file_is_followed_and_what_went_stands_where_it_stood() -> None:
    other = replace(OLD, id="lurah", nama="Lurah", sasaran=OLD.sasaran[1:])
    changes = compare(state(OLD, other), state(replace(OLD, id="camat-barat"), other))
    assert [(each.is_renamed, each.fields) for each in changes.jabatan] == [(True, ())]
    gone = compare(state(OLD, other), state(other))
    assert [(each.old and each.old.id, each.new) for each in gone.jabatan] == [("camat", None)]


@given(st.permutations(range(7)))
def test_only_what_has_to_be_is_moved(places: list[int]) -> None:
    elsewhere = moved(places)
    kept = [place for index, place in enumerate(places) if index not in elsewhere]
    assert kept == sorted(kept)
    assert (len(elsewhere) == 0) == (places == sorted(places))


@given(TEXT, TEXT)
def test_likeness_is_the_same_both_ways(one: str, other: str) -> None:
    assert alike(one, other) == alike(other, one) <= 1.0
    assert alike(one, one) == 1.0


def test_short_texts_are_part_of_nothing() -> None:
    assert contained("KTP", "Jumlah pelayanan KTP") == 0.0
    assert contained(None, None) == 0.0


@pytest.mark.parametrize("old", [["a", "a", "b"], ["b", "a"], []])
def test_of_equal_items_the_nearest_are_the_same(old: list[str]) -> None:
    pairs = paired(old, old, Likeness(alike, lambda _: None, str), 0.5)
    assert pairs == {place: place for place in range(len(old))}
