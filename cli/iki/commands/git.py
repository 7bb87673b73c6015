"""`iki git …`: let git on this computer show positions in words and merge them item by item."""

import sys
from pathlib import Path
from typing import Annotated

import typer


def install() -> int:
    """Pasang iki pada git di repositori ini.

    Sesudahnya 'git diff', 'git log -p' dan 'git show' menampilkan jabatan dalam kata-kata, dan 'git merge'
    menggabungkan perubahan dua orang per sasaran dan indikator. Hanya berlaku di komputer ini; batalkan dengan
    'iki git uninstall'.
    """
    from iki import drivers, project

    here = project.find(Path.cwd())
    is_new = drivers.install(here.root)
    already = "" if is_new else " (sudah terpasang)"
    print(f"git di repositori ini kini menampilkan dan menggabungkan jabatan dengan iki{already}.")
    print("Batalkan dengan 'iki git uninstall'.")
    return 0


def uninstall() -> int:
    """Lepas iki dari git di repositori ini; semuanya kembali seperti semula."""
    from iki import drivers, project

    here = project.find(Path.cwd())
    print("iki dilepas dari git." if drivers.uninstall(here.root) else "iki memang tidak terpasang pada git di sini.")
    return 0


def merge(  # noqa: PLR0913, PLR0917 - git tells it so much
    base: Annotated[Path, typer.Argument(metavar="DASAR")],
    ours: Annotated[Path, typer.Argument(metavar="KITA")],
    theirs: Annotated[Path, typer.Argument(metavar="MEREKA")],
    name: Annotated[str, typer.Argument(metavar="NAMA")] = "",
    size: Annotated[str, typer.Argument(metavar="PANJANG")] = "",
    our_label: Annotated[str, typer.Argument(metavar="SEBUTAN")] = "",
    their_label: Annotated[str, typer.Argument(metavar="SEBUTAN")] = "",
) -> int:
    """Gabungkan tiga versi sebuah berkas jabatan ke dalam KITA; kode keluar 4 bila ada yang harus dipilih."""
    from iki import drivers
    from iki.characters import printable
    from iki.merge import merge as merged
    from iki.project import read_bytes

    labels = drivers.labels(Path.cwd(), (our_label, their_label))
    made = merged(read_bytes(base), read_bytes(ours), read_bytes(theirs), labels)
    if made is None:
        content, is_settled = drivers.merge_lines(Path.cwd(), (base, ours, theirs), size, labels)
        ours.write_bytes(content)
        return 0 if is_settled else drivers.UNSETTLED
    ours.write_bytes(made.content)
    for what in made.unsettled:
        print(f"{printable(name)}: perlu dipilih: {printable(what)}", file=sys.stderr)
    if made.unsettled:
        print("Lihat tempatnya dengan 'iki validate', pilih, lalu 'git add'.", file=sys.stderr)
    return drivers.UNSETTLED if made.unsettled else 0


HELP = "Pasang iki pada git: tampilan dan penggabungan per indikator."
COMMANDS = (install, uninstall, merge)
"""What stands below `iki git`, in the order of its help."""
FOR_GIT = (merge,)
"""What git asks for, and nobody else."""
