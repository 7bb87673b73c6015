"""What somebody may have meant by a tag that cannot be read: what planners type instead of the template's words."""

import re
from collections.abc import Collection, Iterator

from iki.naming import nearest

LONGEST = 300
"""No tag that somebody typed is longer, in letters."""
_STRINGS = re.compile(r"(\"[^\"]*\"|'[^']*')")
_MENDED = (
    (re.compile(r"^(.+?)\s*==?\s*(?:kosong|null|none|nil)$", re.IGNORECASE), r"not \1"),
    (re.compile(r"^(.+?)\s+(?:ada|terisi|is defined)$", re.IGNORECASE), r"\1"),
    (re.compile(r"\s+dan\s+|\s*&&\s*"), " and "),
    (re.compile(r"\s+atau\s+|\s*\|\|\s*"), " or "),
    (re.compile(r"\b(?:bukan|tidak)\s+|!(?!=)\s*"), "not "),
    (re.compile(r"<>"), "!="),
    (re.compile(r"=<"), "<="),
    (re.compile(r"=>"), ">="),
    (re.compile(r"\s+(huruf|romawi|tanggal|rangkai|baris|pasangan)$"), r" | \1"),
    (re.compile(r"(?<![=!<>])=(?!=)"), "=="),
    (re.compile(r"\(\s*\)"), ""),
    (re.compile(r"^[.,;:|{}]+|[.,;:|{}]+$"), ""),
)
_JOINED = (
    (re.compile(r"\s*[,;:/]\s*(?=[a-z_])"), "."),
    (re.compile(r"\.([\w ]*-[\w -]*\w)"), r"['\1']"),
    (re.compile(r"(?<=\w)-(?=\w)"), "_"),
    (re.compile(r"(?<=\w)\s+(?=\w)"), "_"),
    (re.compile(r"(?<=\w)\s+(?=\w)"), "."),
)
_KEY = re.compile(r"\[\s*['\"](\w+)['\"]\s*\]")
_UNQUOTED = re.compile(r"(==|!=|(?<![=!<>])=)\s*([A-Za-z][\w.-]*)\s*$")
_ABSENT = re.compile(r"(?:kosong|null|none|nil)$", re.IGNORECASE)
_OPERATORS = frozenset(("and", "or", "not", "in", "is", "if", "else"))
_LIKE_FOR = re.compile(
    r"(?:for\s+)?(?:each\s+)?((?!for\b|in\b|each\b)\w+)\s*(?:\b(?:in|di|dalam|dari|pada|of)\b|:|=)\s*([\w.]+)"
)
_OTHER_WORDS = {
    **dict.fromkeys(("untuk", "foreach", "ulang", "loop", "tiap", "setiap"), "for"),
    **dict.fromkeys(("jika", "bila", "kalau", "apabila"), "if"),
    **dict.fromkeys(("selain", "lainnya"), "else"),
    **dict.fromkeys(("elseif", "elsif"), "elif"),
    **dict.fromkeys(("akhirfor", "selesai", "next", "end for", "end-for", "end_for"), "endfor"),
    **dict.fromkeys(("akhirif", "fi", "end if", "end-if", "end_if"), "endif"),
}
_STATEMENT = re.compile(
    r"(?:(?:p|tr|tc)\s+)?((?:for|if|elif)\s.*|endfor|endif|else|halaman_baru)", re.IGNORECASE | re.DOTALL
)
_SCOPED = re.compile(r"(p|tr|tc|th|td)\s*((?:for|if|elif)\s.*|endfor|endif|else)", re.IGNORECASE | re.DOTALL)
_SCOPES = {"th": "tr", "td": "tc"}


def meant_by(expression: str, names: Collection[str]) -> Iterator[str]:
    """Yield what an expression may have been meant to say, likelier ones first; whether that is sound is not known.

    `names` are those that an expression may begin with. Texts between quotes stay, and no name is joined to another.
    """
    if len(expression) > LONGEST:
        return
    found = _UNQUOTED.search(expression) if not _ABSENT.search(expression) else None
    if found and found[2].partition(".")[0] not in names and not _STRINGS.search(expression):
        operator = "!=" if found[1] == "!=" else "=="
        yield f'{expression[: found.start()].rstrip()} {operator} "{found[2]}"'
    outside = _STRINGS.sub(" ", expression)
    joined: tuple[tuple[re.Pattern[str], str], ...] = (
        _JOINED if _OPERATORS.isdisjoint(re.findall(r"\w+", outside)) else ()
    )
    if "tambahan." in outside:  # below it any name would pass
        joined = joined[1:2]
    for wrong, right in (*_MENDED, *joined):
        better = "".join(
            piece if number % 2 else wrong.sub(right, piece) for number, piece in enumerate(_STRINGS.split(expression))
        )
        if better != expression and _roots(better, names) == _roots(expression, names):
            yield better
    if (better := _KEY.sub(r".\1", expression)) != expression:
        yield better


def _joined(expression: str) -> tuple[tuple[re.Pattern[str], str], ...]:
    """Return how parts of an expression may be joined: not at all across operators, which it would swallow."""
    if not _OPERATORS.isdisjoint(re.findall(r"\w+", expression)):
        return ()
    return _JOINED[1:2] if "tambahan." in expression else _JOINED  # below `tambahan` any name would pass


def _roots(expression: str, names: Collection[str]) -> list[str]:
    """Return the known names that an expression begins a way with, in order."""
    return [word for word in re.findall(r"(?<![\w.])[A-Za-z_]\w*", _STRINGS.sub(" ", expression)) if word in names]


def meant_by_loop(statement: str) -> str:
    """Return the `for` that a statement looks like; empty where it looks like none."""
    found = _LIKE_FOR.fullmatch(statement.strip()) if len(statement) <= LONGEST else None
    return f"for {found[1]} in {found[2]}" if found else ""


def meant_by_statement(says: str, known: tuple[str, ...], open_block: str) -> str:
    """Return the statement that was probably meant, whole; empty where nothing comes near.

    `open_block` is the word of the innermost open block, which a bare `end` closes.
    """
    whole = " ".join(says.lower().split()) if len(says) <= LONGEST else ""
    word, _, rest = says.partition(" ")
    if scoped := _SCOPED.fullmatch(says.strip()) if whole else None:
        scope = scoped[1].lower()
        return f"{{%{_SCOPES.get(scope, scope)} {scoped[2]} %}}"
    if whole == "end" and open_block:
        return f"end{open_block}"
    if whole in _OTHER_WORDS and not _OTHER_WORDS[whole].startswith(("for", "if")):
        return _OTHER_WORDS[whole]
    lower = word.lower()
    near = nearest(lower, known)
    meant = _OTHER_WORDS.get(lower) or (near if near[:1] == lower[:1] else "")
    if meant == "for":
        return meant_by_loop(rest) or "for"
    return f"{meant} {rest}".strip() if meant == "if" or (meant and lower in known) else meant


def statement_in(says: str) -> str:
    """Return the statement that somebody wrote as a value, as in `{{ endfor }}`; empty for anything else."""
    found = _STATEMENT.fullmatch(says.strip()) if len(says) <= LONGEST else None
    return found[1] if found else ""
