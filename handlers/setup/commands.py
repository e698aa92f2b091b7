"""The setup command: the district's settings, read, checked and saved."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import TypeVar
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from handlers.deadlines.steps import replanned
from handlers.dialogue import bounded_re as re
from handlers.dialogue.command_spec import Sorry
from handlers.dialogue.desk import Desk, Message, PlaceReaders
from handlers.dialogue.reply import Bullets, Choice, Facts, Field, Form, ReminderChannelMoved, Reply, Text
from handlers.forms.filling import (
    SURE,
    Filled,
    as_opened,
    blank_form,
    change,
    event_mark,
    merge_stale,
    split_event_mark,
    with_event_mark,
)
from handlers.forms.values import read_days, spans, typed_values
from handlers.history.correct import answers_replanned
from handlers.people import names
from handlers.people import words as people_words
from handlers.people.chats import is_from_a_chat
from handlers.people.names import UnknownPerson, find_person
from handlers.questions.listing import uncovered_lately
from handlers.reminders.personal_notices import keep_for_page, with_notices
from handlers.setup import welcome_words
from handlers.setup import words as setup_words
from handlers.setup.checklist import comparable, place_here, place_options, shared_places, with_next_step
from handlers.setup.granting import grant_fields, invitation, read_named
from handlers.understanding.named import take_email
from storage.port import Draft
from storage.records import Person, Place, Record, Role, Setup

_HOUR = re.compile(r"(\d{1,2})(?::(\d\d))?\s*(?:([ap])\.?m\.?)?", re.IGNORECASE)
NOON, MOST_BEFORE, MOST_BEFORE_END, MOST_NUMBERS = 12, 60, 365, 5


def read_hour(text: str) -> str:
    """``5:30 pm`` as ``17:30``. Raises Sorry."""
    match = _HOUR.fullmatch(text.strip())
    if not match:
        raise Sorry(setup_words.NO_HOUR)
    hours, minutes, half = int(match[1]), int(match[2] or 0), (match[3] or "").lower()
    if half and not 1 <= hours <= NOON:
        raise Sorry(setup_words.NO_HOUR)
    if half:
        hours = hours % NOON + (NOON if half == "p" else 0)
    if hours > 23 or minutes > 59:
        raise Sorry(setup_words.NO_HOUR)
    return f"{hours:02}:{minutes:02}"


def read_zone(text: str) -> str:
    """The name of a time zone that exists. Raises Sorry."""
    try:
        return ZoneInfo(text.strip()).key
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise Sorry(setup_words.NO_ZONE) from None


def read_renewals(text: str) -> tuple[int, ...]:
    """Days before a contract's end, as in ``120, 60, 30``; read by `read_days_before`. Raises Sorry."""
    return read_days_before(text, MOST_BEFORE_END, setup_words.NO_RENEWALS)


def read_days_before(text: str, most: int = MOST_BEFORE, wrong: str = setup_words.NO_DAYS) -> tuple[int, ...]:
    """Days before a due date, as in ``3, 1``: largest first, each once. Raises Sorry."""
    words = re.split(r"[,\s]+", text.strip(", "))
    numbers = {int(word) for word in words if word.isascii() and word.isdigit() and len(word) <= 3}
    if len(numbers) < len(set(words)) or len(numbers) > MOST_NUMBERS or not numbers <= set(range(1, most + 1)):
        raise Sorry(wrong)
    return tuple(sorted(numbers, reverse=True))


T = TypeVar("T")


