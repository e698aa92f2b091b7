"""The texts of products: how each stands, requests for them, and decisions."""

from collections.abc import Callable, Sequence
from datetime import date

from handlers.dialogue.catalog import Sentence, catalog
from handlers.dialogue.reply import LONGEST_LABEL
from handlers.dialogue.text import short
from handlers.dialogue.words import day, sentence

messages = catalog(__file__)
__getattr__: Callable[[str], Sentence] = messages.__getattr__

ANSWERS = (("yes", messages.YES), ("no", messages.NO), ("unsure", messages.UNSURE))

# The form and what comes of it.

# What the privacy team does.
PLAN = "plan"
DECIDED = {"approved": "approved", "refused": "refused", "withdrawn": "withdrew"}
STATES = {
    "open": messages.still_open,
    "approved": messages.approved_,
    "refused": messages.refused_,
    "withdrawn": messages.withdrawn_,
}
LACKING = "lacking"


def stands(name: str, how: str) -> str:
    """A product, and how it stands."""
    return short(f"{short(name, 70)}: {how}")


def approved(until: date | None, ground: str = "") -> str:
    """It may be used, until when, and within which bounds."""
    bounds = {"no-data": messages.without_student_data, "no-account": messages.without_accounts_or_student_data}
    return f"approved {f'until {day(until)}' if until else 'with no end date'}{bounds.get(ground, '')}"


def not_begun(start: date | None) -> str:
    """Its contract begins later."""
    return messages.its_contract_begins_on(start=day(start)) if start else messages.its_contract_has_not_begun


def lacks(name: str, number: int) -> str:
    """There is a contract, which lacks something."""
    return short(messages.lacks(name=short(name, 80), number=number))


def unchecked(name: str) -> str:
    """Nobody has marked what its contract has."""
    return short(messages.unchecked(name=short(name, 90)))


def under_review(name: str, since: date) -> str:
    """Somebody asked for it, and nothing is decided."""
    return short(messages.under_review(name=short(name, 90), since=day(since)))


def refused(name: str, reason: str) -> str:
    """It may not be used, and why."""
    return short(messages.refused(name=short(name, 70), reason=uncapped(reason)))


def ended(on: date | None) -> str:
    """It was approved once."""
    return messages.ended(on=f" on {day(on)}" if on else "")


def not_on_file(name: str) -> str:
    """Nobody has asked for it, and there is no contract."""
    return short(messages.not_on_file(name=short(name, 100)))


def did_you_mean(names: Sequence[str]) -> str:
    """Similar names."""
    found = [short(name, 40) for name in names]
    return short(messages.did_you_mean_(product=" or ".join(found)))


def none_called(typed: str) -> str:
    """Nothing on file has exactly that name."""
    return messages.none_called(typed=short(typed, 80))


def ask_for(typed: str) -> str:
    """The button to ask for a product other than those offered."""
    return short(messages.ask_for(typed=typed), LONGEST_LABEL)


def no_contract(pin: str) -> str:
    """What the law says while there is no contract."""
    return messages.no_contract(pin=pin, until_then=messages.UNTIL_THEN)


def form_title(name: str) -> str:
    """The title of the form that asks for a product, with its name where one was said."""
    return messages.ask_for_the_product(name=name) if name else messages.ask_for_a_product


def how_many(number: int, owner: str) -> str:
    """How many people ask for it, where that is known, and who decides."""
    people = messages.people_ask(number=number) if number else ""
    return messages.who_decides(people=people, owner=owner or messages.THE_TEAM)


def asked_for(name: str, id: str) -> str:
    """The request is with the privacy team."""
    return short(f"Asked: {short(name, 80)} ({id})")


def joined(name: str, id: str) -> str:
    """Somebody asks for what others asked for before."""
    return short(messages.joined(name=short(name, 80), id=id))


def already_asked(name: str, id: str) -> str:
    """Somebody asks twice."""
    return short(messages.already_asked(name=short(name, 80), id=id))


def decided(what: str, who: str, on: date) -> str:
    """How it was decided, by whom and when."""
    return messages.decided(what=sentence(what), who=who, on=day(on))


