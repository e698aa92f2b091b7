"""Reads typed text as a command, typos included, or as a question."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from handlers.dialogue import bounded_re as re
from handlers.dialogue import words as wording
from handlers.dialogue.command_spec import KINDS, CommandSpec, RecordKind, Sorry, id_pattern, kind_of
from handlers.understanding import words
from handlers.understanding.courtesy import without_greeting
from handlers.understanding.fuzzy import is_typo
from handlers.understanding.named import is_name, is_ordinary, product_in, to_be_used

SHORTEST = 4
"""Fewest letters of a name for which a list is searched."""
QUESTION, NOTHING, OPERATOR_TEST, MAY_USE = "ask", "help", "operator", "app"
"""The commands for a question, for empty text, for "is it an operator?" and for "may we use this product?"."""


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The commands by name; ``on_record`` (is there a contract?) is understood in questions and never typed."""

    commands: Mapping[str, CommandSpec]
    on_record: CommandSpec
    said: Mapping[str, str] = field(init=False)
    """What people type, as `plain` returns it, and the command that it stands for."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "said", dict(_all_said(self.commands.values())))

    def one_off(self, text: str) -> set[str]:
        """The commands that the text misses by one letter, also by a phrase or a title."""
        near = {say for typed, say in self.said.items() if is_typo(text, typed)}
        return near | self.names_one_off(text)

    def names_one_off(self, text: str) -> set[str]:
        """The names of commands that the text misses by one letter."""
        return {name for name in self.commands if is_typo(text, name)}


def _all_said(specs: Iterable[CommandSpec]) -> Iterator[tuple[str, str]]:
    says = {say: typed for spec in specs for say, typed in _said_instead(spec) if typed}
    for say, typed in says.items():
        yield from ((plain(one), say) for one in typed)
    for say in says:
        yield plain(say), say
        yield plain(say).replace(" ", ""), say


def _said_instead(spec: CommandSpec) -> Iterator[tuple[str, tuple[str, ...]]]:
    yield spec.name, (*spec.phrases, *([spec.button.label] if spec.button else []), *spec.titles)
    for argument, typed in spec.with_argument.items():
        yield f"{spec.name} {argument}", tuple(typed)


def plain(text: str) -> str:
    """The text in lower case, with spaces for hyphens, without "please" and punctuation around it."""
    said = re.sub(r"[-_]+", " ", text.lower().replace("’", "'")).strip(" .!?,:;")
    return " ".join(said.removeprefix("please ").removesuffix(" please").split())


_SHOW_ID = re.compile(rf"(?:(?:show|open|view|see) (?:me )?)?({id_pattern()})", re.IGNORECASE)
_LETTERS = "".join(kind.letter for kind in KINDS)
_NUMBER = re.compile(rf"(?:([{_LETTERS}])-?|#|no\.? ?|number )?(\d{{1,9}})", re.IGNORECASE)
_DUE = re.compile(
    r"(?:what|which)(?: s|'s|s)?(?: is| are)?(?: all| deadlines are| deadline is)?(?: still| now| next| coming)?"
    r" ?(?:due|overdue|open|late)(?: (?:today|tomorrow|now|next|soon|for us|(?:by |in )?(?:this|next) (?:week|month)))*"
    r"|what(?:s|'s| is) next",
    re.IGNORECASE,
)
_UNDO_IMPORT = re.compile(r"undo (?:the )?import #?(\d{1,9})", re.IGNORECASE)
_LOGGED = {kind.word: kind.logs for kind in KINDS if kind.logs}
_LOG = re.compile(
    rf"(?:please )?log (?:an? |the |new )*({'|'.join(_LOGGED)}) "
    r"(?:(?=[\w ]{2,20}:)()|(?:with|for|at|by|of) [^?]{1,60}$)",
    re.IGNORECASE,
)
"""Group 2 matches where fields follow. A name alone only opens the form: with little more a breach would be saved."""
IS_AN_OPERATOR = re.compile(r"is (?!an? |the |our |it )([^?]{2,40}) an operator\??", re.IGNORECASE)
LONGEST_NAME = 5
MOST_WORDS = 4


class Nearly(Sorry):
    """One letter off a command; ``say`` is that command."""

    def __init__(self, say: str) -> None:
        super().__init__(words.nearly(say=say))
        self.say = say


def read(text: str, known: Vocabulary) -> tuple[CommandSpec, str]:
    """The command a message starts with, and the rest; anything else is a question. Raises Sorry, Nearly.

    What follows a command's name is short, so that these stay questions: "rule out selling to parents?", "operator
    means somebody who runs a site".
    """
    if on_product := _of_product(text, known):
        return on_product
    text = spelt(text, known)
    first, _, rest = text.partition(" ")
    rest = unquoted(rest)
    spec = known.commands.get(first.lower())
    if spec is None and (say := nearly(text, known)):
        raise Nearly(say)
    if spec is None or _only_begins(spec, rest):
        return known.commands[QUESTION if text else NOTHING], text
    if is_no(spec, rest):
        if spec.meant and _matches(spec.meant, rest):
            raise Sorry(words.usage(spec.shape))
        return known.commands[QUESTION], text
    if spec.needs_argument and not rest:
        raise Sorry(wording.incomplete(usage=spec.usage))
    if spec.name == QUESTION and not rest:
        return known.commands[NOTHING], ""
    return spec, rest.rstrip(" .!?") if spec.short_argument or spec.name == NOTHING else rest


_QUOTED = re.compile(r"""\s*(?:"([^"]*)"|'([^']*)'|[“„«]([^“”„«»]*)[“”»]|‘([^‘’]*)’)\s*""")