def setup(rest: str, message: Message, desk: Desk) -> Reply:
    """``setup field: value``: shows the form, or saves what was typed and leaves the other settings as they are."""
    old, form_fields = desk.store.setup(), setup_fields(desk)
    say, title, submit = "setup", people_words.SETUP_TITLE, setup_words.SETUP_SAVE
    rest, mark = split_event_mark(rest)
    values = {**typed_values(rest, (*form_fields, *EMAIL_FIELDS)), **message.fields}
    if not values:
        return with_event_mark(blank_form(say, title, submit, form_fields, setup_values(old, desk)), mark, desk)
    if mark and not message.fields and (set_since := _set_meanwhile(values, int(mark), message, desk)):
        return set_since
    known, fields = setup_values(old, desk), (*form_fields, *EMAIL_FIELDS)
    by_id = partial(names.with_ids, fields=form_fields, desk=desk)
    filled = Filled(fields, by_id(names.replace_me({**known, **values}, form_fields, message)))
    opened = by_id(setup_values(as_opened(old, mark, desk), desk))
    merge_stale(filled, opened, by_id(known), names.names_of_all(desk))
    newcomers, near = _newcomers(filled, message, desk)
    new = read_setup(filled, old, newcomers, message, desk)
    of_people = filled.errors and set(filled.errors) <= {*EMAILS, *EMAILS.values()}
    if of_people and not filled.open_doubts:
        return _asked_who(filled, known, near, mark, desk)
    if new is None:
        filled.fields = form_fields
        if not filled.errors and not message.fields and set(values) <= {"place", SURE}:
            return _asked_who_reads(filled, mark, desk)
        return with_event_mark(filled.again(say, title, submit), mark, desk)
    if new == old:
        raise Sorry(setup_words.SETUP_SAME)
    leads = {new.lead, old.lead} - {""} if new.lead != old.lead else set()

    def write(draft: Draft) -> Iterable[Record]:
        answers = answers_replanned(new, old, draft, desk)
        people = [replace(one, role=Role.highest(one.role, ROLES[id])) for id, one in newcomers.items()]
        told = with_notices([new, *people], leads, message, draft, desk)
        return [*told, *replanned(new, old, draft, desk), *answers]

    again = change("setup", message, desk, write, old).again
    reply = _setup_reply(
        setup_words.AGAIN if again else setup_words.SETUP_SAVED, message, desk, _changed(old, new, desk)
    )
    if new.site != old.site and new.site and new.published:
        reply = replace(reply, choices=(Choice(setup_words.PUBLISH_AGAIN, "register"), *reply.choices))
    for one in () if again else newcomers.values():
        keep_for_page(one.id, desk)
        reply = replace(reply, parts=(*reply.parts, *invitation(one, message, desk)))
    return reply if again or new.place == old.place else _moved(reply, old.place, new.place, desk)


def _changed(old: Setup, new: Setup, desk: Desk) -> frozenset[str]:
    """The settings that differ."""
    before, now = setup_values(old, desk), setup_values(new, desk)
    return frozenset(id for id in now if now[id] != before[id])


def _moved(reply: Reply, before: str, place: str, desk: Desk) -> Reply:
    """The reply, which says from where to where the privacy team's reminders move, where they had a place before."""
    old, new = desk.store.place(before), desk.store.place(place)
    moved = (Text(setup_words.moved(names.place_name(old), names.place_name(new) if new else "")),) if old else ()
    first, *others = reply.parts
    return replace(reply, parts=(first, *moved, *others), effects=(ReminderChannelMoved(place, before),))


def _set_meanwhile(values: Iterable[str], mark: int, message: Message, desk: Desk) -> Reply | None:
    """The reply to an old button whose setting was changed since: by whom, and to what; None where it was not."""
    setup = desk.store.setup()
    for id in values:
        if event := names.last_of(id, setup.id, desk, after=mark):
            label, value = setup_words.SETUP_FIELDS[id][0], names.names_of_all(desk)(str(getattr(setup, id)))
            by, at = names.who(event, message, desk), names.when(event, desk)
            return _setup_reply(setup_words.set_already(label, value, by, at), message, desk, {id})
    return None


def setup_fields(desk: Desk) -> tuple[Field, ...]:
    """The form; the privacy team's place is one of those that are private."""
    shared = shared_places(desk)
    places = ((setup_words.PAGE, setup_words.PAGE_LABEL), *place_options(shared))
    options = {
        "place": places,
        "members": setup_words.MEMBERS,
        "zone": setup_words.ZONES,
        "register": setup_words.REGISTER,
        "links": setup_words.LINKS,
        "training": setup_words.TRAINING,
    }
    known = setup_values(desk.store.setup(), desk)
    hints = {**setup_words.SETUP_HINTS, **({} if shared else {"place": setup_words.NO_PLACE})}
    return tuple(
        replace(
            Field(id, label, kind, options.get(id, ()), hints.get(id, "")),
            section=setup_words.SECTION_OF.get(id, ""),
            was=known[id],
        )
        for id, (label, kind) in setup_words.SETUP_FIELDS.items()
    )


