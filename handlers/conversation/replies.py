"""The dialogue's own replies, the places in a list ("the second one"), and what each intent shows, does or runs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from handlers.apps.card import MINE, STATES
from handlers.apps.words import LACKING
from handlers.contracts.listing import records_named
from handlers.conversation import words
from handlers.dialogue import bounded_re as re
from handlers.dialogue import words as wording
from handlers.dialogue.command_spec import ParsedCommand, kind_of
from handlers.dialogue.desk import Desk, Memory
from handlers.dialogue.reply import LONGEST_LABEL, MOST_CHOICES, Choice, Reply, Text
from handlers.dialogue.text import plain, short
from handlers.forms.privacy.names import find_personal_data
from handlers.law import words as law_words
from handlers.law.answer import ANYBODY
from handlers.law.ask import lead_of
from handlers.law.words import names_student
from handlers.records.by_form import ON_FILE
from handlers.understanding.command_parser import QUESTION
from handlers.understanding.courtesy import courtesy, kind_of_talk
from handlers.understanding.requests.request import Request, View
from handlers.understanding.requests.said import plainly_spelt
from handlers.understanding.words import NUMBER_WORDS, ORDINAL_WORDS
from knowledge.frames.frame_reader import Frame
from knowledge.wording import nth

LONGEST_SAY = 300
"""Most letters of a message that a button may repeat."""
READING = "meant"
"""The command of the buttons that name what may have been meant; its argument is the button's place."""


def unsure(
    readings: Sequence[tuple[str, Request]], commands: Sequence[tuple[str, ParsedCommand]], law: str, missed: int
) -> Reply:
    """Buttons for what the message may have meant; that it was not understood, where nothing is likely.

    ``law`` is the message, where it may be a question on the law; else empty. ``missed`` counts the messages before it
    that were not understood: after one, the wording changes and sending it to a person is offered.
    """
    choices = [button(intent, one, place) for place, (intent, one) in enumerate(readings, 1)]
    choices += [
        Choice(words.reading(intent, one.name, ""), f"{one.name} {one.rest}".strip()) for intent, one in commands
    ]
    if choices and law and len(law) <= LONGEST_SAY:
        choices.append(Choice(words.ASK_LAW, f"{QUESTION} {law}"))
    help_me = (Choice(words.SEND, "send-gap"), Choice(words.WHAT_I_CAN, "help"))
    if not choices:
        title, says = words.not_understood(missed), words.CAN_DO
        return Reply(
            title=title, parts=(Text(says),), choices=help_me, asks=True, tone="unknown", footer=wording.NOT_ADVICE
        )
    title = words.READING_AGAIN if missed else words.READING_TITLE
    person = help_me[: min(missed, 1)]
    return Reply(title=title, choices=(*choices, *person), asks=True, footer=wording.NOT_ADVICE)


def button(intent: str, request: Request, place: int) -> Choice:
    """The button for one of the readings, the first of which has place 1."""
    return Choice(short(words.reading(intent, request.command, name_of(request)), LONGEST_LABEL), f"{READING} {place}")


def name_of(request: Request) -> str:
    """The record, vendor, product or person that a request is about; empty where it names none."""
    slots = request.slots
    return next(iter(slots.ids), slots.vendor or slots.product or slots.said or slots.person_said)


def dropped(command: str, left: Request | None) -> Reply:
    """What was open is over; what had been left for it is offered again."""
    return Reply(title=words.dropped(command), parts=waiting(left), choices=go_on(left), footer=wording.NOT_ADVICE)


def denied(open_act: Request) -> Reply:
    """What was proposed is not done, and stays open to be corrected."""
    return Reply(
        title=words.NOT_SAVED,
        parts=(Text(words.what_is_wrong(words.called(open_act.command))),),
        choices=(Choice(words.DROP, words.SAY_DROP),),
        asks=True,
        footer=wording.NOT_ADVICE,
    )


def waiting(left: Request | None) -> tuple[Text, ...]:
    """That something is open still."""
    return (Text(f"{words.WAITS} {words.called(left.command)}."),) if left else ()


def go_on(left: Request | None) -> tuple[Choice, ...]:
    """The button that goes on with it."""
    return (
        (Choice(short(f"{words.GO_ON}: {words.called(left.command)}", LONGEST_LABEL), f"{READING} 0"),) if left else ()
    )


def press_it(press: str, *, only: bool) -> Reply:
    """Asks for a press of the button: a yes in words never does (``only``), or it was not clearly a yes."""
    button = Choice(short(press, LONGEST_LABEL), press, settles=True)
    return Reply(
        title=words.PRESS_IT if only else words.PRESS_IF_YES, choices=(button,), asks=True, footer=wording.NOT_ADVICE
    )


