"""The texts of exceptions for a child's plan: form, card, list and missing evidence."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date

from handlers.dialogue.catalog import Sentence, catalog
from handlers.dialogue.reply import FieldKind
from handlers.dialogue.text import short
from handlers.dialogue.words import day, short_day
from storage.kinds import PlanException

messages = catalog(__file__)
__getattr__: Callable[[str], Sentence] = messages.__getattr__

PLANS = (("iep", "IEP"), ("plan-504", messages.section_504_plan))
FIELDS: Mapping[str, tuple[str, FieldKind]] = {
    "vendor": (messages.vendor, "text"),
    "product": (messages.product, "text"),
    "student": (messages.child, "text"),
    "plan": (messages.plan, "one"),
    "started": (messages.used_since, "date"),
    "review": (messages.review_on, "date"),
    "owner": (messages.owner_in_the_district, "person"),
    "kept": (messages.where_the_agreement_is_kept, "text"),
    "ended": (messages.no_longer_used_since, "date"),
    "notes": (messages.notes, "long"),
}
HINTS: Mapping[str, str] = {
    "student": messages.initials_or_a_number_of_your,
    "review": messages.the_law_sets_no_day_a,
    "kept": messages.it_names_people_so_it_stays,
    "ended": messages.blank_while_it_is_used,
}
CONDITIONS: Mapping[str, str] = {
    "child-plan": messages.unique_and_necessary,
    "unable": messages.cannot_comply,
    "ferpa-hipaa": messages.ferpa_and_hipaa,
    "sought-contract": messages.effort_for_a_contract,
    "sought-equivalent": messages.effort_for_an_equivalent,
    "follows-cc": messages.operator_rules_kept,
    "parent-signs": messages.parent_or_guardian_signed_on,
    "aware": messages.agreement_says_it_cannot_comply,
    "authorizes": messages.agreement_authorizes_the_use,
    "team": messages.team_member_signed_on,
}
"""The label of each condition in forms and lists; a condition that is not here has its question as label."""


# What the logbook says; mypy does not find what a module takes from its catalog.
FORM_TITLE, SUBMIT, SHOW = map(str, (messages.FORM_TITLE, messages.SUBMIT, messages.SHOW))
NONE, LOG_ANOTHER = map(str, (messages.NONE, messages.LOG_ANOTHER))


def twin(id: str) -> str:
    """The same is on record already."""
    return messages.twin(id=id)


def none(id: str) -> str:
    """There is no such exception."""
    return messages.none(id=id)


def name(exception: PlanException) -> str:
    """The product with its vendor."""
    product = exception.product
    if product and exception.vendor and product.casefold() != exception.vendor.casefold():
        return f"{product} ({exception.vendor})"
    return product or exception.vendor


def title(exception: PlanException) -> str:
    """An exception in a line."""
    gone = " (withdrawn)" if exception.withdrawn else ""
    return short(messages.exception_for(id=exception.id, exception=name(exception), gone=gone))


def label(condition: str, asks: str) -> str:
    """The label of a condition."""
    return CONDITIONS.get(condition, asks)


def stands(lacks: int, of: int, *, early: bool) -> str:
    """How many conditions lack evidence, for a list."""
    shown = (
        messages.of_conditions_not_shown(lacks=lacks, of=of)
        if lacks
        else ""
        if early
        else messages.every_condition_has_evidence
    )
    return ", ".join(filter(None, (messages.used_before_it_was_signed if early else "", shown)))


def rows(exception: PlanException, conditions: Sequence[tuple[str, str]], owner: str) -> Iterator[tuple[str, str]]:
    """An exception as pairs of label and value; ``conditions`` are pairs of id and label."""
    yield "Child", exception.student
    yield "Plan", dict(PLANS).get(exception.plan, "not known")
    for id, called in conditions:
        if said := exception.evidence.get(id):
            yield called, _said(said)
    pairs = [
        (FIELDS["kept"][0], exception.kept),
        (messages.SINCE, day(exception.started) if exception.started else ""),
        (FIELDS["ended"][0], day(exception.ended) if exception.ended else ""),
        (FIELDS["review"][0], day(exception.review) if exception.review else ""),
        ("Owner", owner),
        ("Notes", exception.notes),
        ("Withdrawn", exception.reason if exception.withdrawn else ""),
    ]
    yield from ((called, value) for called, value in pairs if value)


def _said(evidence: str) -> str:
    """Evidence as typed; the day of a signature as a date in words."""
    try:
        return day(date.fromisoformat(evidence))
    except ValueError:
        return evidence


def state(exception: PlanException, stands: str, today: date) -> str:
    """Where it stands, for a row of a list."""
    plan = dict(PLANS).get(exception.plan, "plan not known")
    over = f"ended {short_day(exception.ended, today)}" if exception.ended else ""
    return " · ".join(part for part in (exception.id, exception.student, plan, stands, over) if part)


def count(number: int, incomplete: int, search: str) -> str:
    """How many, and how many of them lack evidence."""
    said = f"{number} exception{'' if number == 1 else 's'}{f' with {search!r}' if search else ''}"
    return short(messages.not_complete(said=said, incomplete=incomplete) if incomplete else said)
