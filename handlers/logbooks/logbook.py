"""A kind's logbook names its fields, twin, card, list and follow-ups once; the commands on the kind come from it."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, fields, replace
from typing import Generic, Protocol, TypeVar, cast

from handlers.deadlines.plan import PlannedDeadline
from handlers.deadlines.steps import open_deadlines, with_owner_reminders
from handlers.dialogue.command_spec import SEARCH_WORDS, CommandSpec, HelpGroup, RecordKind
from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.paging import asked, onward, part
from handlers.dialogue.reply import Choice, Field, Part, Reply, Row, Rows, Text, Tone
from handlers.forms.filling import Filled, blank_form, change, saved_by
from handlers.forms.values import typed_values
from handlers.logbooks import words as logbook_words
from handlers.logbooks.plain import facts_of, find, next_or_saved, nothing_follows, tone_of, usual_actions, values_of
from handlers.people import names
from storage.port import Draft
from storage.records import OfVendor, Record, Role

R = TypeVar("R", bound=OfVendor)
R_contra = TypeVar("R_contra", bound=OfVendor, contravariant=True)


class SubjectWords(Protocol[R_contra]):
    """What a kind's words say of a record: a words module."""

    def title(self, record: R_contra, /) -> str:
        """A record in a line."""

    def none(self, id: str, /) -> str:
        """There is no such record."""


class LogbookWords(SubjectWords[R_contra], Protocol[R_contra]):
    """What a kind's words say besides, where all its commands come from its logbook."""

    FORM_TITLE: str
    SUBMIT: str
    SHOW: str
    NONE: str
    LOG_ANOTHER: str

    def twin(self, id: str, /) -> str:
        """The same is on record already."""

    def count(self, number: int, first: int, search: str, /) -> str:
        """How many there are, and how many of them come first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CommandTexts:
    """What people read about a command, and what they type instead."""

    help: str
    example: str
    verb: str = ""
    """What a record's history says somebody did with it."""
    phrases: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()
    """What buttons that say it are called."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject(Generic[R]):
    """What is needed to find, correct and withdraw one kind of record."""

    kind: RecordKind
    words: SubjectWords[R]
    fields: Callable[[Desk], tuple[Field, ...]]
    """The fields of its form."""
    read: Callable[[Filled, Desk, R | None], R] | None = None
    """The record as filled in, without an id; errors and doubts stay with the form. Given the one that is corrected."""
    values: Callable[[R], dict[str, str]] = values_of
    """The record's values for its form."""
    planned: Callable[[R, Desk], tuple[PlannedDeadline, ...]] = nothing_follows
    """The deadlines that follow from it as it is now."""
    keeps: tuple[str, ...] = ()
    """Fields that no correction changes, beside its withdrawal."""

    def find(self, id: str, desk: Desk) -> R:
        """The record with that id. Raises Sorry."""
        return cast("R", find(self.kind.record, id, self.words.none, desk))

    def corrected(self, new: R, old: R) -> R:
        """The corrected record, with what its form does not ask for taken from the old one."""
        kept = ("id", "withdrawn", "reason", *self.keeps)
        return replace(new, **{name: getattr(old, name) for name in kept})