def setup_values(setup: Setup, desk: Desk) -> dict[str, str]:
    """A setup as the form shows it."""
    return {
        "district": setup.district,
        "site": setup.site,
        "place": setup.place or setup_words.PAGE,
        "lead": setup.lead,
        "superintendent": setup.superintendent,
        "zone": setup.zone or str(desk.zone),
        "morning": setup.morning,
        "evening": setup.evening,
        "closures": ", ".join(spans(setup.closures)),
        "before": ", ".join(str(days) for days in setup.before),
        "renewals": ", ".join(str(days) for days in setup.renewals),
        "members": setup.members.value,
        "register": "yes" if setup.register else "no",
        "links": "yes" if setup.links else "no",
        "request_days": str(setup.request_days or ""),
        "training": "yes" if setup.training else "no",
    }


EMAILS = {"lead": "lead_email", "superintendent": "superintendent_email"}
"""The fields of people, and the field that asks for their e-mail address where nobody on file has that name."""
EMAIL_FIELDS = tuple(Field(EMAILS[id], label, "text") for id, label in setup_words.EMAIL_LABELS.items())
ROLES = {"lead": Role.PRIVACY, "superintendent": Role.STAFF}
"""What somebody new gets, so that reminders reach them."""


def _newcomers(filled: Filled, message: Message, desk: Desk) -> tuple[dict[str, Person], dict[str, Sequence[str]]]:
    """Those named by e-mail who are not on file, by field; who is wanted and not known stands at their field.

    With the names on file that are like those which nobody in the chat has, by field; these fields are emptied, so that
    the form has the chat's own list of people there.
    """
    found, near = dict[str, Person](), dict[str, Sequence[str]]()
    for id, email_id in EMAILS.items():
        typed = filled.text(id)
        try:
            if typed:
                find_person(typed, desk.store)
        except UnknownPerson as unknown:
            if _stays_a_name(id, typed, message, desk):
                continue
            if _by_chat(message) and not (take_email(typed)[0] or filled.values.get(email_id)):
                filled.errors[id], filled.values[id] = welcome_words.new_in_chat(name=typed), ""
                near[id] = unknown.near
            elif person := _named_by_email(id, email_id, filled, desk):
                found[id] = person
        except Sorry as sorry:
            filled.errors[id] = str(sorry)
    return found, near


def _stays_a_name(id: str, name: str, message: Message, desk: Desk) -> bool:
    """Whether a name stands that nobody on file has: it stood there before, or its e-mail address was left blank."""
    left_blank = message.fields.get(EMAILS[id]) == "" and not _by_chat(message)
    return name == getattr(desk.store.setup(), id) or (left_blank and names.is_only_a_name(name, desk))


def _by_chat(message: Message) -> bool:
    """Whether people can be chosen or mentioned where the message comes from."""
    return is_from_a_chat(f"{message.surface}:")


def _named_by_email(id: str, email_id: str, filled: Filled, desk: Desk) -> Person | None:
    """The person with the e-mail address in the name's field or in its own; None where something is wrong."""
    email, name = take_email(filled.text(id))
    filled.values |= {id: name, email_id: email or filled.values.get(email_id, "")}
    named = Filled(grant_fields(by_chat=False, emailed=True), {"person": name, "email": filled.values[email_id]})
    if not filled.values[email_id]:
        filled.errors[email_id] = welcome_words.new_here(name=name)
    elif (person := read_named(named, desk)) is None:
        filled.errors |= {email_id if wrong == "email" else id: says for wrong, says in named.errors.items()}
    else:
        return person
    return None