def small_talk(text: str, open_act: Request | None, desk: Desk) -> Reply:
    """What is said to thanks and the like; while something is open, that it is not saved."""
    kind = courtesy(text) or kind_of_talk(text)
    says = tuple(Text(one) for one in law_words.says(kind, lead_of(desk)))
    return Reply(title=law_words.TITLES[kind], parts=waiting(open_act) or says, choices=go_on(open_act))


def with_left(reply: Reply, left: Request | None) -> Reply:
    """The reply, and beneath it what was left open for it."""
    if left is None or reply.failed:
        return reply
    return replace(reply, parts=(*reply.parts, *waiting(left)), choices=(*reply.choices, *go_on(left))[:MOST_CHOICES])


def with_second(reply: Reply, readings: Sequence[tuple[str, Request]]) -> Reply:
    """The reply, and beneath it the second thing that was asked for."""
    if not readings or reply.failed:
        return reply
    buttons = (button(intent, one, place) for place, (intent, one) in enumerate(readings, 1))
    return replace(reply, parts=(*reply.parts, Text(words.ALSO)), choices=(*buttons, *reply.choices)[:MOST_CHOICES])


def with_unplaced(reply: Reply, said: Sequence[str], desk: Desk) -> Reply:
    """The reply, with a note of the values that were said and appear nowhere in it."""
    if reply.failed or not reply.asks:
        return reply
    form = " ".join([reply.form.say, *(field.value for field in reply.form.fields)]) if reply.form else ""
    shown = f"{plain(reply)} {form}".casefold()
    lost = [one for one in said if not _is_shown(one, shown) and not records_named(one, desk).ids]
    return replace(reply, parts=(*reply.parts, Text(words.unplaced(lost)))) if lost else reply


def with_warning(reply: Reply, text: str) -> Reply:
    """The reply, with a warning about a student's data: numbers and dates, as a name may be a colleague's."""
    kinds = tuple(dict.fromkeys(one.kind for one in find_personal_data(text) if one.kind not in ANYBODY))
    return replace(reply, parts=(*reply.parts, Text(names_student(kinds)))) if kinds and reply.law is None else reply


def _is_shown(said: str, shown: str) -> bool:
    return all(word.strip(" .,;:!?'\"") in shown for word in said.casefold().split())


def acts_on(command: str, id: str, desk: Desk) -> bool:
    """Whether the command acts on records of the kind that the id has."""
    spec, kind = desk.commands.get(command), kind_of(id)
    return command in ON_FILE if spec is None or not spec.takes_id else kind in spec.takes_id or command in ON_FILE


_MOST_PLACES = 20
_PLACES: Mapping[str, int] = {
    **{word: number - 1 for word, number in ORDINAL_WORDS.items() if number <= _MOST_PLACES},
    **{nth(number): number - 1 for number in range(1, _MOST_PLACES + 1)},
    "top": 0,
    "last": -1,
    "bottom": -1,
}
_FIRST = frozenset({"oldest", "older", "earlier"})
_NUMBERS = {word: number for word, number in NUMBER_WORDS.items() if 2 <= number <= 10}
_NOUN = (
    r"(?:ones?|contracts?|agreements?|breach(?:es)?|incidents?|deadlines?|vendors?|compan(?:y|ies)"
    r"|apps?|products?|records?|rows?|items?|entry|tasks?)"
)
_NTH = re.compile(
    rf"\b(?:(?:the|that|this) )?(?P<place>{'|'.join(_PLACES)})(?: {_NOUN}| of (?:those|them|these|the two|the three)\b)"
    rf"(?! of)"
    rf"|\bthe (?P<given>{'|'.join(_PLACES)})(?= (?:over )?to (?-i:[A-Z]))"
    r"|^\W*(?P<lead>(?:and |ok |open |show(?: me)? |pull up |what about "
    rf"|how about )*)(?:the )?(?P<alone>{'|'.join(_PLACES)})\W*$"
    rf"|\b(?:the )?(?P<end>latest|newest|newer|later|most recent|oldest|older|earlier)(?: {_NOUN})?"
    r"(?=\W*$|[,;]| (?:is|has|was|expire\w*|due))"
    r"|(?:^|\b(?:number|no\.?|option|open|show) |#)(?P<number>[1-9])\W*$",
    re.IGNORECASE,
)
_PLACE = "|".join(_PLACES)
_SOME = re.compile(
    rf"\b(?:the )?(?P<end>first|top|last|bottom) (?P<many>[2-9]|10|{'|'.join(_NUMBERS)})(?: {_NOUN})?\b"
    r"(?! (?:days|weeks|months|years))"
    rf"|\b(?:the )?(?P<places>(?:{_PLACE})(?:(?:,| and|, and) (?:the )?(?:{_PLACE}))+)(?: {_NOUN})?\b"
    rf"|\b(?P<both>both(?: of (?:them|these|those))?)(?: {_NOUN})?"
    r"(?=\W*$|[,;.]| (?:done|posted|to|until|as|are|were|is)\b)",
    re.IGNORECASE,
)
"""Several entries of a list by their places: the first two, the second and third, both."""

