"""Reads a question: if it continues the last turn, the days, cites and data that it names, or the term it looks up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum

from handlers.dialogue import bounded_re as re
from handlers.dialogue.command_spec import ParsedCommand
from handlers.understanding.courtesy import Courtesy, courtesy, without_greeting
from handlers.understanding.days.dates import days_in, month_in
from handlers.understanding.days.day_clauses import EventDay, NamedDay, event_days
from handlers.understanding.named import kinds_in, product_in
from knowledge.citation import Citation
from knowledge.finding.words import stem, words
from knowledge.law import LawOfDay
from knowledge.model import Kind, Topic

MOST_WORDS = 8
"""Most words of a question that depends on the one before."""
MOST_WORDS_OF_LEANING = 12
_JOINS = re.compile(r"(and|but|or|so|what about|how about|what if|same for|also|even)\b,?\s*", re.IGNORECASE)
_WHOLE = re.compile(
    r"(?:(?:just|then|also|now)\s+)*(?:who|whom|what(?! if| about)|when|where|which|why|how(?! about)|can|may|must"
    r"|should|could|do|does|did|is|are|was|were|will|would|has|have|am)\b",
    re.IGNORECASE,
)
_POINTS_BACK = re.compile(r"\b(?:they|them|their|it|its|that|this|those|these|then|he|she|his|her)\b", re.IGNORECASE)
_ADDS_TO = re.compile(r"\b(?:too|also|as well|either|only|just|or)\b", re.IGNORECASE)
_NAMES = re.compile(r"\b(?:for|to|with|of|in|on|by|at|from)\b", re.IGNORECASE)
LEADS_ON = re.compile(r"(?:(?:and|so|but|or|ok|even|only|not|just|what about|how about|then)\b[\s,]*)+", re.IGNORECASE)
CONDITION = re.compile(
    r"(?:with|without|if|when|after|before|by|in|on|for|to|from|under|once|unless|until)\b", re.IGNORECASE
)
FEW = 7
_OBJECTS = re.compile(
    r"^but\b|\b(?:tho|though|however|anyway)\W*$"
    r"|^(?:(?:i|we|he|she|they|it)(?: am| is| are| was|'?m|'?re|'?s)) (?:only|just|still|already|barely|not even)\b",
    re.IGNORECASE,
)
_SHORT = 3
_REST = 4
"""Most words after "says who" that only name what was said: "says who, five days?"."""
_LITTLE = frozenset(
    "about also and any are but can did does even for from had has have her him his how its just may not our out same "
    "she that the them then they this was were what when who why will with yes you".split()
)
_EVERYWHERE = frozenset(
    "vendor data student board contract school law compani app inform district teacher product".split()
)
"""Stems that so many titles have that they name none."""
COMMON = 0.25
"""A share of all answers: a word found in more of them does not single one out."""


def may_continue(question: str, days: Sequence[NamedDay]) -> bool:
    """Whether it may make sense only after the turn before: by its words, or because it only names a day."""
    return continues(question) or (bool(days) and len(question.split()) <= MOST_WORDS and not stands_alone(question))


def continues(question: str) -> bool:
    """Whether it begins as a continuation: "and what about parents?"."""
    return bool(_JOINS.match(question)) and len(question.split()) <= MOST_WORDS


def may_lean(question: str) -> bool:
    """Whether it is short, and points back with a pronoun or is no whole question: "their backups, too"."""
    short = len(question.split()) <= MOST_WORDS_OF_LEANING
    return short and (bool(_JOINS.match(question)) or points_back(question) or not _WHOLE.match(question))


def points_back(question: str) -> bool:
    """Whether it has a pronoun for what was said before."""
    return bool(_POINTS_BACK.search(question))


def adds_to(question: str) -> bool:
    """Whether a few words without a verb add to what was said: "students too or just parents"."""
    bare = not (is_whole(question) or points_back(question) or _NAMES.search(question))
    return bare and len(question.split()) <= FEW and _ADDS_TO.search(question) is not None


def completes(question: str) -> bool:
    """Whether a few words only go on with the sentence before: "and to the parents?"."""
    return len(question.split()) <= FEW and CONDITION.match(LEADS_ON.sub("", question)) is not None


def objects(question: str) -> bool:
    """Whether a statement only objects to what was said, or adds to it: "I'm only 14 though"."""
    return "?" not in question and len(question.split()) <= MOST_WORDS_OF_LEANING and bool(_OBJECTS.search(question))


def stands_alone(question: str) -> bool:
    """Whether it asks by itself, however it begins, as "so what is a student record"; "and may they?" does not."""
    opening = _JOINS.match(question)
    rest = question[opening.end() :] if opening else question
    return bool(_WHOLE.match(rest)) and not _POINTS_BACK.search(rest)


_WHERE = re.compile(
    r"(?:(?:and|so|ok|but|really|huh|hm+)[,. ]+)*(?:says who|according to (?:who|what|which law)"
    r"|where (?:does it|does the law|is that|is it|do you|in the law)(?: \w+){0,4}"
    r"|where'?s that(?: \w+){0,3}|which (?:law|section|statute|part|rule|paragraph)(?: (?:is|says|was"
    r"|of)(?: \w+){0,4})?|what(?:'s| is) (?:the|your) (?:cite|citation|source|section|basis)(?: for that)?"
    r"|what (?:section|statute|law)(?: is that| says (?:that|so|it))?|(?:the )?(?:cite|citation|source|section"
    r"|statute)|show me (?:the )?(?:law|text|statute|section|source)|can you cite (?:it|that)|what (?:do|should"
    r"|can) (?:i|we) cite|quote (?:it|the law|me the law))\b",
    re.IGNORECASE,
)
_WHY = re.compile(
    r"(?:(?:and|but|so|ok|really)[,. ]+)*(?:why(?: (?:is that|so|not|though|is it|does it matter))?|how come"
    r"|what'?s the (?:reason|point)|what for)[\s?!.]*",
    re.IGNORECASE,
)
_SINCE = re.compile(
    r"(?:(?:and|but|so|ok)[,. ]+)*(?:since when(?: is that)?|when did (?:that|this|it) (?:start|change|begin"
    r"|become law|come in|take effect|kick in)|how long has (?:that|this|it) been(?: \w+){0,3}"
    r"|is (?:that|this|it) (?:new|recent|still (?:current|the law|true)))[\s?!.]*",
    re.IGNORECASE,
)


def asks_source(question: str) -> bool:
    """Whether it only asks where the law says so, why, or since when: the passage itself answers that."""
    said = question.strip().replace("\u2019", "'")
    where = _WHERE.match(said)
    alone = where is not None and len(said[where.end() :].split()) <= _REST
    return alone or bool(_WHY.fullmatch(said) or _SINCE.fullmatch(said))


def asks_why(question: str) -> bool:
    """Whether it asks for a reason, and for no record."""
    return re.match(r"\W*(?:(?:and|but|so|ok|wait)[,. ]+)*(?:why|how come)\b", question, re.IGNORECASE) is not None


def is_whole(question: str) -> bool:
    """Whether it is a question in full, as "who tells the families"."""
    return bool(_WHOLE.match(question))


def telling_words(text: str) -> frozenset[str]:
    """The stems of the words that tell what it is about."""
    return _stems(text) - _EVERYWHERE


def _stems(text: str) -> frozenset[str]:
    return frozenset(one for word in words(text) if word not in _LITTLE and len(one := stem(word)) >= _SHORT)


def leans_on(question: str, topic: Topic, law: LawOfDay) -> bool:
    """Whether it shares a word with the topic's answer that few other answers have."""
    own = _said(topic, law)
    telling = _stems(question)
    patterns = [re.compile(rf"\b{re.escape(one)}") for one in telling]
    texts = [_said(other, law) for other in law.topics.values()] if any(one.search(own) for one in patterns) else []
    most = COMMON * len(texts)
    return any(one.search(own) and sum(bool(one.search(text)) for text in texts) <= most for one in patterns)


