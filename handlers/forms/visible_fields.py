"""Which fields of a form are shown, and which options were chosen."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from handlers.dialogue import bounded_re as re
from handlers.dialogue.reply import Field, When


def visible_fields(fields: Iterable[Field], values: Mapping[str, str] = {}) -> tuple[Field, ...]:
    """The fields to be asked for, given what was typed so far; a field that is not in ``values`` has its own value.

    One that is needed, filled in or wrong is always among them, whatever it waits for: so what was typed before its
    condition failed is neither lost nor saved unseen, and a hidden field is an empty one, for those that wait for it.
    """
    found = {field.id: field for field in fields}
    typed = {id: values.get(id, field.value).strip() for id, field in found.items()}

    def is_asked(field: Field) -> bool:
        when = field.when
        stays = when is None or field.required or field.error or typed[field.id]
        return bool(stays) or (when is not None and _is_met(when, found[when.field], typed[when.field]))

    return tuple(field for field in found.values() if is_asked(field))


def keep_known_visible(fields: Iterable[Field], known: Mapping[str, str]) -> tuple[Field, ...]:
    """The fields with what is ``known`` of them; one that has a value always shows, so that none is emptied unseen."""
    found = ((field, known.get(field.id, "")) for field in fields)
    return tuple(replace(field, was=value, when=None) if value else field for field, value in found)


def chosen_options(field: Field, typed: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The values of the options that were typed, by value or by label, and the words that are none."""
    known = _by_number(field) | {name.lower(): value for value, label in field.options for name in (value, label)}
    if field.numbered:
        known |= {str(place): value for place, (value, _) in enumerate(field.options, 1)}
        typed = _RANGE.sub(_spelled_out, typed)
    words = [word.strip() for word in re.split(r"[,\n]", typed) if word.strip()]
    if len(words) == 1 and words[0].lower() == "all":
        return tuple(value for value, _ in field.options), ()
    found = {word: known.get(word.lower()) or known.get(word.lower().replace(" ", "_")) for word in words}
    values = tuple(dict.fromkeys(value for value in found.values() if value))
    return values, tuple(word for word, value in found.items() if not value)


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