_MANY = frozenset({"both", "all", "them", "those", "these", "they", "their", "theirs"})
MOST_AT_ONCE = 5
_WORD = re.compile(r"[a-z]+|\d+")


def pointed(frame: Frame, text: str, memory: Memory) -> tuple[str, ...] | None:
    """The ids that a place or a word such as "it" points at; None where nothing points, empty where there is none."""
    if memory.rows and (ids := placed(frame, text, memory)) is not None:
        return ids
    references = [set(_WORD.findall(one.lower())) for one in frame.of("reference")]
    if not references:
        return None
    if any(_MANY & words for words in references) and len(memory.rows) != 1:
        return memory.rows[:MOST_AT_ONCE] or None
    if any("other" in words for words in references):
        kind = kind_of(memory.subject)
        others = tuple(one for one in memory.rows if one != memory.subject and kind in {None, kind_of(one)})
        return others[:MOST_AT_ONCE] or None
    return (memory.subject,) if memory.subject else memory.rows if len(memory.rows) == 1 else None


def placed(frame: Frame, text: str, memory: Memory) -> tuple[str, ...] | None:
    """The entries of the list that are named by their places, by the message's words or by what the model marks."""
    found = entries(text, memory.rows)
    marked = " ".join(frame.of("ordinal"))
    return entries(marked, memory.rows) if found is None and marked else found


def entries(text: str, rows: Sequence[str]) -> tuple[str, ...] | None:
    """The entries of the list shown last that are named by their places in it; None where none is.

    Empty where the list has no such entry, or not the two that "both" speaks of.
    """
    spelled = " ".join(plainly_spelt(text.replace("’", "'")).split())
    if several := _SOME.search(spelled):
        return _some(several, rows)
    match = _NTH.search(spelled)
    if match is None:
        return None
    id = _row(match, rows)
    return (id,) if id else ()


def _some(found: re.Match[str], rows: Sequence[str]) -> tuple[str, ...]:
    if found["both"]:
        return tuple(rows) if len(rows) == 2 else ()
    if found["many"]:
        many = _NUMBERS.get(found["many"].lower()) or int(found["many"])
        ends = rows[:many] if found["end"].lower() in {"first", "top"} else rows[-many:]
        return tuple(ends) if len(rows) >= many else ()
    places = [_PLACES[word.lower()] for word in re.findall(rf"\b(?:{_PLACE})\b", found["places"], re.IGNORECASE)]
    fits = all(-len(rows) <= at < len(rows) for at in places)
    return tuple(dict.fromkeys(rows[at] for at in places)) if fits else ()


def _row(found: re.Match[str], rows: Sequence[str]) -> str:
    if found["end"]:
        ranked = sorted(rows, key=lambda one: int(one[2:]))
        return (ranked[0] if found["end"].lower() in _FIRST else ranked[-1]) if ranked else ""
    word = (found["place"] or found["given"] or found["alone"] or "").lower()
    at = _PLACES[word] if word else int(found["number"]) - 1
    return rows[at] if -len(rows) <= at < len(rows) else ""


@dataclass(frozen=True, slots=True)
class Looks:
    """An intent that shows a view of the records; ``kind`` is set where it is always the same."""

    view: View
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Acts:
    """An intent that changes the records: first shown with its values, then done by a press or a yes."""

    command: str
    kind: str = ""
    field: str = ""
    """The field that is changed, where it is always the same."""


@dataclass(frozen=True, slots=True)
class Runs:
    """An intent that runs a command as if typed, with the values of these slots after its name."""

    command: str
    takes: tuple[str, ...] = ()
    """The slots whose values follow its name; of those joined by "|" the first that was said."""
    always: str = ""
    """What always follows the name."""
    words: tuple[str, ...] = ()
    """Words that follow the name where they are said."""
    of_record: bool = False
    """Whether the id of the record that is meant follows its name."""