def _said(topic: Topic, law: LawOfDay) -> str:
    answer = law.answer(topic.id)
    return " ".join((topic.title, *(fact.says for fact in answer.whole))).lower() if answer else ""


_SECTION = r"(?:aa|bb|cc|dd|ee|ff|gg)"
_PINS = r"(?:\s?\(\s?[0-9A-Za-z]{1,3}\s?\))"
CITE = rf"(?:10\s?-\s?234\s?{_SECTION}{_PINS}*|{_SECTION}{_PINS}+)"
"""A section by its number, or by its letters alone where something in it is pinned: "dd(b)", but not "the bb gun"."""
_CITE = re.compile(rf"(?<![\w-]){CITE}(?!\w)", re.IGNORECASE)


def pins_in(text: str) -> tuple[Citation, ...]:
    """The passages of the law that a text cites, each once, in order."""
    return tuple(dict.fromkeys(Citation.typed(found[0]) for found in _CITE.finditer(text)))


ASK = "ask"
"""The command that every question on the law is."""
TWO = 2
SHORTEST_QUESTION = 4
"""Words that make a second question worth an answer of its own."""


class Wish(Enum):
    """What somebody wants with a message."""

    QUESTION = "question"
    CONTINUATION = "continuation"
    """A question that may only make sense after the turn before."""
    LOOK = "look"
    """A command that shows something and changes nothing."""
    ACT = "act"
    """A command that changes the records."""
    SMALL_TALK = "small talk"
    """Nothing but a greeting or thanks."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a message means. It is made for one reply and kept nowhere, as it holds the person's own words."""

    wish: Wish
    command: ParsedCommand
    question: str
    """Without the greeting before it and the thanks behind it."""
    courtesy: Courtesy = ""
    product: str = ""
    """The product or vendor of which it is asked whether there is a contract, or whether it may be used; as typed."""
    days: tuple[EventDay, ...] = ()
    """The days that are named, in order, and what happened on each."""
    month: date | None = None
    """The first day of the one month that is named with its year, as in "back in May 2017"."""
    kinds: tuple[Kind, ...] = ()
    """The kinds of data that are named, of those the law lists."""
    pins: tuple[Citation, ...] = ()
    """The passages that are named by their cite."""
    parts: tuple[Reading, ...] = ()
    """Its two questions, where there are two and each is long enough to stand alone."""


