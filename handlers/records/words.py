"""The texts that answers about the records and proposed acts share."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime

from handlers.contracts.words import nothing_says
from handlers.dialogue import bounded_re as re
from handlers.dialogue.catalog import Sentence, catalog, clock
from handlers.dialogue.text import short
from handlers.dialogue.words import NOT_ADVICE, day, sentence, short_day
from storage.records import Contract

messages = catalog(__file__)
__getattr__: Callable[[str], Sentence] = messages.__getattr__

WANTS_SPANISH = re.compile(r"\b(?:spanish|español|espanol|en castellano)\b", re.IGNORECASE)


def saved_in(name: str, at: str) -> str:
    """The title for a proposal that was saved already and made no new record; ``name`` may be empty."""
    return f"Saved {at}{f': {name}' if name else ''}"


def saved_once(who: str, did: str, at: str, name: str) -> str:
    """Who did it, and that pressing again saved nothing."""
    done = sentence(f"{who} {did} {at}{f' ({name})' if name else ''}")
    return messages.nothing_was_saved_a_second_time(done=done)


def many(number: int, word: str) -> str:
    """A number with its word: ``1 contract``, ``2 breaches``."""
    plural = {"breach": "breaches"}.get(word, f"{word}s")
    return f"{number:,} {word if number == 1 else plural}"


def none_of(kind: str) -> str:
    """That there are none: ``No contracts``, ``No breaches``."""
    return many(0, kind).replace("0", "No", 1)


def contract_name(vendor: str, product: str) -> str:
    """A contract's name in a sentence."""
    return f"{vendor} ({product})" if product and product.casefold() != vendor.casefold() else vendor


def owned(owner: str) -> str:
    """The owner, or that there is none."""
    return f"owner {owner}" if owner else messages.no_owner


def of(said: str) -> str:
    """Whose, for a title: "of Acme"; empty for nobody."""
    return f"of {said}" if said else ""


def period(since: date | None, until: date | None, said: str) -> str:
    """A period in words and dates: "(this month: …)"."""
    if since and until:
        dates = day(since) if since == until else f"{day(since)} to {day(until)}"
    else:
        dates = messages.from_on(since=day(since)) if since else f"until {day(until)}" if until else ""
    return f"({said}: {dates})" if said and dates else f"({dates})" if dates else ""


def none_like(said: str, kind: str) -> str:
    """No record of that kind names it."""
    return short(
        messages.no_with_is_on_record(kind=kind, said=said) if said else messages.no_such_is_on_record(kind=kind)
    )


def log_it(kind: str) -> str:
    """What to do where no record has the name."""
    how = messages.log_it_with_its_date_and if kind == "contract" else messages.log_it_and_i_count_what
    return messages.if_there_is_one_it_may(how=how)


def which(number: int, kind: str, said: str) -> str:
    """Several records fit; asks which one."""
    return short(messages.which(number=many(number, kind), said=f" {said}" if said else ""))


def counted(number: int, kind: str, told: str) -> str:
    """How many there are, or that there are none."""
    return short(f"{many(number, kind) if number else none_of(kind)}{f' {told}' if told else ''}")


NOT_A_CONCLUSION = messages.from_your_records_whether_the(not_advice=NOT_ADVICE)
SETTINGS = (
    messages.district,
    messages.page_of_contracts,
    messages.reminders_go_to,
    messages.privacy_lead,
    messages.superintendent,
    messages.posts_go_out_from,
    messages.days_before_the_safe_date,
    messages.closures,
)


def standing(late: int, due: int, incomplete: int, window: int) -> str:
    """How the records stand, in a line."""
    said = [
        f"{late} overdue" if late else messages.nothing_overdue,
        messages.due_within_days(due=due, window=window),
        f"{many(incomplete, 'contract')} incomplete" if incomplete else messages.no_provision_missing,
    ]
    return short(", ".join(said)[:1].upper() + ", ".join(said)[1:])