def unquoted(rest: str) -> str:
    """What follows a command without the one pair of quotes around it, as it is typed in a shell."""
    match = _QUOTED.fullmatch(rest)
    return next((said for said in match.groups() if said is not None), "") if match else rest


def _of_product(text: str, known: Vocabulary) -> tuple[CommandSpec, str] | None:
    """The command for a question on a product (operator, may we use it, is there a contract); None for all else."""
    if operator := IS_AN_OPERATOR.fullmatch(text):
        return known.commands[OPERATOR_TEST], operator[1]
    if name := to_be_used(question := without_greeting(text)):
        return known.commands[MAY_USE], name
    return (known.on_record, question) if product_in(question) else None


def _only_begins(spec: CommandSpec, rest: str) -> bool:
    """Whether a sentence only begins with the command's name: too many words follow, or a question of its own."""
    words = sum("=" not in word for word in rest.split())  # what is known of a test is no part of a name
    asks = words > 1 and rest.endswith("?") and spec.listed and not spec.takes_question
    return asks or (spec.short_argument and words > LONGEST_NAME)


def spelt(text: str, known: Vocabulary) -> str:
    """The command as it is written, for what is typed another way (a title, an id, "what's next"); else the text."""
    bare = plain(text)
    if (match := _SHOW_ID.fullmatch(text.strip(" .!?"))) and (kind := kind_of(match[1])):
        return f"{kind.word} {match[1].upper()}"
    if _DUE.fullmatch(bare):
        return "deadlines"
    if match := _UNDO_IMPORT.fullmatch(bare):
        return f"undo-import {match[1]}"
    if match := _LOG.match(text):
        command = _LOGGED[match[1].lower()]
        return f"{command} {text[match.end() :]}" if match[2] is not None else command
    return known.said.get(bare) or _of_kind(text) or text


def nearly(text: str, known: Vocabulary) -> str:
    """The one command that the text misses by one letter; empty where there is none, or more than one."""
    first, _, rest = text.strip(" .!?").partition(" ")
    if rest and (_SHOW_ID.match(rest) or is_name(rest)):
        near = known.names_one_off(first.lower())
        return f"{near.pop()} {rest}" if len(near) == 1 else ""
    bare = plain(text)
    if len(bare.split()) > MOST_WORDS:
        return ""
    near = known.one_off(bare)
    return near.pop() if len(near) == 1 else ""


def is_no(spec: CommandSpec, rest: str) -> bool:
    """Whether a command's name only begins a sentence, as in "grant writer with test scores"."""
    return spec.fits is not None and not _matches(spec.fits, rest)


def _matches(pattern: str, rest: str) -> bool:
    return re.fullmatch(pattern, rest, re.IGNORECASE | re.DOTALL) is not None


def _of_kind(text: str) -> str:
    """``contract 1`` is the one with that number, ``contract Quizlet`` a search; empty where it is neither."""
    first, _, rest = text.strip(" .!?").partition(" ")
    kind = next((one for one in KINDS if one.word == first.lower()), None)
    if kind is None or not rest:
        return ""
    if number := _NUMBER.fullmatch(rest):
        same = number[1] is None or number[1].upper() == kind.letter
        return f"{kind.word} {kind.letter}-{number[2]}" if same else ""
    return _search(kind, text, rest) if kind.searched else ""


def _search(kind: RecordKind, text: str, rest: str) -> str:
    name = re.sub(r"^(?:with|for|of|at) ", "", rest, flags=re.IGNORECASE)
    if is_name(name) or (len(name) >= SHORTEST and all(word[:1].isupper() for word in name.split())):
        return f"{kind.lists} {name}"
    return f"{QUESTION} {text}" if len(name) >= SHORTEST and is_ordinary(name) else ""
