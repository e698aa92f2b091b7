"""Forms: which fields show, what was filled in and what is wrong with it, saving it, and changes made meanwhile."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time
from typing import TypeVar
from urllib.parse import urlsplit

from handlers.dialogue import bounded_re as re
from handlers.dialogue.bounded_re import still_within
from handlers.dialogue.command_spec import Sorry, kind_of
from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.reply import Bullets, Field, Form, Reply, Text, When
from handlers.forms import words as form_words
from handlers.forms.privacy.names import PersonalDataMatch, find_personal_data
from handlers.understanding.days.dates import read_moment, read_relative
from storage.port import ChangeResult, Draft, Store
from storage.records import Event, Numbered, Record, Setup
from storage.serialize import plain
from storage.serialize import record as from_plain
from storage.stores import read_only

Changeable = Numbered | Setup


def change(
    what: str, message: Message, desk: Desk, write: Callable[[Draft], Iterable[Record]], *based_on: Changeable
) -> ChangeResult:
    """Write the records, their deadlines and the audit event in one step, or none of them.

    ``based_on`` are the records that the change was decided on. Raises Sorry where somebody else changed one of them
    since, so that nobody's change is overwritten unseen.
    """
    event = Event(
        who=message.who or "somebody", what=what, when=desk.now, surface=message.surface, request=message.request
    )

    def write_if_unchanged(draft: Draft) -> Iterable[Record]:
        for record in based_on:
            if _current(record, draft) != record:
                raise Sorry(form_words.changed_meanwhile(id=record.id))
        return write(draft)

    still_within()
    result = desk.store.change(event, write_if_unchanged)
    if not result.again:
        desk.written.append(result.event)
    return result


def saved_by(message: Message, id: str, desk: Desk) -> bool:
    """Whether this same message already put it on record."""
    return bool(message.request) and any(event.request == message.request for event in desk.store.history(id))


def _current(record: Changeable, draft: Draft) -> Changeable | None:
    kind = kind_of(record.id)
    return kind.find(draft, record.id) if kind else draft.setup()


def visible_fields(fields: Iterable[Field], values: Mapping[str, str] = {}) -> tuple[Field, ...]:
    """The fields to be asked for, given what was typed so far; a field that is not in ``values`` has its own value.

    One that is needed, filled in or wrong is always among them, whatever it waits for: so what was typed before its
    condition failed is neither lost nor saved unseen, and a hidden field is an empty one, for those that wait for it.
    """
    by_id = {field.id: field for field in fields}
    typed = {id: values.get(id, field.value).strip() for id, field in by_id.items()}

    def is_asked(field: Field) -> bool:
        when = field.when
        stays = when is None or field.required or field.error or typed[field.id]
        return bool(stays) or (when is not None and _is_met(when, by_id[when.field], typed[when.field]))

    return tuple(field for field in by_id.values() if is_asked(field))


def keep_known_visible(fields: Iterable[Field], known: Mapping[str, str]) -> tuple[Field, ...]:
    """The fields with what is ``known`` of them; one that has a value always shows, so that none is emptied unseen."""
    found = ((field, known.get(field.id, "")) for field in fields)
    return tuple(replace(field, was=value, when=None) if value else field for field, value in found)


def chosen_options(field: Field, typed: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The values of the options typed (by value, label or number), and the words that match no option."""
    known = _by_number(field) | {name.lower(): value for value, label in field.options for name in (value, label)}
    if field.numbered:
        known |= {str(place): value for place, (value, _) in enumerate(field.options, 1)}
        typed = _RANGE.sub(_spelled_out, typed)
    words = [word.strip() for word in re.split(r"[,\n]", typed) if word.strip()]
    if len(words) == 1 and words[0].lower() == "all":
        return tuple(value for value, _ in field.options), ()
    matches = {word: known.get(word.lower()) or known.get(word.lower().replace(" ", "_")) for word in words}
    values = tuple(dict.fromkeys(value for value in matches.values() if value))
    return values, tuple(word for word, value in matches.items() if not value)


def _by_number(field: Field) -> dict[str, str]:
    """The options by the one number in their labels, as people say 504 for a Section 504 plan."""
    found = [(number, value) for value, label in field.options for number in set(_NUMBER.findall(label))]
    numbers = [number for number, _ in found]
    return {number: value for number, value in found if numbers.count(number) == 1}


