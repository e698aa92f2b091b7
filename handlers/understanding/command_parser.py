"""Which command does somebody mean by what they typed?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache

from handlers.dialogue import words as wording
from handlers.dialogue.command import Command
from handlers.dialogue.errors import Sorry
from handlers.people import words as wording_people
from handlers.setup.granting import ROLE
from handlers.understanding import words
from handlers.understanding.fuzzy import is_typo
from handlers.understanding.greetings import without_greeting
from handlers.understanding.products import is_name, is_ordinary, product_in

FITS = {
    "administer": "|no",
    "board": "",
    "setup": "|.*[:=].*",
    "roles": "",
    "grant": rf"|(slack|teams):.*|.*\b({ROLE})",
}
"""What follows these words where they are commands: an id or a role, for one."""
_MEANT = {
    "grant": r"(?!.*\?)(<?@|(slack|teams):|(?-i:[A-Z])).*",
    "setup": r"(district|site|place|lead|superintendent|zone|morning|evening|closures|before|members)\b(?!.*\?)"
    r"(\s+\S+){1,5}",
}
"""What follows them where they were meant for commands, and cannot be read as one."""
_ID = re.compile(r"(?:(?:show|open|view|see) (?:me )?)?([cbdg])-(\d{1,9})", re.IGNORECASE)
_NUMBER = re.compile(r"(?:[cbd]-?|#|no\.? ?|number )?(\d{1,9})", re.IGNORECASE)
_OF_ID = {"c": "contract", "b": "breach", "d": "deadline", "g": "gap"}
_LISTS = {"contract": "contracts", "breach": "breaches", "deadline": "deadlines"}
_DUE = re.compile(
    r"(?:what|which)(?: s|'s|s)?(?: is| are)?(?: all| deadlines are| deadline is)?(?: still| now| next| coming)?"
    r" ?(?:due|overdue|open|late)(?: (?:today|tomorrow|now|next|soon|for us|(?:by |in )?(?:this|next) (?:week|month)))*"
    r"|what(?:s|'s| is) next",
    re.IGNORECASE,
)
_LOG = re.compile(
    r"(?:please )?log (?:an? |the |new )*(contract|breach) (?:(?=[\w ]{2,20}:)()|(?:with|for|at|by|of) [^?]{1,60}$)",
    re.IGNORECASE,
)
"""With its fields it is the command; with a name alone only its form, as a breach is saved with little more."""
IS_AN_OPERATOR = re.compile(r"is (?!an? |the |our |it )([^?]{2,40}) an operator\??", re.IGNORECASE)
LONGEST_NAME = 5
SHORT = {
    "define",
    "operator",
    "rule",
    "contracts",
    "breaches",
    "deadlines",
    "contract",
    "breach",
    "undo",
    "history",
    "revoke",
}
NEEDS_A_NAME = frozenset(
    "define rule check topic contract breach received deadline vendor-letter contract-file done undo snooze assign "
    "correct withdraw erase history attach gap revoke".split()
)
SHORTEST = 4
MOST_WORDS = 4


class Nearly(Sorry):
    """One letter off a command; ``say`` is that command."""

    def __init__(self, say: str) -> None:
        super().__init__(words.nearly(say))
        self.say = say


def read(text: str, commands: Mapping[str, Command], on_record: Command) -> tuple[Command, str]:
    """The command a message starts with, and the rest; anything else is a question. Raises Sorry, Nearly.

    A name is short: "rule out selling to parents?" or "operator means somebody who runs a site" stay questions.
    """
    if asked := IS_AN_OPERATOR.fullmatch(text):
        return commands["operator"], asked[1]
    if product_in(question := without_greeting(text)):
        return on_record, question
    text = spelt(text)
    first, _, rest = text.partition(" ")
    command = commands.get(first.lower())
    if command is None and (say := nearly(text, commands)):
        raise Nearly(say)
    if command is None or _only_begins(command, rest):
        return commands["ask" if text else "help"], text
    if unread(command.name, rest):
        raise usage(command.name)
    if is_no(command.name, rest):
        return commands["ask"], text
    if command.name in NEEDS_A_NAME and not rest:
        raise Sorry(wording.incomplete(command.usage))
    return command, rest.rstrip(" .!?") if command.name in {"help", *SHORT} else rest


def _only_begins(command: Command, rest: str) -> bool:
    """Whether the words after it are too many for its name, or a question of their own."""
    words = sum("=" not in word for word in rest.split())  # what is known of a test is no part of a name
    asks = words > 1 and rest.endswith("?") and command.listed and command.name not in {"ask", "define"}
    return asks or (command.name in SHORT and words > LONGEST_NAME)


def spelt(text: str) -> str:
    """The command as it is spelt, for the other ways to type it: a title, an id alone, a full stop; else the text."""
    bare = _plain(text)
    if found := _ID.fullmatch(text.strip(" .!?")):
        return f"{_OF_ID[found[1].lower()]} {found[1].upper()}-{found[2]}"
    if _DUE.fullmatch(bare):
        return "deadlines"
    if found := _LOG.match(text):
        return f"log-{found[1].lower()} {text[found.end() :]}" if found[2] is not None else f"log-{found[1].lower()}"
    return _known().get(bare) or _of_kind(text) or text


def nearly(text: str, names: Mapping[str, object]) -> str:
    """The command that the text is one letter off; empty where there is none, or more than one."""
    first, _, rest = text.strip(" .!?").partition(" ")
    if rest and (_ID.match(rest) or is_name(rest)):
        near = {name for name in names if is_typo(first.lower(), name)}
        return f"{near.pop()} {rest}" if len(near) == 1 else ""
    bare = _plain(text)
    if len(bare.split()) > MOST_WORDS:
        return ""
    near = {say for typed, say in _known().items() if is_typo(bare, typed)}
    near |= {name for name in names if is_typo(bare, name)}
    return near.pop() if len(near) == 1 else ""


def unread(name: str, rest: str) -> bool:
    """Whether the words after a command's name were meant for it, though it cannot read them."""
    return (
        name in _MEANT and is_no(name, rest) and re.fullmatch(_MEANT[name], rest, re.IGNORECASE | re.DOTALL) is not None
    )


