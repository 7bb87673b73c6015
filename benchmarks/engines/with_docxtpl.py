"""One document per JSON file by docxtpl, each from a DocxTemplate of its own."""

import json
import sys
from pathlib import Path

from docxtpl import DocxTemplate  # type: ignore[import-not-found]


def main(template: str, data: str, out: str) -> None:
    """Fill the template with every JSON file of a folder."""
    for file in Path(data).iterdir():
        document = DocxTemplate(template)
        document.render(json.loads(file.read_text(encoding="utf-8")), autoescape=True)
        document.save(Path(out) / f"{file.stem}.docx")


if __name__ == "__main__":
    main(*sys.argv[1:])