_NUMBER = re.compile(r"\b\d+\b")
_RANGE = re.compile(r"(?<![\w-])(\d{1,2})\s*[-–]\s*(\d{1,2})(?![\w-])")


def _spelled_out(found: re.Match[str]) -> str:
    """``1-3`` is 1, 2 and 3."""
    return ",".join(map(str, range(int(found[1]), int(found[2]) + 1))) or found[0]


def _is_met(when: When, other: Field, typed: str) -> bool:
    """Whether the other field has a value that shows this one."""
    if not typed:
        return "" in when.among
    has = chosen_options(other, typed)[0] if other.options else (typed,)
    return not when.among or not set(when.among).isdisjoint(has)


LONGEST = {"text": 200, "long": 3000, "link": 1000, "number": 12, "date": 40}
SURE = "sure"
"""The field in which a person confirms what the bot asks about (its doubts)."""
GUARD = "guard-"
"""Begins the doubt that a field has a student's personal data."""


@dataclass(slots=True)
class Filled:
    """A form's values as typed, with the errors and the doubts found while reading them."""

    fields: tuple[Field, ...]
    values: dict[str, str]
    today: date | None = None
    """The day from which "tomorrow" or "Friday" is counted; without it such words are no dates."""
    errors: dict[str, str] = field(default_factory=dict)
    doubts: dict[str, str] = field(default_factory=dict)

    def text(self, id: str) -> str:
        """A text; control characters become blanks, one that is too long an error."""
        kind = next((f.kind for f in self.fields if f.id == id), "text")
        keep_lines = "\n" if kind == "long" else ""
        value = "".join(c if c.isprintable() or c in keep_lines else " " for c in self.values.get(id, "")).strip()
        most = LONGEST.get(kind, LONGEST["text"])
        if len(value) > most:
            self.errors[id] = form_words.too_long(length=len(value), most=most)
        if not value and any(f.required and f.id == id for f in self.fields):
            self.errors[id] = form_words.NEEDED
        return value

    def names(self, id: str) -> tuple[str, ...]:
        """Names parted by commas, each once."""
        parts = (" ".join(part.split()) for part in self.text(id).replace(";", ",").replace("\n", ",").split(","))
        return tuple({part.casefold(): part for part in parts if part}.values())

    def day(self, id: str, *, ahead: bool = False) -> date | None:
        """A date, or None where nothing was typed or it cannot be read; a weekday ``ahead`` is still to come."""
        moment = self.moment(id, ahead=ahead)
        return moment.date() if moment else None

    def moment(self, id: str, *, ahead: bool = False) -> datetime | None:
        """A date, with its time where one was typed (else midnight).

        A relative date such as "tomorrow" is replaced with that day, and stays the same while the form is open.
        """
        value = self.text(id)
        if not value:
            return None
        try:
            moment = read_relative(value, self.today, ahead=ahead) if self.today else read_moment(value)
        except Sorry as sorry:
            self.errors[id] = str(sorry)
            return None
        if not _is_absolute(value):
            self.values[id] = moment.date().isoformat() if moment.time() == time() else f"{moment:%Y-%m-%d %H:%M}"
        return moment

    def number(self, id: str) -> int | None:
        """A whole number above zero."""
        value = self.text(id).replace(",", "")
        if not value:
            return None
        if not value.isascii() or not value.isdigit() or int(value) == 0:
            self.errors[id] = form_words.NO_NUMBER
            return None
        return int(value)

    def chosen(self, id: str) -> tuple[str, ...]:
        """The options chosen, by value or by label; an unknown one is an error."""
        asked = next(f for f in self.fields if f.id == id)
        values, strange = chosen_options(asked, self.values.get(id, ""))
        if strange:
            self.errors[id] = form_words.no_option(word=strange[0], labels=[label for _, label in asked.options])
        return values

    def picked(self, id: str) -> str:
        """The option that was picked or typed, by value or by label; what is none of them as it was typed."""
        value = self.text(id)
        options = next((f.options for f in self.fields if f.id == id), ())
        named = (option for option, label in options if value.casefold() in {option.casefold(), label.casefold()})
        return next(named, value)

    def link(self, id: str) -> str:
        """A web address."""
        value = self.text(id)
        parts = urlsplit(value)
        if value and (parts.scheme not in {"http", "https"} or "." not in parts.netloc):
            self.errors[id] = form_words.NO_LINK
        return value

    def doubt(self, id: str, question: str) -> None:
        """Something to be confirmed before it is saved."""
        self.doubts[id] = question

    def guard(self, *ids: str) -> None:
        """Point out what looks like a student's personal data in free text."""
        for id in ids:
            self._point_out(id, find_personal_data(self.values.get(id, "")))

    def guard_firm(self, *ids: str) -> None:
        """As `guard`, for the name of a firm or product, where a single word is taken for no person: Albert, Otis."""
        for id in ids:
            finds = find_personal_data(self.values.get(id, ""))
            self._point_out(id, [find for find in finds if find.kind != "name" or len(find.text.split()) > 1])

    def _point_out(self, id: str, finds: Sequence[PersonalDataMatch]) -> None:
        if finds:
            label = next(f.label for f in self.fields if f.id == id)
            self.doubt(f"{GUARD}{id}", form_words.personal(label, [(f.kind, f.text) for f in finds]))

    def take_doubts(self, *ids: str) -> tuple[str, ...]:
        """Remove and return the open ones of these doubts, which a complete typed line only shows with its result."""
        open_ones = self.open_doubts
        return tuple(self.doubts.pop(id) for id in ids if id in open_ones)

    @property
    def open_doubts(self) -> dict[str, str]:
        """The doubts that the person has not confirmed."""
        confirmed = set(self.values.get(SURE, "").split(","))
        return {id: question for id, question in self.doubts.items() if id not in confirmed}

    @property
    def ready(self) -> bool:
        """Whether it can be saved."""
        return not self.errors and not self.open_doubts

    def again(self, say: str, title: str, submit: str, some: Collection[str] = ()) -> Reply:
        """The form again with what was typed, what is wrong, and what has to be confirmed.

        With ``some`` only those fields are shown, and those with errors.
        """
        asked = only_fields({*some, *self.errors} if some else (), self.fields)
        shown = [replace(f, value=self.values.get(f.id, ""), error=self.errors.get(f.id, "")) for f in asked]
        if self.doubts:
            options, value = tuple(self.doubts.items()), self.values.get(SURE, "")
            shown.append(Field(SURE, form_words.SURE, "many", options=options, value=value))
        wrong = [f"{field.label}: {self.errors[field.id]}" for field in self.fields if field.id in self.errors]
        return Reply(
            title=form_words.CHECK_TITLE,
            parts=(
                Text(form_words.KEPT),
                *((Bullets(tuple(wrong)),) if wrong else ()),
                *((Text(form_words.DOUBTS), Bullets(tuple(self.open_doubts.values()))) if self.open_doubts else ()),
            ),
            form=Form(say, title, tuple(shown), submit, again=True),
            tone="sorry",
        )