def _asked_who(
    filled: Filled, known: Mapping[str, str], near: Mapping[str, Sequence[str]], mark: str, desk: Desk
) -> Reply:
    """Only what is missing of the people; all else that was said goes with the form and is saved with its answer.

    ``near`` are names, by field, that may be meant instead. A button answers with one, or makes the sender the lead.
    """
    said = [
        f'{id}: "{value}"' if ";" in value or "\n" in value else f"{id}: {value}"
        for id, value in filled.values.items()
        if value != known.get(id, "") and id not in filled.errors
    ]
    unasked = {id: says for id, says in filled.errors.items() if id in EMAILS.values() and not filled.values[id]}
    of = {email_id: filled.text(id) for id, email_id in EMAILS.items()}
    fields = tuple(
        replace(
            one,
            value=filled.values[one.id],
            error="" if one.id in unasked else filled.errors[one.id],
            required=one.id in of and not names.is_only_a_name(of[one.id], desk),
        )
        for one in filled.fields
        if one.id in filled.errors
    )
    wrong = tuple(f"{one.label}: {one.error}" for one in fields if one.error)
    kept = (Text(setup_words.SAVED_WITH_IT),) if said else ()
    parts = (*map(Text, unasked.values()), *((Bullets(wrong),) if wrong else ()), *kept)
    me = ((str(welcome_words.I_LEAD), f"lead: {names.ME}"),) if "lead" in near else ()
    answers = (*me, *((name, f"{id}: {name}") for id, alike in near.items() for name in alike))
    choices = tuple(Choice(label[:75], f"setup {'; '.join([answer, *said])}") for label, answer in answers)
    form = Form(
        f"setup {'; '.join(said)}".strip(), people_words.SETUP_TITLE, fields, setup_words.SETUP_SAVE, again=True
    )
    reply = Reply(title=setup_words.ONE_MORE, parts=parts, form=form, choices=choices if len(fields) == 1 else ())
    return with_event_mark(reply, mark, desk)


def read_setup(
    filled: Filled, old: Setup, newcomers: Mapping[str, Person], message: Message, desk: Desk
) -> Setup | None:
    """The setup as filled in; None where something is wrong, which then stands at its field."""
    morning, evening = (
        _read_field(read_hour, "morning", old.morning, filled),
        _read_field(read_hour, "evening", old.evening, filled),
    )
    filled.values |= {id: hour for id, hour in (("morning", morning), ("evening", evening)) if id not in filled.errors}
    if evening <= morning and not filled.errors:
        filled.errors["evening"] = setup_words.EVENING_FIRST
    new = replace(
        old,
        district=filled.text("district"),
        site=filled.link("site"),
        place=_read_place(filled, old, message, desk),
        lead=_person_id("lead", filled, newcomers, desk),
        superintendent=_person_id("superintendent", filled, newcomers, desk),
        zone=_read_field(read_zone, "zone", Setup().zone, filled),
        morning=morning,
        evening=evening,
        closures=_read_field(read_days, "closures", (), filled),
        before=_read_field(read_days_before, "before", Setup().before, filled),
        renewals=_read_field(read_renewals, "renewals", (), filled),
        members=Role(next(iter(filled.chosen("members")), old.members)),
        register=filled.chosen("register") == ("yes",),
        links=filled.chosen("links") == ("yes",),
        request_days=filled.number("request_days") or 0,
        training=filled.chosen("training") == ("yes",),
    )
    return new if filled.ready else None


def _person_id(id: str, filled: Filled, newcomers: Mapping[str, Person], desk: Desk) -> str:
    """The id of the person in the field; empty for nobody, and where something is wrong."""
    typed = filled.text(id)
    if not typed or {id, EMAILS[id]} & set(filled.errors):
        return ""
    return newcomers[id].id if id in newcomers else names.id_of(typed, desk)


def _read_field(reads: Callable[[str], T], id: str, empty: T, filled: Filled) -> T:
    """A field's value as read, ``empty`` where nothing was typed; what cannot be read becomes its error."""
    value = filled.picked(id)
    try:
        return reads(value) if value else empty
    except Sorry as sorry:
        filled.errors[id] = str(sorry)
        return empty


def place_wanted(message: Message, desk: Desk) -> Place | None:
    """The place that a message would make the privacy team's own; None where it stays what it is, or is none.

    Raises StoreError.
    """
    fields = (*setup_fields(desk), *EMAIL_FIELDS)
    rest, _ = split_event_mark(message.parsed.rest if message.parsed else "")
    try:
        values = dict(message.fields) or typed_values(rest, fields)
    except Sorry:
        return None
    place_id = _find_place(Filled(fields, values), message, desk) if "place" in values else ""
    return desk.store.place(place_id) if place_id != desk.store.setup().place else None


