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
    """Siapkan proyek baru: pengaturan, satu jabatan contoh, skema, dan berkas git."""
    from iki import project
    from iki.errors import IkiError
    from iki.write import replace_file

    for name, content in project.starter_files(with_templates=templates):
        path = folder / name
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            if path.exists() or path.is_symlink():
                print(f"iki: {name} sudah ada; dibiarkan.", file=sys.stderr)
            else:
                replace_file(path, content)
                print(name)
        except OSError as error:
            raise IkiError(f"{name} tidak dapat ditulis ({error.strerror}). Periksa foldernya.") from error
    print("Selanjutnya: ubah data/jabatan/camat.yaml, lalu jalankan 'iki build'.", file=sys.stderr)
    return 0