def only_fields(some: Collection[str], fields: tuple[Field, ...]) -> tuple[Field, ...]:
    """The fields named in ``some``, with no condition and no heading; all fields unchanged where none is named."""
    return tuple(replace(field, when=None, section="") for field in fields if field.id in some) if some else fields


def blank_form(say: str, title: str, submit: str, fields: Iterable[Field], values: Mapping[str, str] = {}) -> Reply:
    """A form to fill in, with what is already known."""
    shown = tuple(replace(f, value=values.get(f.id, f.value), was=values.get(f.id, f.value)) for f in fields)
    return Reply(title=title, form=Form(say, title, shown, submit))


def _is_absolute(value: str) -> bool:
    """Whether the text is the same day whenever it is read."""
    try:
        read_moment(value)
    except Sorry:
        return False
    return True


_TIME = re.compile(r"([01]\d|2[0-3]):[0-5]\d")


def picker_value(field: Field) -> str | None:
    """The field's value as its picker takes it, empty for none; None where only a text line can show it."""
    typed, read = field.value.strip(), Filled((field,), {field.id: field.value})
    match field.kind:
        case "date":
            moment = read.moment(field.id)
            picked = moment.date().isoformat() if moment and moment.time() == time() else ""
        case "time":
            picked = typed if _TIME.fullmatch(typed) else ""
        case "number":
            picked = str(read.number(field.id) or "")
        case "pick":
            picked = next((value for value, _ in field.options if value == read.picked(field.id)), "")
        case _:
            return None
    offered = field.kind != "pick" or field.options
    return picked if offered and (picked or not typed) else None


