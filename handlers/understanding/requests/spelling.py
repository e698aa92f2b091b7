"""Puts the words right by which records are asked for, where a letter is wrong."""

from __future__ import annotations

from functools import lru_cache

from handlers.dialogue import bounded_re as re
from handlers.understanding.fuzzy import is_typo
from handlers.understanding.named.products import is_ordinary

_KNOWN = tuple(
    "contract contracts agreement agreements breach breaches deadline deadlines vendor vendors overdue expire expires "
    "expiring provision provisions reminder reminders missing incident".split()
)
_ASKING = tuple("which anything something everything nothing should would could about".split())
"""Words that no name is one letter off of."""
_OTHER_WORDS = frozenset(
    "contact contacts contrast contrasts breath breaths beach beaches breadth preach broach vender mission missile "
    "expired reminded remainder remainders provisional incidents contracted accident mixing kissing".split()
)
"""Words of their own that are one letter off."""
_SHORTENED = {
    **dict.fromkeys(("shd", "shld", "shud"), "should"),
    **dict.fromkeys(("wld", "wud"), "would"),
    **dict.fromkeys(("cld", "cud"), "could"),
    "abt": "about",
}
SHORTEST, SHORTEST_TYPED = 6, 4
_SMALL = re.compile(r"\b[a-z]{3,}\b")
_SIGNS = {"#": "number", "w/": "with ", "w/o": "without"}
_SIGN = re.compile(r"#(?= of\b)|(?<![\w/])w/(?:o\b| ?)(?=[\w ])")
_WORD = re.compile(rf"[a-z]{{{SHORTEST},}}")


def plainly_spelt(text: str) -> str:
    """A message with the words that ask as they are spelt: "wich", "shd", "w/"; names are left as they are."""
    return _SMALL.sub(lambda found: _asking(found[0]), _SIGN.sub(lambda sign: _SIGNS[sign[0].strip()], text))


@lru_cache(maxsize=4096)
def _asking(word: str) -> str:
    if word in _SHORTENED:
        return _SHORTENED[word]
    known = len(word) < SHORTEST_TYPED or word in _ASKING or is_ordinary(word)
    return word if known else next((one for one in _ASKING if is_typo(word, one)), word)


def well_spelt(text: str) -> str:
    """The text, in small letters, with those words as they are spelt: "contarct" is a contract."""
    return _WORD.sub(lambda found: _meant(found[0]), text)


@lru_cache(maxsize=4096)
def _meant(word: str) -> str:
    if word in _KNOWN or word in _OTHER_WORDS:
        return word
    return next((known for known in _KNOWN if is_typo(word, known)), word)