def _read_place(filled: Filled, old: Setup, message: Message, desk: Desk) -> str:
    """The id of the place filled in; for another place than before, people besides the team who read it are a doubt."""
    place_id = _find_place(filled, message, desk)
    place = desk.store.place(place_id) if place_id != old.place else None
    if place is None:
        return place_id
    filled.values["place"] = place_id  # what the form has among its options
    readers = message.readers if message.readers and message.readers.place == place_id else PlaceReaders(place_id)
    if readers.guests or readers.everyone or not readers.known:
        says = setup_words.would_read(
            names.place_name(place), readers.guests, everyone=readers.everyone, known=readers.known
        )
        filled.doubt(f"readers-{hashlib.sha256(says.encode()).hexdigest()[:8]}", says)
    return place_id


def _asked_who_reads(filled: Filled, mark: str, desk: Desk) -> Reply:
    """A place and nothing else was chosen, in one line or by a button: one press confirms who reads it."""
    sure = f"setup place: {filled.values['place']}; {SURE}: {','.join(filled.doubts)}"
    sends = Choice(setup_words.SEND_THERE, event_mark(sure, int(mark or desk.store.head().number)))
    return Reply(
        title=setup_words.WHO_READS,
        parts=tuple(map(Text, filled.open_doubts.values())),
        choices=(replace(sends, primary=True, settles=True), Choice(setup_words.SETUP_CHANGE, "setup")),
        asks=True,
    )


def _find_place(filled: Filled, message: Message, desk: Desk) -> str:
    """The id of a private place we can write to; empty for the page only."""
    typed = filled.values.get("place", "").strip()
    is_here = typed.casefold() == "here"
    on_file = place_here(message, desk) if is_here else desk.store.place(typed)
    if on_file and on_file.private:
        return on_file.id
    if on_file or is_here:
        filled.errors["place"] = setup_words.PLACE_PUBLIC if on_file else setup_words.HERE_UNKNOWN
        return ""
    if typed.casefold() in {"", setup_words.PAGE, setup_words.PAGE_LABEL.casefold()}:
        return ""
    alike = [place.id for place in shared_places(desk) if comparable(place.name) == comparable(typed)]
    if len(alike) != 1:
        filled.errors["place"] = (
            setup_words.same_place(text=typed, number=len(alike)) if alike else setup_words.no_place(text=typed)
        )
    return alike[0] if len(alike) == 1 else ""


def _setup_reply(first: str, message: Message, desk: Desk, changed: Collection[str]) -> Reply:
    """The settings that were ``changed`` as they are now, and a button that shows all.

    With a button that gives the lead a role, where they have none, and what comes next.
    """
    setup = desk.store.setup()
    labels = {id: label for id, (label, _) in setup_words.SETUP_FIELDS.items()}
    shown = {**setup_values(setup, desk), "members": dict(setup_words.MEMBERS)[setup.members.value]}
    shown["register"] = dict(setup_words.REGISTER)[shown["register"]]
    shown["links"] = dict(setup_words.LINKS)[shown["links"]]
    shown["training"] = dict(setup_words.TRAINING)[shown["training"]]
    place, lead = desk.store.place(setup.place), names.person_on_file(setup.lead, desk.store)
    shown["place"] = names.place_name(place) if place else setup_words.PAGE_LABEL
    for id in ("lead", "superintendent"):
        shown[id] = names.display_name(shown[id], desk)
    weak = lead if lead and not lead.role.includes(Role.PRIVACY) and lead.id not in desk.admins else None
    name = names.display_name(weak.id, desk) if weak else ""
    reply = Reply(
        title=people_words.SETUP_TITLE,
        parts=(
            Text(first),
            Facts(tuple((labels[id], value) for id, value in shown.items() if value and id in changed)),
            *map(Text, uncovered_lately(desk)),
            *((Text(setup_words.lead_without_role(name=name)),) if weak else ()),
        ),
        choices=(
            *((Choice(setup_words.put_on_team(name), f"grant {weak.id} privacy"),) if weak else ()),
            Choice(setup_words.SETUP_ALL, "setup"),
        ),
        tone="done",
    )
    return with_next_step(reply, message, desk)
