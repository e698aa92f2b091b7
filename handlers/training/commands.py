"""The training: its questions, each person's session, who did it this school year, and the yearly reminder."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256

from handlers.deadlines.steps import Step, StepKind, reminder_for
from handlers.dialogue import bounded_re as re
from handlers.dialogue import words as wording
from handlers.dialogue.catalog import catalog
from handlers.dialogue.command_spec import Sorry
from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.reply import Bullets, Choice, Cite, Part, Reply, Text
from handlers.dialogue.words import NO, YES, day
from handlers.forms.filling import change
from handlers.history.words import NUDGE
from handlers.law import words as law_words
from handlers.law.layout import opens
from handlers.people.access import allow
from handlers.people.names import display_name
from handlers.people.words import called
from handlers.understanding.days.periods import SCHOOL_YEAR
from knowledge.law import LawOfDay, tag_of
from knowledge.model import Answer, AnswerVerdict, Topic
from storage.kinds import Training
from storage.port import Draft, ReadableStore
from storage.records import Person, Record, Role

messages = catalog(__file__)

MOST_LISTED = 20

ASKED = 5
_EACH = 3
"""Questions drawn for each answer. One of the six is left out, so nobody can work out the last answer by counting."""
_ASKS = re.compile(r"(?:Are|Can|Do|Does|Has|Have|Is|May|Must) ")
_CONDITION = re.compile(r"\bif\b|\bunless\b|\bdepends\b", re.IGNORECASE)
_BY_VERDICT: Mapping[tuple[str, AnswerVerdict], bool] = {
    ("May", "permitted"): True,
    ("May", "prohibited"): False,
    ("Must", "required"): True,
}
_FIRM: frozenset[AnswerVerdict] = frozenset({"permitted", "prohibited", "required", "not_required"})


@dataclass(frozen=True, slots=True)
class FirmQuestion:
    """A topic whose title is a yes-or-no question, and the answer on that day."""

    topic: Topic
    answer: Answer
    yes: bool


def firm_questions(law: LawOfDay) -> tuple[FirmQuestion, ...]:
    """Every topic that asks a yes-or-no question and answers it without a condition, in the order of the files."""
    return tuple(_firm(law))


def _firm(law: LawOfDay) -> Iterator[FirmQuestion]:
    for topic in law.topics.values():
        answer = topic.on(law.day)
        if answer is None or not topic.title.endswith("?") or not _ASKS.match(topic.title):
            continue
        says = _says_yes(topic.title, answer, silent=topic.kind == "silent")
        if says is not None:
            yield FirmQuestion(topic, answer, says)


def _says_yes(title: str, answer: Answer, *, silent: bool) -> bool | None:
    """Whether the answer is yes; None where it has a condition, or is neither yes nor no.

    Where the act is ``silent``, other law may not be: then only an answer that begins with Yes or No counts.
    """
    first = answer.answer[0].says
    if answer.verdict not in _FIRM or _CONDITION.search(first):
        return None
    by_first_word = {"yes": True, "no": False}.get(opens(first) or "")
    by_verdict = _BY_VERDICT.get((title.partition(" ")[0], answer.verdict))
    if by_first_word is not None and by_verdict is not None and by_first_word != by_verdict:
        return None
    return by_verdict if by_first_word is None and not silent else by_first_word


def chosen(who: str, year: int, times: int, law: LawOfDay) -> tuple[FirmQuestion, ...]:
    """Five questions for this person and school year; other ones each time they do it again."""

    def mixed(one: FirmQuestion) -> str:
        return sha256(f"{who} {year} {one.topic.id}".encode()).hexdigest()

    questions = sorted(firm_questions(law), key=mixed)
    drawn = [
        *_window([one for one in questions if one.yes], times),
        *_window([one for one in questions if not one.yes], times),
    ]
    return tuple(sorted(drawn, key=mixed)[:ASKED])


def _window(found: Sequence[FirmQuestion], times: int) -> Iterator[FirmQuestion]:
    """The next few questions of the list, which goes around, after those of earlier times."""
    yield from (found[(times * _EACH + place) % len(found)] for place in range(min(_EACH, len(found))))


LASTS = timedelta(days=1)
MOST_TIMES = 1000
_TOKEN = re.compile(rf"(?P<times>\d{{1,3}})-(?P<began>[0-9a-f]{{1,10}})-(?P<right>[01]{{0,{ASKED - 1}}})")


@dataclass(frozen=True, slots=True)
class Session:
    """One run of the training: how often they did it this school year before, when it began, and the answers so far."""

    times: int
    began: datetime
    right: tuple[bool, ...] = ()

    def __str__(self) -> str:
        """The text in a button's command: times, start and answers."""
        return f"{self.times}-{int(self.began.timestamp()):x}-{''.join(str(int(one)) for one in self.right)}"

    def answered(self, *, right: bool) -> Session:
        """The session with one more answer."""
        return replace(self, right=(*self.right, right))

    def minutes(self, now: datetime) -> int:
        """How many whole minutes it took, at least one."""
        return max(1, round((now - self.began).total_seconds() / 60))


