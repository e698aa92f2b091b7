"""The sentences in and around forms."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from handlers.dialogue.catalog import Sentence, catalog
from handlers.dialogue.reply import Field
from handlers.dialogue.text import short
from handlers.dialogue.words import day
from handlers.understanding.fuzzy import closest

messages = catalog(__file__)
__getattr__: Callable[[str], Sentence] = messages.__getattr__

MOST_DAYS = 200
TOO_MANY_DAYS = messages.that_is_more_than_days_leave(most_days=MOST_DAYS)
KINDS = {
    "name": messages.a_name,
    "birth date": messages.a_birth_date,
    "student number": messages.a_student_number,
    "e-mail address": messages.an_e_mail_address,
    "phone number": messages.a_phone_number,
    "Social Security number": messages.a_social_security_number,
    "home address": messages.a_home_address,
}


def personal(label: str, finds: Sequence[tuple[str, str]]) -> str:
    """A field seems to hold a student's personal data, which no record needs."""
    what = "; ".join(f"{KINDS.get(kind, kind)} ({text[:40]})" for kind, text in finds[:5])
    return messages.seems_to_contain_personal_data_take(label=label, what=what)


def changed(now: Mapping[str, str]) -> str:
    """A record was changed while its form was open; ``now``: the fields that would be overwritten, by label."""
    told = "; ".join(f"{label}: {short(value, 80) or 'empty'}" for label, value in now.items())
    return short(messages.somebody_changed_this_while_your(told=told), 1500)


def far(label: str, value: date, years: int) -> str:
    """A date is so far off that it is asked about."""
    away = messages.years_ahead(years=years) if years > 0 else messages.years_ago(years=-years)
    return messages.is_that_is_the_day_i(label=label, value=day(value), away=away)


def please_check(doubts: Sequence[str]) -> str:
    """It was saved as typed, but something about it is odd."""
    return messages.please_check(doubts="; ".join(doubts))


def in_one_line(say: str, fields: Sequence[Field]) -> str:
    """How the form's values can be typed in one line."""
    needed = [f"{f.id.replace('_', ' ')}: …" for f in fields if f.required] or [f"{fields[0].id}: …"]
    return messages.in_one_line_(say=say, needed="; ".join(needed))


def no_pairs(text: str, fields: Sequence[Field]) -> str:
    """A typed line is not made of 'name: value' pieces."""
    example = "; ".join(f"{f.id.replace('_', ' ')}: …" for f in fields[:3])
    return messages.i_cannot_read_write_pieces_like(text=text, example=example)


def no_field(name: str, known: Sequence[str]) -> str:
    """There is no field of that name; with the nearest one."""
    near = closest(name, known, 1)
    hint = messages.did_you_mean(near=near[0].replace("_", " ")) if near else ""
    return messages.there_is_no_field_the_fields(
        name=name, hint=hint, fields=", ".join(k.replace("_", " ") for k in known)
    )
