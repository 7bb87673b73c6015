"""`iki init`: a folder that `iki build` can work in at once, with one position as an example."""

import sys
from pathlib import Path
from typing import Annotated

import typer


def init(
    folder: Annotated[
        Path,
        typer.Argument(
            metavar="[FOLDER]", help="Folder proyek (bawaan: folder ini); dibuat bila belum ada.", show_default=False
        ),
    ] = Path(),
    *,
    templates: Annotated[
        bool, typer.Option("--templates", help="Salin juga templat bawaan, untuk diubah di Word.")
    ] = False,
) -> int:
    """Siapkan proyek baru.

    Yang dibuat: pengaturan kantor, satu jabatan contoh, skema untuk editor, dan berkas git. Yang sudah ada dibiarkan.
    """
    from iki import project
    from iki.characters import printable
    from iki.files import create_file

    is_new = not (folder / project.SETTINGS).exists()
    for name, content in project.starter_files(with_example=is_new, with_templates=templates):
        path = folder / name
        shown = printable(path.as_posix())
        if create_file(path, content):
            print(shown)
        else:
            print(f"iki: {shown} sudah ada; dibiarkan.", file=sys.stderr)
    if is_new:
        enter = "" if folder == Path() else f"masuk ke folder {printable(str(folder))}, "
        print(f"Selanjutnya: {enter}ubah data/jabatan/camat.yaml, lalu jalankan 'iki build'.", file=sys.stderr)
    return 0
