"""The sheet as a Markdown template, tags and all."""

import re
from collections.abc import Callable, Iterator, Sequence

from iki.form import Form
from iki.form.columns import Column
from iki.form.matrix import Matrix
from iki.form.sections import Section
from iki.form.words import Part

_TAG = re.compile(r"(\{\{.*?\}\})")
Escape = Callable[[str], str]


def template(form: Form, escape: Escape) -> str:
    """Return the sheet's template, its fixed texts passed through `escape`; without settings it is the shipped one."""
    printed = (section for section in form.sections if not section.is_personal)
    title = _title(form.title, escape)
    sections = (_section(number, section, escape) for number, section in enumerate(printed, start=1))
    return "\n\n".join((title, *sections, "\n".join(_table(form, escape)))) + "\n"


def matrix(form: Form, escape: Escape) -> str:
    """Return the template of the matrix, as `template` does."""
    if form.matrix is None:
        raise ValueError("the form has no matrix")
    return f"{_title(form.matrix.title, escape)}\n\n" + "\n".join(_matrix(form.matrix, form, escape)) + "\n"


def _title(lines: Sequence[str], escape: Escape) -> str:
    return f"# {' '.join(''.join(_piece(each, escape) for each in _TAG.split(line)) for line in lines)}"


def _piece(text: str, escape: Escape) -> str:
    """Return a tag as it is, a text escaped but for the spaces around it."""
    inner = text.strip()
    return text.replace(inner, escape(inner)) if inner and not _TAG.match(text) else text


def _matrix(of: Matrix, form: Form, escape: Escape) -> Iterator[str]:
    yield from _head(of.columns, form, escape)
    blank = [""] * (len(of.columns) - 1)
    for group in of.groups:
        yield f"{{% {group.opens} %}}"
        heading = _row(
            iter((f"**{escape(group.label.strip())} {{{{ {group.expression} }}}}**".replace("** ", "**"), *blank))
        )
        if group.test:
            rest = _row(iter((f"**{escape(group.rest)}**", *blank)))
            yield f"{{% if {group.test} %}}\n{heading}\n{{% elif not loop.first or not loop.last %}}"
            yield f"{rest}\n{{% endif %}}"
        elif group.expression:
            yield heading
    yield "{% for sasaran in jabatan.sasaran %}\n{% for indikator in sasaran.indikator %}"
    yield _row(_cell(column, escape) for column in of.columns)
    yield "{% endfor %}\n{% endfor %}"
    yield from ("{% endfor %}" for _ in of.groups)


def _section(number: int, section: Section, escape: Escape) -> str:
    head = f"**{number}. {escape(section.label)}:**"
    match section.kind:
        case "huruf":
            items = f"{{% for fungsi in {section.expression} %}}\n- {{{{ loop.index | huruf }}}}. {{{{ fungsi }}}}"
            return f"{head}\n\n{items}\n{{% endfor %}}"
        case "atasan":
            return f"{head} {section.expression}"
        case "baris" if section.is_list:
            lines = f"{{% for baris in {section.expression} | baris %}}{{{{ baris }}}}"
            return f"{head} {lines}{{% if not loop.last %}}<br>{{% endif %}}{{% endfor %}}{{{{ '' }}}}"
        case _:
            return f"{head} {{{{ {section.expression} }}}}"


def _head(columns: Sequence[Column], form: Form, escape: Escape) -> Iterator[str]:
    yield _row(escape(f"{column.group} {column.heading}".strip()) for column in columns)
    yield _row("---" for _ in columns)
    if form.numbers_columns:
        yield _row(f"({number})" for number in range(1, len(columns) + 1))


def _table(form: Form, escape: Escape) -> Iterator[str]:
    yield from _head(form.columns, form, escape)
    yield "{% for sasaran in jabatan.sasaran %}\n{% for indikator in sasaran.indikator %}"
    yield _row(_cell(column, escape) for column in form.columns)
    yield "{% endfor %}\n{% endfor %}"


def _row(cells: Iterator[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _cell(column: Column, escape: Escape) -> str:
    if len(column.parts) > 1:
        says = "".join(_labelled(column.parts, escape))
    else:
        says = "".join(f"{{{{ {part.expression} }}}}{column.suffix}" for part in column.parts)
    return f"{{% gabung {column.key} %}}{says}{{% endgabung %}}" if column.key else says


def _labelled(parts: tuple[Part, ...], escape: Escape) -> Iterator[str]:
    """Yield each part where there is something to print, and a line break where another one follows."""
    for number, part in enumerate(parts):
        says = f"{escape(part.label)}: {{{{ {part.expression} }}}}"
        others = " or ".join(other.expression for other in parts[number + 1 :])
        follows = f"{{% if {others} %}}<br>{{% endif %}}" if others else ""
        yield f"{{% if {part.expression} %}}{says}{follows}{{% endif %}}"
