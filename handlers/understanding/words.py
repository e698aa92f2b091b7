"""Sentences for a command that is not written quite right; the words for numbers and ordinals, read as figures."""

from collections.abc import Callable, Mapping

from handlers.dialogue.catalog import Sentence, catalog

messages = catalog(__file__)
__getattr__: Callable[[str], Sentence] = messages.__getattr__


def usage(shape: str) -> str:
    """The text began like a command but cannot be read as one; ``shape`` is how it is written."""
    return messages.or_a_question(says=messages.usage(shape=shape))


_UP_TO_TWENTY = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen twenty"
).split()
NUMBER_WORDS: Mapping[str, int] = {name: number for number, name in enumerate(_UP_TO_TWENTY, 1)} | {
    "a": 1, "an": 1, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
}  # fmt: skip
_UP_TO_TWENTIETH = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth "
    "sixteenth seventeenth eighteenth nineteenth twentieth"
).split()
ORDINAL_WORDS: Mapping[str, int] = {
    **{name: number for number, name in enumerate(_UP_TO_TWENTIETH, 1)},
    **{f"twenty {name}": number for number, name in enumerate(_UP_TO_TWENTIETH[:9], 21)},
    "thirtieth": 30, "thirty first": 31,
}  # fmt: skip
"""The numbers of the days of a month, by their words."""
_TENS = "|".join(word for word, number in NUMBER_WORDS.items() if number >= 20)
_ONES = "|".join(_UP_TO_TWENTY[:9])
_BELOW_HUNDRED = rf"(?:{_TENS})(?:[ -](?:{_ONES}))?|{'|'.join(sorted(NUMBER_WORDS, key=len, reverse=True))}"
_HUNDRED = 100
NUMBER = rf"\d{{1,3}}|(?:an?|one) hundred(?: (?:and )?(?:{_BELOW_HUNDRED}))?|{_BELOW_HUNDRED}"
"""A pattern for a number in figures or words ("45", "forty-five", "a hundred and twenty"), without a group."""


def number_of(said: str) -> int:
    """The number that a match of ``NUMBER`` stands for."""
    if said.isdigit():
        return int(said)
    above, hundred, below = said.lower().rpartition("hundred")
    words = below.replace("-", " ").split()
    return _HUNDRED * bool(hundred or above) + sum(NUMBER_WORDS[word] for word in words if word != "and")
