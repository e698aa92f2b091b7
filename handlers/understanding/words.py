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
_DOZENS = rf"half an? dozen|an? half dozen|(?:\d{{1,2}}|{_BELOW_HUNDRED}) dozen"
_HUNDREDS = rf"(?:an?|{_ONES}) hundred(?: (?:and )?(?:{_BELOW_HUNDRED}))?"
NUMBER = rf"{_DOZENS}|\d{{1,3}}|{_HUNDREDS}|{_BELOW_HUNDRED}"
"""A pattern for a number in figures or words ("45", "two hundred and ten", "3 dozen"), without a group."""
COUNT = rf"\d{{1,3}}(?:,\d{{3}})+|\d{{1,6}}(?! dozen)|(?:{NUMBER}) thousand(?: (?:and )?(?:{NUMBER}))?|{NUMBER}"
"""The same for a larger number, up to a million."""
_UNITS = {"thousand": 1000, "hundred": 100, "dozen": 12}


def number_of(said: str) -> int:
    """The number that a match of ``NUMBER`` or ``COUNT`` stands for."""
    said = said.lower().replace(",", "").strip()
    if said.isdigit():
        return int(said)
    for unit, size in _UNITS.items():
        many, found, rest = said.partition(unit)
        if found:
            return (size // 2 if "half" in many else size * number_of(many)) + (number_of(rest) if rest else 0)
    words = said.replace("-", " ").split()
    return sum(int(word) if word.isdigit() else NUMBER_WORDS[word] for word in words if word != "and")