def title(name: str, id: str) -> str:
    """The title of a request."""
    return short(f"{id} {name}")


def none(id: str) -> str:
    """There is no such request."""
    return messages.none(id=id)


def count_of(number: int, what: str) -> str:
    """The title of a part of the list."""
    if what == LACKING:
        return messages.lacking(number=number)
    return f"{number} {what} product{'' if number == 1 else 's'}"


def waited(decided: int, days: int) -> str:
    """How long people waited for decisions lately."""
    within = f"within {'a day' if days < 2 else f'{days} days'}"
    if decided == 1:
        return messages.text_1_decision_in_the_last_90(within=within)
    return messages.decisions_in_the_last_90_days(decided=decided, within=within)


def row_open(id: str, number: int, since: date, owner: str) -> str:
    """A request that waits, in the list."""
    people = f"{number} {'person' if number == 1 else 'people'}"
    return " · ".join(part for part in (id, people, f"since {day(since)}", owner) if part)


def said_refused(reason: str) -> str:
    """That it was refused, and why."""
    return f"refused: {short(reason, 200)}"


def said_withdrawn(reason: str) -> str:
    """That it was withdrawn, and why."""
    return f"withdrawn: {short(reason, 200)}"


def withdrawn(name: str) -> str:
    """The title for an asker whose request was withdrawn."""
    return short(messages.withdrawn(name=short(name, 90)))


def facts(kind: str, data: str, school: str) -> tuple[tuple[str, str], ...]:
    """The answers of the request, as pairs of label and value."""
    told = dict(ANSWERS)
    rows = (
        ("Kind", kind),
        (messages.takes_student_data, told.get(data, "")),
        (messages.made_for_schools, told.get(school, "")),
    )
    return tuple(row for row in rows if row[1])


def reason(said: str) -> str:
    """The whole reason."""
    return f"Because: {said}"


def grounds(operator: str, contractor: str, exception: str) -> tuple[tuple[str, str], ...]:
    """The reasons why no contract is needed, as (id, label), each with its cite."""
    return (
        ("no-data", messages.no_student_data_is_shared),
        ("no-account", messages.no_account_and_no_data),
        ("neither", messages.neither_operator_nor_contractor(operator=operator, contractor=contractor)),
        (PLAN, messages.one_childs_plan_for_this_child(exception=exception)),
    )


def as_typed(value: str, label: str) -> str:
    """A reason, and what to type for it."""
    return f"{label}: reason: {value}{'; exception: E-1' if value == PLAN else ''}"


def not_in_force(id: str, ended: date | None, begins: date | None) -> str:
    """A contract that supports no approval today: it ended, begins later, or was withdrawn."""
    if ended:
        return messages.ended_on_so_it_is_not(id=id, ended=day(ended))
    return messages.begins_on_so_it_is_not(id=id, begins=day(begins)) if begins else messages.WITHDRAWN


def does_it_cover(id: str, of: str, product: str) -> str:
    """The record does not name the product."""
    return messages.does_it_cover(id=id, of=of, product=short(product, 80))


def takes_data(product: str) -> str:
    """The answers in the request contradict the reason."""
    return messages.takes_data(product=short(product, 80))


def is_operator(product: str) -> str:
    """The law's operator test on the answers contradicts the reason."""
    return messages.is_operator(product=short(product, 80))


def incomplete(id: str, lacks: Sequence[str]) -> str:
    """An exception with conditions that nothing shows yet."""
    missing = f": {', '.join(lacks)}" if lacks else ""
    return messages.is_not_complete_the_exception_holds(id=id, missing=missing)


def are_told(number: int) -> str:
    """How many askers are told."""
    people = f"{number} {'person' if number == 1 else 'people'}"
    return messages.saved_who_asked_for_it_will(people=people) if number else "Saved."


def uncapped(text: str) -> str:
    """The text for the middle of a sentence: its first letter in lowercase, unless a name begins with it."""
    first = text.split(" ", 1)[0]
    return text if not first[:1].isupper() or first[1:] != first[1:].lower() else text[:1].lower() + text[1:]