def reminder_line(when: str, what: str, to: Sequence[str]) -> str:
    """The reminders of a day for one deadline."""
    return f"{when}: {what}, to {', '.join(to)}"


def reminded_at(at: datetime, now: datetime) -> str:
    """When a reminder comes: ``Wed, Oct 7, 7:30 a.m.``; one that is due goes out within minutes."""
    return f"{short_day(at, now)}, {clock(at)}" if at > now else messages.within_minutes


def next_reminder(when: str, what: str, to: Sequence[str]) -> str:
    """The next reminder: its day, what it is of and who gets it."""
    return short(messages.next_reminder(reminder=reminder_line(when, what, to)))


def none_then(when: str, what: str, to: Sequence[str]) -> str:
    """No reminder comes in the time that is asked about, and which one comes next."""
    return short(messages.none_then(reminder=reminder_line(when, what, to)))


TO = {
    "team": messages.the_privacy_team,
    "owner": messages.the_owner,
    "lead": messages.the_privacy_lead,
    "superintendent": messages.the_superintendent,
}


def waits(*, pressed: bool, form: bool, said: bool = True) -> str:
    """That nothing is saved, and what saves it; ``said``: a yes in words, too."""
    if not pressed:
        return f"{messages.NOTHING_SAVED} {messages.FILL_IN if form else messages.PRESS_ONE}"
    if said:
        says = messages.press_the_button_or_say_yes if form else messages.press_the_button_or_say_yes_to
    else:
        says = messages.press_the_button_to_save if form else messages.press_the_button_to
    return says(nothing_saved=messages.NOTHING_SAVED)


def notice_first(told: date, found: date) -> str:
    """The notice would come before the discovery."""
    return messages.notice_first(told=day(told), discovered=day(found))


def needed(labels: Sequence[str]) -> str:
    """What is still to be filled in."""
    return messages.needed(labels=", ".join(labels))


def which_contract(contracts: Iterable[Contract]) -> str:
    """Several contracts may be meant."""
    them = ", ".join(f"{one.id} {contract_name(one.vendor, one.product)}" for one in contracts)
    return messages.which_contract(them=them)


def nothing_of(said: str) -> str:
    """No record has that name."""
    return short(messages.nothing_of(said=said))


def none_open(what: str) -> str:
    """Nothing open fits."""
    return messages.none_open(what=f" {what}" if what else "")


def no_such(kind: str) -> str:
    """No record of a kind fits."""
    return messages.no_such(kind=_LISTED.get(kind, kind))


_LISTED = {
    "apps": messages.products_that_were_asked_for,
    "family-requests": messages.families_requests,
    "gaps": "questions",
}


def already_done(id: str, title: str, proof: str) -> str:
    """It is closed already."""
    return messages.already_done(id=id, title=title, proof=proof or "none kept")


def now_says(label: str, value: str) -> str:
    """What is on record now."""
    return messages.now_says(label=label, value=value or "nothing")


def do_title(said: str) -> str:
    """The title that proposes a command."""
    return short(f"{said}?")


def do_button(said: str) -> str:
    """The button that runs the proposed command."""
    return short(said)


def all_of(lists: str) -> str:
    """The button for the whole list."""
    return f"All {lists.replace('-', ' ')}"


def mark_provision(id: str, name: str, has: str) -> str:
    """The button that marks a provision."""
    return short(messages.mark_provision(name=name.replace("-", " "), has=has, id=id))


def nobody_called(name: str) -> str:
    """No record names a person."""
    return short(messages.nobody_called(name=name))


def leaving_out(ids: Sequence[str]) -> str:
    """The ids that the list leaves out."""
    return f"without {', '.join(ids)}" if ids else ""


def without_end(number: int) -> str:
    """How many contracts have no end date, so the list cannot have them."""
    return messages.without_end(contracts=many(number, "contract"), number=number)