def read_session(text: str, now: datetime) -> Session:
    """The session in a button's command. Raises Sorry where there is none, or it is older than a day."""
    match = _TOKEN.fullmatch(text)
    if match is None:
        raise Sorry(messages.NO_SESSION)
    began = datetime.fromtimestamp(int(match["began"], 16), UTC)
    if not timedelta() <= now - began <= LASTS:
        raise Sorry(messages.TOO_OLD)
    return Session(int(match["times"]), began, tuple(one == "1" for one in match["right"]))


def year_of(today: date) -> int:
    """The year in which the school year of that day began."""
    return today.year - (today.month < SCHOOL_YEAR)


def done_in_year(records: ReadableStore, today: date, who: str | None = None) -> list[Training]:
    """The trainings in the school year of ``today``, the oldest first; of one person or of all. Raises StoreError."""
    return [one for one in records.trainings(who) if year_of(one.day) == year_of(today)]


def not_done(records: ReadableStore, today: date) -> list[Person]:
    """People with a role who have not done it in the school year of ``today``. Raises StoreError.

    Records restored from an export have names in place of ids.
    """
    done = {one.who for one in done_in_year(records, today)}
    return [one for one in records.people() if one.role.includes(Role.STAFF) and not {one.id, one.name} & done]


def listed(desk: Desk) -> Reply:
    """Who did it, with the last day, and who did not. Raises StoreError."""
    done = {display_name(one.who, desk): one.day for one in done_in_year(desk.store, desk.today)}
    others = not_done(desk.store, desk.today)
    return Reply(
        title=messages.list_title(
            year=year_of(desk.today),
            end=f"{(year_of(desk.today) + 1) % 100:02}",
            done=len(done),
            among=len(done) + len(others),
        ),
        parts=(
            *_part(messages.DID, sorted(f"{who}: {day(on)}" for who, on in done.items())),
            *_part(messages.DID_NOT, sorted(called(one) for one in others)),
        ),
        tone="incomplete" if others else "done" if done else "plain",
    )


def _part(heading: str, lines: list[str]) -> Iterator[Part]:
    if lines:
        yield Text(f"{heading} ({len(lines)})", heads=True)
        rest = len(lines) - MOST_LISTED
        yield Bullets(
            (*(line[:120] for line in lines[:MOST_LISTED]), *([messages.more(number=rest)] if rest > 0 else []))
        )


LIST = "list"


def training(rest: str, message: Message, desk: Desk) -> Reply:
    """``training``: the first question. ``training list``: who did it this school year. Raises Sorry."""
    if rest.strip().casefold() == LIST:
        allow("training list", Role.PRIVACY, message, desk)
        return listed(desk)
    if rest.strip():
        raise Sorry(messages.HOW)
    intro = Text(_intro(named=bool(message.who)))
    return replace(_asked(Session(_times(message, desk), desk.now), message, desk, (intro,)), goes_on=False)


def answer(rest: str, message: Message, desk: Desk) -> Reply:
    """``training-answer SESSION yes|no``: whether it is right, then the next question or the end. Raises Sorry."""
    token, _, said = rest.strip().partition(" ")
    session = read_session(token, desk.now)
    if said not in {"yes", "no"}:
        raise Sorry(messages.YES_OR_NO)
    if message.who and session.times != _times(message, desk):
        raise Sorry(messages.DONE_ALREADY)
    asked = _questions(session, message, desk)[len(session.right)]
    session = session.answered(right=(said == "yes") == asked.yes)
    told = tuple(_told(asked, desk, right=session.right[-1]))
    if len(session.right) < ASKED:
        return _asked(session, message, desk, told)
    return _end(session, message, desk, told)


