"""What somebody may have meant by a tag that cannot be read: what planners type instead of the template's words."""

import re
from collections.abc import Iterator

from iki.naming import nearest

_IN_PLACE = tuple(
    (re.compile(wrong), right)
    for wrong, right in (
        (r"(?<![=!<>])=(?!=)", "=="),
        (r"(==|!=)\s*([A-Za-z][\w.-]*)\s*$", r'\1 "\2"'),
        (r"(?<![=!<>])=\s*([A-Za-z][\w.-]*)\s*$", r'== "\1"'),
        (r"\s*[,;:/]\s*(?=[a-z_])", "."),
        (r"\.([\w ]*-[\w -]*\w)", r"['\1']"),
        (r"(?<=\w)-(?=\w)", "_"),
        (r"(?<=\w)\s+(?=\w)", "_"),
        (r"(?<=\w)\s+(?=\w)", "."),
        (r"\(\s*\)", ""),
        (r"\[\s*['\"](\w+)['\"]\s*\]", r".\1"),
        (r"^[.,;:|{}]+|[.,;:|{}]+$", ""),
    )
)
_LIKE_FOR = re.compile(r"(?:for\s+)?(?:each\s+)?(\w+)\s*(?:\b(?:in|di|dalam|dari|pada|of)\b|:|=)\s*([\w.]+)")
_OTHER_WORDS = {
    **dict.fromkeys(("untuk", "foreach", "ulang", "loop", "tiap", "setiap"), "for"),
    **dict.fromkeys(("jika", "bila", "kalau", "apabila"), "if"),
    **dict.fromkeys(("selain", "lainnya", "elseif", "elsif"), "elif"),
    **dict.fromkeys(("akhirfor", "selesai", "next", "end for"), "endfor"),
    **dict.fromkeys(("akhirif", "fi", "end if"), "endif"),
}


def meant_by(expression: str) -> Iterator[str]:
    """Yield what an expression may have been meant to say, likelier ones first; whether that is sound is not known."""
    for wrong, right in _IN_PLACE:
        better = wrong.sub(right, expression)
        if better != expression:
            yield better


def meant_by_loop(statement: str) -> str:
    """Return the `for` that a statement looks like; empty where it looks like none."""
    found = _LIKE_FOR.fullmatch(statement.strip())
    return f"for {found[1]} in {found[2]}" if found else ""


def meant_by_word(word: str, known: tuple[str, ...]) -> str:
    """Return the statement's word that was probably meant; empty where nothing comes near."""
    near = nearest(word, known)
    return _OTHER_WORDS.get(word.lower()) or (near if near[:1] == word[:1] else "")