def read(text: str, today: date, kinds: Sequence[Kind] = (), command: ParsedCommand | None = None) -> Reading:
    """What a message means; ``kinds`` are those the law lists; ``command``: what it was parsed as, if known."""
    if command and command.name != ASK:
        wish = Wish.ACT if command.changes else Wish.LOOK
        reading = read_question(command.rest, today, kinds)
        return replace(reading, wish=wish, command=command, product=product_in(command.rest))
    if polite := courtesy(text):
        return Reading(Wish.SMALL_TALK, command or ParsedCommand(ASK, text), "", courtesy=polite)
    question = without_greeting(text)
    parts = _questions(question)
    return replace(
        read_question(question, today, kinds),
        command=command or ParsedCommand(ASK, text),
        product=product_in(question),
        parts=tuple(read_question(part, today, kinds) for part in parts) if len(parts) == TWO else (),
    )


def read_question(question: str, today: date, kinds: Sequence[Kind] = ()) -> Reading:
    """A question alone, without greetings: a part of a message, or one put together with the turn before."""
    days = days_in(question, today)
    return Reading(
        wish=Wish.CONTINUATION if may_continue(question, days) else Wish.QUESTION,
        command=ParsedCommand(ASK, question),
        question=question,
        days=event_days(question, days),
        month=month_in(question),
        kinds=kinds_in(question, kinds),
        pins=pins_in(question),
    )


def _questions(text: str) -> list[str]:
    parts = [part.strip() for part in re.split(r"(?<=\?)\s+", text) if part.strip()]
    long_enough = all(len(part.split()) >= SHORTEST_QUESTION and part.endswith("?") for part in parts)
    return parts if long_enough else [text]