def is_no(name: str, rest: str) -> bool:
    """Whether a command's name only begins a sentence, as in "grant writer with test scores"."""
    return name in FITS and re.fullmatch(FITS[name], rest, re.IGNORECASE | re.DOTALL) is None


def usage(name: str) -> Sorry:
    """That a command was meant, and how it is written."""
    return Sorry(wording_people.or_a_question(words.usage(words.USAGES[name])))


def _of_kind(text: str) -> str:
    """``contract 1`` is the one with that number, ``contract Quizlet`` a search; empty where it is neither."""
    first, _, rest = text.strip(" .!?").partition(" ")
    kind = first.lower()
    if kind not in _LISTS or not rest:
        return ""
    if number := _NUMBER.fullmatch(rest):
        return f"{kind} {kind[0].upper()}-{number[1]}"
    if kind == "deadline":
        return ""
    name = re.sub(r"^(?:with|for|of|at) ", "", rest, flags=re.IGNORECASE)
    if is_name(name) or (len(name) >= SHORTEST and all(word[:1].isupper() for word in name.split())):
        return f"{_LISTS[kind]} {name}"
    return f"ask {text}" if len(name) >= SHORTEST and is_ordinary(name) else ""


@cache
def _known() -> Mapping[str, str]:
    """What is typed, in plain letters, and what it says."""
    return dict(_all_known())


def _all_known() -> Iterator[tuple[str, str]]:
    for say, typed in (*words.PHRASES.items(), *words.TITLES.items()):
        yield from ((_plain(one), say) for one in typed)
    for say in {**words.PHRASES, **words.TITLES}:
        yield _plain(say), say
        yield _plain(say).replace(" ", ""), say


def _plain(text: str) -> str:
    """In small letters, with blanks for hyphens and without what ends a sentence."""
    said = re.sub(r"[-_]+", " ", text.lower().replace("’", "'")).strip(" .!?,:;")
    return " ".join(said.removeprefix("please ").removesuffix(" please").split())
