"""Match records against search words."""

import unicodedata
from collections.abc import Iterable

from storage.serialize import clean


class _Signs(dict[int, str]):
    """For `str.translate`: apostrophes are left out, and what else is no letter, digit or symbol is a blank."""

    def __missing__(self, code: int) -> str:
        letter = chr(code)
        kind = unicodedata.category(letter)
        self[code] = " " if kind[0] in "PZ" or kind == "Cc" else letter
        return self[code]


_SIGNS = _Signs({ord(sign): "" for sign in "'\u2019`"})


def has(search: str, ids: Iterable[str], *texts: str) -> bool:
    """Whether each word is one of the ids, or stands in the texts; one with a digit only where a word begins.

    So `12` finds what is called 12 and 120, not 312; and `C-7` neither C-70 nor what is called Magic 7.
    """
    words = [word for word in map(_bare, clean(search).split()) if word]
    if not words:
        return True
    named, text = {_bare(id) for id in ids}, f" {_bare(' '.join(texts))}"
    return all(word in named or (f" {word}" if _counts(word) else word) in text for word in words)


def _bare(text: str) -> str:
    """In small letters and without signs; what a sign parted stands as words of its own."""
    return " ".join(text.casefold().translate(_SIGNS).split())


def _counts(word: str) -> bool:
    return any(letter.isdecimal() for letter in word)