LONGEST_TERM = 4
"""Words of a term that may stand alone."""
_LEAD = (
    r"(?:(?:please|pls|so|and|ok|can you|could you|would you)[ ,]+)*(?:(?:explain|show|read|tell me about"
    r"|look up|open|see|give me|summari[sz]e|describe"
    r"|quote|text of|what(?: exactly)?(?: does| do| did| is| are|'?s)(?: in)?"
    r"|what about"
    r"|how about) )?(?:me |us )?(?:the )?(?:text of )?(?:the )?"
)
_OF_LAW = (
    r"(?:(?:c\.?\s?g\.?\s?s\.?|conn\.? gen\.? stat\.?|sec(?:tion|\.)?|subsection|subdivision|rule|cite|§+|part) ?)*"
)
_TAIL = (
    r"(?: (?:say|says|said|mean|means|state|states|require|requires|cover|covers|do|does|did|change|changed|amend|about"
    r"|define|defines|again|please|exactly|to me|to us|in plain (?:english|words|language)|in full|actually"
    r"|all|for us|of the"
    r" (?:law|act|statute)))*[\s?.!]*"
)
ACT = (
    r"(?:(?:p\.?\s?a\.?|public act|act)\s*(?:no\.?\s*|number\s*)?(?P<act>\d\d\s?-\s?\d{1,3})"
    r"(?:,?\s*(?:s\.|sec\.?|section|§)\s*(?P<section>\d{1,2}))?"
    r"|(?P<house>s?h\.?b\.?|s\.?b\.?|(?-i:H\.?R\.?)|house bill|senate bill)\s*(?:no\.?\s*)?-?(?P<bill>\d{1,5}))"
)
_ACT = re.compile(rf"(?<![\w-]){ACT}(?![\w-])", re.IGNORECASE)
_PASSAGE_ALONE = re.compile(rf"{_LEAD}{_OF_LAW}(?P<it>{CITE}){_TAIL}", re.IGNORECASE)
_ACT_ALONE = re.compile(rf"{_LEAD}{ACT}{_TAIL}", re.IGNORECASE)
_NAME = r"(?P<{}>[\w.'’&/ -]{{2,40}}?)"
_MEANING = tuple(
    re.compile(rf"(?:so |and |ok |please )*(?:{pattern})[\s?.!]*", re.IGNORECASE)
    for pattern in (
        (
            r"what (?:does|do|did) (?:the |an? )?(?:initials |letters |acronym |abbreviation |word |term )?"
            rf"{_NAME.format('a')} (?:stand for|mean|means|stands for)"
            r"(?: (?:exactly|again|here|in (?:this|the) (?:law|act)))?"
        ),
        rf"what(?:'?s| is) {_NAME.format('b')} (?:short for|an abbreviation (?:of|for))",
        rf"(?:the )?(?:meaning|definition|full name) of (?:the |an? )?{_NAME.format('c')}",
        (
            rf"{_NAME.format('d')} (?:stands for(?: what)?|stand for|meaning|definition|means what|abbreviation|acronym"
            r"|full form)"
        ),
        rf"(?:explain|define|def(?:\.| of)?|spell out) (?:the |an? )?(?:word |term |initials )?{_NAME.format('e')}",
        rf"what(?:'?s| is) the (?:meaning|definition) of (?:the |an? )?{_NAME.format('f')}",
    )
)
_WHAT_IS = re.compile(
    rf"(?:so |and |ok )*(?:what|who)(?:'?s| is| are|s) (?:the |an? )?{_NAME.format('a')}(?: again| exactly)?[\s?.!]*",
    re.IGNORECASE,
)


class Wanted(Enum):
    """What is looked up."""

    PASSAGE = "a passage by its cite"
    ACT = "an act by its number"
    MEANING = "what a word or initials mean"
    BARE = "a word alone"
    """As MEANING, unless it goes on from the turn before."""
    ABOUT = "what something is"
    """As MEANING, where a topic may tell more."""


@dataclass(frozen=True, slots=True)
class LookUp:
    """What is looked up, and its name: a cite, an act such as ``PA 18-125``, or a word as typed."""

    wanted: Wanted
    of: str


def look_up(text: str) -> LookUp | None:
    """What a whole message looks up; None where it asks or says anything else."""
    if match := _PASSAGE_ALONE.fullmatch(text):
        return LookUp(Wanted.PASSAGE, str(Citation.typed(match["it"])))
    if match := _ACT_ALONE.fullmatch(text):
        return LookUp(Wanted.ACT, _act(match))
    for pattern in _MEANING:
        if match := pattern.fullmatch(text):
            return LookUp(Wanted.MEANING, _name(match))
    if match := _WHAT_IS.fullmatch(text):
        return LookUp(Wanted.ABOUT, _name(match))
    bare = text.strip(" ?.!\"'")
    return LookUp(Wanted.BARE, bare) if bare and len(bare.split()) <= LONGEST_TERM else None


def acts_in(text: str) -> tuple[str, ...]:
    """The acts and bills that a text names, as in ``PA 18-125`` and ``HB 5149``, each once."""
    return tuple(dict.fromkeys(_act(found) for found in _ACT.finditer(text)))


def _act(found: re.Match[str]) -> str:
    if found["act"]:
        number = "".join(found["act"].split())
        return f"PA {number} s.{found['section']}" if found["section"] else f"PA {number}"
    house = found["house"].upper().replace(".", "")
    return f"{house if house == 'HR' else 'SB' if house in {'SB', 'SENATE BILL'} else 'HB'} {found['bill']}"


def _name(found: re.Match[str]) -> str:
    return next(value for value in found.groupdict().values() if value).strip()
