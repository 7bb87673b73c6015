"""How wide words are: the widths of Arial's letters, and by how much those of other fonts are wider.

The widths are those of Helvetica, which Arial shares: thousandths of the size of the letters.
"""

_REGULAR = {
    191: "'",
    222: "ijl",
    260: "|",
    278: " !,./:;I[\\]ft",
    333: "()-`r",
    334: "{}",
    355: '"',
    389: "*",
    469: "^",
    500: "Jcksvxyz",
    556: "#$0123456789?L_abdeghnopqu",
    584: "+<=>~",
    611: "FTZ",
    667: "&ABEKPSVXY",
    722: "CDHNRUw",
    778: "GOQ",
    833: "Mm",
    889: "%",
    944: "W",
    1015: "@",
}
_BOLD = {
    238: "'",
    278: " ,./Iijl\\",
    280: "|",
    333: "!()-:;[]ft`",
    389: "*r{}",
    474: '"',
    500: "z",
    556: "#$0123456789J_aceksvxy",
    584: "+<=>^~",
    611: "?FLTZbdghnopqu",
    667: "EPSVXY",
    722: "&ABCDHKNRU",
    778: "GOQw",
    833: "M",
    889: "%m",
    944: "W",
    975: "@",
}
_WIDTHS = [{letter: width for width, letters in each.items() for letter in letters} for each in (_REGULAR, _BOLD)]
_OTHER_LETTER = 700
_WIDER_FONTS = {"bookman old style": 1.2, "verdana": 1.2, "courier new": 1.3, "georgia": 1.1, "tahoma": 1.05}
TWIPS_OF_A_POINT = 20


def width_of(word: str, font: str, *, bold: bool) -> float:
    """Return the width of a word in twips for each point of the size of its letters."""
    widths = _WIDTHS[bold]
    thousandths = sum(widths.get(letter, _OTHER_LETTER) for letter in word)
    return thousandths * TWIPS_OF_A_POINT / 1000 * _WIDER_FONTS.get(font.lower(), 1.0)