Wish = Looks | Acts | Runs
WISHES: Mapping[str, Wish] = {
    "contract": Looks(View.CARD, "contract"),
    "contracts": Looks(View.LIST, "contract"),
    "breach": Looks(View.CARD, "breach"),
    "breaches": Looks(View.LIST, "breach"),
    "due": Looks(View.DUE),
    "overdue": Looks(View.OVERDUE),
    "owner": Looks(View.OWNER),
    "expiring": Looks(View.EXPIRING),
    "missing": Looks(View.MISSING),
    "count": Looks(View.COUNT),
    "who-has": Looks(View.HOLDS),
    "posted": Looks(View.POSTED),
    "history": Looks(View.HAPPENED),
    "renewal": Looks(View.RENEWAL),
    "standing": Looks(View.STANDING),
    "settings": Looks(View.SETTINGS),
    "file": Looks(View.FILE),
    "reminders": Looks(View.REMINDERS),
    "roles": Looks(View.ROLES),
    "notice-text": Looks(View.NOTICE),
    "app": Runs("app", ("product|vendor",)),
    "apps": Runs("apps", words=(*STATES, MINE)),
    "no-contract": Runs("apps", always=LACKING),
    "board": Runs("board"),
    "register": Runs("register"),
    "gaps": Runs("gaps"),
    "stats": Runs("stats", ("period",)),
    "packet": Runs("packet", ("format", "period")),
    "report": Runs("report", ("format", "period"), always="commission"),
    "export": Looks(View.EXPORT),
    "exceptions": Runs("exceptions"),
    "family-requests": Runs("family-requests"),
    "training": Runs("training"),
    "trainings": Runs("stats"),
    "drill": Runs("drill"),
    "help": Runs("help"),
    "import": Runs("import"),
    "review": Runs("review", of_record=True),
    "addendum": Runs("addendum", of_record=True),
    "log-contract": Acts("log-contract", "contract"),
    "renew": Acts("log-contract", "contract"),
    "end-contract": Acts("correct", "contract", field="expiry"),
    "log-breach": Acts("log-breach", "breach"),
    "received": Acts("received", "breach"),
    "done": Acts("done", "deadline"),
    "notice-sent": Acts("done", "deadline"),
    "undo": Acts("undo", "deadline"),
    "snooze": Acts("snooze", "deadline"),
    "assign": Acts("assign", "deadline"),
    "remind-me": Acts("remind"),
    "correct": Acts("correct"),
    "note": Acts("note"),
    "withdraw": Acts("withdraw"),
    "erase": Acts("erase"),
    "grant": Acts("grant"),
    "revoke": Acts("revoke"),
    "setup": Acts("setup"),
    "vendor-letter": Acts("vendor-letter", "contract"),
    "log-exception": Acts("log-exception", "exception"),
    "log-family-request": Acts("log-family-request", "family-request"),
    "close-request": Acts("close-request", "family-request"),
    "ask-app": Acts("ask-app", "app"),
    "approve-app": Acts("approve-app", "app"),
    "refuse-app": Acts("refuse-app", "app"),
    "add-file": Acts("add-file", "contract"),
    "mark-provision": Acts("mark-provision", "contract"),
    "answer-gap": Acts("answer", "gap"),
    "send-to-lead": Acts("send-gap"),
    "publish": Acts("publish"),
}
"""Every intent on the district's records. ``law``, ``talk`` and ``outside`` stand beside them."""
BY_OTHER_NAMES: Mapping[str, str] = {"deadlines": "due", "notice": "notice-text", "notice-sent": "notice-sent"}
"""Commands that stand behind an intent of another name."""
NOT_IN_WORDS = frozenset({
    "ask", "define", "operator", "rule", "due", "attach", "answers", "calendar", "token", "help",
})  # fmt: skip
"""Commands without an intent of their own: they look up the law, or are only typed and pressed."""
DIALOGUE = frozenset({"set", "correct-slot", "confirm", "deny", "cancel", "pick", "more", "back", "same"})
"""What only means something where the dialogue stands."""
BESIDE = frozenset({"law", "talk", "outside"})
PRESS_ONLY = frozenset({"erase", "grant", "revoke", "publish", "import"})
"""Commands that no yes in words confirms."""
OF_PEOPLE = frozenset({"grant", "revoke"})
"""Acts on a person: another one who is named is another act."""
OF_ALL = frozenset({
    View.LIST, View.COUNT, View.DUE, View.OVERDUE, View.EXPIRING, View.MISSING, View.STANDING, View.REMINDERS,
    View.ROLES, View.HOLDS,
})  # fmt: skip
"""Views that are of the whole district where no record is named or pointed at."""
OF_RECORD = (
    "contract", "contracts", "breach", "breaches", "due", "overdue", "owner", "expiring", "missing", "who-has",
    "posted", "history", "renewal", "standing", "file", "roles", "gaps", "app", "review", "trainings",
)  # fmt: skip
"""Intents that are answered by all of a record, or by all that a person is responsible for."""
OF_ONE = ("contract", "breach", "due", "owner", "expiring", "missing", "posted", "history", "renewal", "file")
"""Intents that are answered by the card of one record."""
OF_ONE_VIEW = frozenset({View.NOTICE, View.RENEWAL, View.FILE, View.HAPPENED, View.TOLD, View.POSTED, View.OWNER})
"""Views of one record."""
WHOLE: Mapping[View, View] = {
    View.CARD: View.LIST,
    View.RENEWAL: View.EXPIRING,
    View.FILE: View.LIST,
}
"""What is shown in place of a view of one record where no record is meant."""