def _times(message: Message, desk: Desk) -> int:
    """How often they did it this school year; for an unnamed person a number that changes by the minute."""
    if message.who:
        return len(done_in_year(desk.store, desk.today, message.who))
    return int(desk.now.timestamp() // 60) % MOST_TIMES


def _questions(session: Session, message: Message, desk: Desk) -> tuple[FirmQuestion, ...]:
    return chosen(message.who, year_of(desk.today), session.times, desk.law_of(message))


def _asked(session: Session, message: Message, desk: Desk, before: tuple[Part, ...]) -> Reply:
    place = len(session.right)
    question = _questions(session, message, desk)[place]
    return Reply(
        title=messages.title(number=place + 1, among=ASKED),
        parts=(*before, Text(question.topic.title, heads=True), *_about(question, desk)),
        choices=(
            Choice(wording.YES, f"training-answer {session} yes"),
            Choice(wording.NO, f"training-answer {session} no"),
        ),
        asks=True,
        goes_on=True,
        leads_on=True,
    )


def _about(question: FirmQuestion, desk: Desk) -> Iterator[Part]:
    """The passage that the question is about, which its title may leave out."""
    passage = desk.law.on(desk.today).passage(question.answer.cites[0])
    about = question.topic.heading or (passage.title if passage else "")
    if about:
        yield Text(messages.about(what=about))


def _told(question: FirmQuestion, desk: Desk, *, right: bool) -> Iterator[Part]:
    fact, cite = question.answer.answer[0], question.answer.cites[0]
    passage = desk.law.on(desk.today).passage(cite)
    yield Text(_told_text(question.topic.title, fact.says, right=right, yes=question.yes))
    link = cite.link or (passage.link if passage else "")
    yield Cite(law_words.pin(cite), link, law_words.checked(tag_of((fact,))))


def _end(session: Session, message: Message, desk: Desk, told: tuple[Part, ...]) -> Reply:
    """The result; saves that a named person did it."""
    if message.who:
        _note(session, message, desk)
    return Reply(
        title=_done(session.minutes(desk.now)),
        parts=(*told, Text(_score(sum(session.right), ASKED, named=bool(message.who)))),
        choices=(Choice(messages.OTHERS, "training"),),
        tone="done",
        goes_on=True,
        footer=wording.NOT_ADVICE,
    )


def _note(session: Session, message: Message, desk: Desk) -> None:
    def write(draft: Draft) -> Iterable[Record]:
        if session.times != len(done_in_year(draft, desk.today, message.who)):
            raise Sorry(messages.DONE_ALREADY)
        return [Training(id=draft.new_id(Training), who=message.who, day=desk.today)]

    change("training", message, desk, write)


NUDGE_MONTH = 10
"""People are reminded from the first day of October on; September is busy enough."""


def plan_nudges(desk: Desk) -> None:
    """Plans a reminder for each person who has not done it, once a school year; safe to repeat."""
    year = year_of(desk.today)
    if not desk.store.setup().training or desk.today < date(year, NUDGE_MONTH, 1):
        return
    people = not_done(desk.store, desk.today)
    if people:
        on = desk.now.astimezone(UTC)
        steps = [reminder_for(Step(StepKind.TRAINING, on=desk.today, to=person.id), "", on) for person in people]
        clock = Message("", who="clock", surface="clock", request=f"yearly training {year}")
        change(NUDGE, clock, desk, lambda _: steps)


def nudge(who: str, desk: Desk) -> Reply | None:
    """The reminder; None where the person did it meanwhile, lost their role, or the district has turned it off."""
    if not desk.store.setup().training or who not in {one.id for one in not_done(desk.store, desk.today)}:
        return None
    return Reply(
        title=messages.NUDGE_TITLE,
        parts=(Text(messages.NUDGE), Text(messages.NUDGE_WHY, more=True)),
        choices=(Choice(messages.BEGIN, "training", primary=True),),
        tone="due",
    )


def _intro(*, named: bool) -> str:
    """The text before the first question."""
    says = messages.five_questions_about_two_minutes
    unnoted = messages.i_do_not_know_who_you
    return says if named else f"{says} {unnoted}"


def _told_text(asked: str, fact: str, *, right: bool, yes: bool) -> str:
    """Whether the answer was right, the question, and what the law says; Yes or No is said only once."""
    answer = YES if yes else NO
    said = fact if fact.casefold().startswith(answer.casefold()) else f"{answer}. {fact}"
    return f"{'✅ Right' if right else '❌ Not right'}. {asked} {said}"


def _done(minutes: int) -> str:
    """The title at the end."""
    return f"Done, {minutes} {'minute' if minutes == 1 else 'minutes'}"


def _score(right: int, among: int, *, named: bool) -> str:
    """The score, for the person alone."""
    noted = messages.only_you_see_that_the_record if named else messages.nothing_of_it_was_kept
    return messages.of_right(right=right, among=among, noted=noted)