@dataclass(frozen=True, slots=True, kw_only=True)
class Logbook(Subject[R]):
    """A kind of record with all that is said and done about it; its commands are made from this."""

    words: LogbookWords[R]
    read: Callable[[Filled, Desk, R | None], R]
    key: Callable[[R], tuple[str, ...]]
    """The texts that a twin has too, compared by their letters and digits."""
    defaults: Callable[[Desk], Mapping[str, str]] = lambda _: {}
    """What the form proposes, beside the owner."""
    runs: Callable[[R], bool] = lambda _: True
    """Whether it is still going on, so that another one like it is asked about."""
    told: Callable[[R, str, Desk], Iterable[Part]] = next_or_saved
    """What is said once it is saved, with the sentence that it is."""
    parts: Callable[[R, Message, Desk], Iterable[Part]] | None = None
    """Its card; without, the fields of its form."""
    actions: Callable[[R, Desk], Iterable[Choice]] = lambda record, _: usual_actions(record)
    tone: Callable[[R, Desk], Tone] = tone_of
    footer: Callable[[R, Desk], str] = lambda _record, _desk: ""
    row: Callable[[R, Desk], Row]
    first: Callable[[R, Desk], bool] = lambda _record, _desk: False
    """Whether it comes first in the list, where the others are listed with the newest on top."""
    oldest_first: str = ""
    """The field by which those that come first are sorted; empty: the newest of them on top, too."""
    list_choices: tuple[Choice, ...] = ()
    list_footer: Callable[[Desk], str] = lambda _: ""
    logs: CommandTexts
    lists: CommandTexts
    more: tuple[CommandSpec, ...] = ()
    """Commands of its own, beside those that log, list and show."""
    columns: Mapping[str, str] = field(default_factory=dict)
    """The columns of its table in exports, by field; none where the words of exports have them."""

    def log(self, rest: str, message: Message, desk: Desk) -> Reply:
        """``log-KIND``: shows the form, or saves the record; the same one twice must be confirmed."""
        fields, say, texts = self.fields(desk), self.kind.logs, self.words
        values = dict(message.fields) or typed_values(rest, fields)
        defaults = {names.FIELD: names.default_owner(message, desk), **self.defaults(desk)}
        if not values:
            return blank_form(say, texts.FORM_TITLE, texts.SUBMIT, fields, defaults)
        filled = Filled(fields, names.replace_me({**defaults, **values}, fields, message), desk.today)
        new = self.read(filled, desk, None)
        if (twin := self.twin_of(new, desk)) and not saved_by(message, twin.id, desk):
            filled.doubt("twin", texts.twin(twin.id))
        if not filled.ready:
            return filled.again(say, texts.FORM_TITLE, texts.SUBMIT)

        def write(draft: Draft) -> Iterable[Record]:
            saved = replace(new, id=draft.new_id(self.kind.record))
            opened = open_deadlines(self.planned(saved, desk), saved.id, saved.owner, draft, desk)
            return [saved, *with_owner_reminders(opened, message, desk)]

        outcome = change(say, message, desk, write)
        return self._logged(outcome.event.made[0], desk, again=outcome.again)

    def twin_of(self, new: R, desk: Desk) -> R | None:
        """A record of the same that is still going on; None for none."""

        def key(one: R) -> tuple[str, ...]:
            return tuple("".join(filter(str.isalnum, text.casefold())) for text in self.key(one))

        return next((one for one in self._kept(desk) if self.runs(one) and key(one) == key(new)), None)

    def _kept(self, desk: Desk, search: str = "") -> list[R]:
        found = cast("list[R]", desk.store.records(self.kind.record, search))
        return [one for one in found if not one.withdrawn]

    def _logged(self, id: str, desk: Desk, *, again: bool) -> Reply:
        record = self.find(id, desk)
        return Reply(
            title=self.words.title(record),
            parts=tuple(self.told(record, logbook_words.saved(id, again=again), desk)),
            choices=(*list(self.actions(record, desk))[:2], Choice(self.words.SHOW, f"{self.kind.word} {id}")),
            tone=self.tone(record, desk),
            footer=self.footer(record, desk),
        )

    def show(self, rest: str, message: Message, desk: Desk) -> Reply:
        """``KIND ID``: everything on record about it."""
        record = self.find(rest, desk)
        card = self.parts(record, message, desk) if self.parts else facts_of(record, self.fields(desk), desk)
        return Reply(
            title=self.words.title(record),
            parts=tuple(card),
            choices=tuple(self.actions(record, desk)),
            tone=self.tone(record, desk),
            footer=self.footer(record, desk),
        )

    def listed(self, rest: str, message: Message, desk: Desk) -> Reply:
        """``KINDS [WORDS] [page N]``: those that fit."""
        search, page = asked(rest)
        found = self._kept(desk, search)
        first = [one for one in found if self.first(one, desk)]
        on_top = {one.id for one in first}
        others = [one for one in found[::-1] if one.id not in on_top]
        shown = part([*self._sorted(first), *others], page)
        return Reply(
            title=self.words.count(len(found), len(first), search),
            parts=(Rows(tuple(self.row(one, desk) for one in shown.shown)) if found else Text(self.words.NONE),),
            choices=(
                *onward(self.kind.lists, search, shown, message, desk),
                *(self.list_choices if found else ()),
                Choice(self.words.LOG_ANOTHER, self.kind.logs),
            ),
            footer=" ".join(filter(None, (shown.told, self.list_footer(desk) if found else ""))),
        )

    def _sorted(self, first: list[R]) -> list[R]:
        by = self.oldest_first
        return sorted(first, key=lambda one: str(getattr(one, by))) if by else first[::-1]

    @property
    def commands(self) -> tuple[CommandSpec, ...]:
        """The commands that log one, list them and show one, and its own."""
        kind, letter, role = self.kind, self.kind.letter, self.kind.sees
        log = CommandSpec(name=kind.logs, usage=kind.logs, role=Role.PRIVACY, changes=True, in_lines=True, run=self.log)
        lists = CommandSpec(
            name=kind.lists,
            usage=f"{kind.lists} WORDS",
            role=role,
            short_argument=True,
            fits=SEARCH_WORDS,
            run=self.listed,
        )
        show = CommandSpec(
            name=kind.word,
            usage=f"{kind.word} ID",
            example=f"{kind.word} {letter}-1",
            role=role,
            takes_id=(kind,),
            short_argument=True,
            fits=rf"[{letter.lower()}{letter}]-\d{{1,9}}",
            run=self.show,
        )
        return (_with(self.logs, log), _with(self.lists, lists), show, *self.more)


def _with(texts: CommandTexts, command: CommandSpec) -> CommandSpec:
    told = {field.name: getattr(texts, field.name) for field in fields(texts)}
    return replace(command, group=HelpGroup.YEAR, **told)