def counts(vendors: int, lacking: int) -> str:
    """How many vendors the contracts are with, and how many are incomplete."""
    state = messages.with_provisions_missing_or_not(lacking=lacking) if lacking else messages.no_provision_missing
    return f"With {many(vendors, 'vendor')}; {state}."


def no_data(number: int) -> str:
    """How many contracts name no data."""
    return messages.no_data(contracts=many(number, "contract"), number=number)


def without(lacks: Sequence[str], provisions: Sequence[str]) -> str:
    """What the records on a list of incomplete ones lack."""
    names = {
        "executed": messages.without_the_day_of_signing,
        "owner": messages.without_an_owner,
        "expiry": messages.without_an_end_date,
        "link": messages.without_a_link,
        "file": messages.without_a_file,
        "posting": messages.not_posted_yet_by_the_record,
        "data": messages.that_name_no_data,
        "told": messages.whose_families_are_not_told_yet,
        "provisions": messages.with_provisions_missing_or_not_checked,
    }
    said: list[str] = [names[one] for one in lacks if not (one == "provisions" and provisions)]
    if provisions:
        said.insert(
            0,
            messages.without_a_marked_provision_on(provisions=" or ".join(one.replace("-", " ") for one in provisions)),
        )
    return " and ".join(said) or names["provisions"]


def holding(words: Sequence[str]) -> str:
    """The data that the contracts on the list hold."""
    return f"with {' and '.join(words)}" if words else ""


def narrowed(filters: Sequence[tuple[str, str, bool]], without: Sequence[tuple[str, str, bool]]) -> str:
    """The filters of a list: each word with the field it stands in, or a field that is filled."""
    said = [f"with {word}" if named else messages.with_in(word=word, field=field) for word, field, named in filters]
    said += [
        f"without {word}" if named else messages.without_in(word=word, field=field) for word, field, named in without
    ]
    return " and ".join(said)


def not_by(unknown: Sequence[str]) -> str:
    """The words that a list could not be filtered by."""
    said = " or ".join(f"'{short(one, 40)}'" for one in unknown[:4])
    return messages.not_filtered_by(said=said) if unknown else ""


def cannot_filter(unknown: Sequence[str]) -> str:
    """That no record has these words, and that the list is therefore not filtered by them."""
    return messages.cannot_filter(unknown=nothing_says(unknown), number=len(unknown))


def only_by_category(ids: Sequence[str], kinds: Sequence[str], categories: Sequence[str]) -> str:
    """Which contracts on the list match only by a category that includes the data asked for."""
    return messages.only_by_category(
        number=len(ids),
        ids=", ".join(ids[:12]) + (" and more" if ids[12:] else ""),
        kinds=" or ".join(kinds),
        categories=" and ".join(categories),
    )


def to_do(duties: Sequence[str]) -> str:
    """Which duties the deadlines on the list are for."""
    names = {
        "posting": messages.to_post_a_contract,
        "families": messages.to_tell_families,
        "website": messages.to_post_the_notice_of_a,
        "yearly": messages.for_the_yearly_notice,
        "report": messages.for_the_report,
        "calendar": messages.to_check_the_calendar,
        "end": messages.at_a_contracts_end,
        "vendor": messages.of_a_vendor,
    }
    return " or ".join(names[one] for one in duties)


def done_late(done: int, still: int, told: str) -> str:
    """How many were done late, and how many are late and not done."""
    of = f"{told[:1].upper()}{told[1:]}: " if told else ""
    return short(messages.done_after_the_last_date_overdue(of=of, done=done, still=still))


def students(number: int, breaches: int, unknown: int) -> str:
    """How many students were affected."""
    rest = messages.the_number_is_not_known_for(breaches=many(unknown, "breach")) if unknown else ""
    return messages.affected_in(students=many(number, "student"), breaches=many(breaches, "breach"), rest=rest)


def by_state(counts: Iterable[tuple[str, int]]) -> str:
    """The parts of a count: "1 overdue, 2 open"."""
    return ", ".join(f"{number} {name}" for name, number in counts if number)
