"""The sentences that people read where a command was meant and not quite written."""

from __future__ import annotations

from collections.abc import Mapping

NEARLY_TITLE = "Not quite a command"


def nearly(say: str) -> str:
    """One letter is wrong."""
    return f"Did you mean {say[:200]}?"


def usage(shape: str) -> str:
    """It began like a command and could not be read as one; how it is written."""
    return or_a_question(f"I cannot read that as a command, and have changed nothing. Write: {shape}.")


def or_a_question(says: str) -> str:
    """The same, where what was typed may be no command."""
    return f"{says} If it was a question, write ask before it."


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
"""The days of a month."""
NUMBER = rf"\d{{1,3}}|{'|'.join(sorted(NUMBER_WORDS, key=len, reverse=True))}"
"""A pattern for one of them, without a group."""


def number_of(said: str) -> int:
    """What ``NUMBER`` found."""
    return int(said) if said.isdigit() else NUMBER_WORDS[said.lower()]