_MARK = re.compile(r"(?:^|\s)seen: (\d{1,12})$", re.ASCII)
DOUBT = "seen"


def split_event_mark(rest: str) -> tuple[str, str]:
    """The text without its event mark (``seen: 12``), and the number in it; empty where there is none."""
    match = _MARK.search(rest)
    return (rest[: match.start()], match[1]) if match else (rest, "")


def with_event_mark(reply: Reply, mark: str, desk: Desk) -> Reply:
    """The reply with an event mark in its form's command: from its first opening, else of the newest event."""
    if reply.form is None:
        return reply
    said = event_mark(reply.form.say, int(mark or desk.store.head().number))
    return replace(reply, form=replace(reply.form, say=said))


def event_mark(say: str, number: int) -> str:
    """The command with the number of the newest event when it was offered."""
    return f"{say} seen: {number}"


C = TypeVar("C", bound=Changeable)


def as_opened(now: C, mark: str, desk: Desk) -> C:
    """The record as it was when the form with that mark opened; as it is now without a mark."""
    row = plain(now)
    for event in reversed(desk.store.history(now.id) if mark else ()):
        if event.number > int(mark) and now.id not in event.made:
            changed = event.after.get(now.id, {})
            row = {name: value for name, value in row.items() if name not in changed} | {**event.before.get(now.id, {})}
    return from_plain(type(now), row)


def merge_stale(
    filled: Filled, opened: Mapping[str, str], known: Mapping[str, str], called: Callable[[str], str]
) -> None:
    """Take what is ``known`` now for each field that came back as it ``opened``; doubt what others changed besides.

    ``called`` gives the name for a value that is the id of a person.
    """
    overwritten = dict[str, str]()
    for one in filled.fields:
        now, typed, was = (values.get(one.id, "") for values in (known, filled.values, opened))
        if _reads_as(one, typed, was):
            filled.values[one.id] = now
        elif not (_reads_as(one, now, was) or _reads_as(one, typed, now)):
            labels = dict(one.options)
            overwritten[one.label] = ", ".join(labels[value] for value in chosen_options(one, now)[0]) or called(now)
    if overwritten:
        filled.doubt(DOUBT, form_words.changed(overwritten))


def _reads_as(field: Field, typed: str, other: str) -> bool:
    """Whether two values of a field are the same, however the options are ordered and the lines end."""
    if field.options:
        (chosen, strange), (others, unknown) = chosen_options(field, typed), chosen_options(field, other)
        if not (strange or unknown):
            return {*chosen} == {*others}
    return typed.split() == other.split()


@dataclass(frozen=True, slots=True)
class Section:
    """Fields under one heading; the fields that are asked first have none."""

    title: str
    fields: tuple[Field, ...]

    @property
    def is_open(self) -> bool:
        """Whether it shows its fields at once: one of them was changed or has an error."""
        return not self.title or any(field.value != field.was or field.error for field in self.fields)


def in_sections(fields: Iterable[Field]) -> Iterator[Section]:
    """What is asked first, then the sections, in the order in which their first fields come."""
    sections: dict[str, list[Field]] = {"": []}
    for form_field in fields:
        sections.setdefault(form_field.section, []).append(form_field)
    return (Section(title, tuple(some)) for title, some in sections.items() if some)


def unchanged(store: Store) -> Store:
    """The store, read-only: anything that would write raises Sorry."""
    return read_only(store, lambda _: Sorry(form_words.ONLY_LOOKED))


def preview_form(run: Callable[[str, Message, Desk], Reply], rest: str, message: Message, desk: Desk) -> Reply:
    """The form that a command begins with, filled in with the message's ``fields``, unchecked.

    Raises Sorry where the command has no form, or would have to write.
    """
    records = unchanged(desk.records) if desk.records is not None else None
    reply = run(rest, replace(message, fields={}, files=()), replace(desk, records=records))
    if reply.form is None:
        raise Sorry(form_words.ONLY_LOOKED)
    fields = tuple(replace(field, value=message.fields.get(field.id, field.value)) for field in reply.form.fields)
    return replace(reply, form=replace(reply.form, fields=fields))
