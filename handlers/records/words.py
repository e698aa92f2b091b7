"""The texts that answers about the records and proposed acts share."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from handlers.contracts.words import nothing_says
from handlers.dialogue import bounded_re as re
from handlers.dialogue.text import short
from handlers.dialogue.words import NOT_ADVICE, day, sentence

WANTS_SPANISH = re.compile(r"\b(?:spanish|español|espanol|en castellano)\b", re.IGNORECASE)
NO_OWNER = "Without an owner:"
NOTHING_ON_RECORD = "Nothing is on record yet."
SHOW_OVERDUE = "Overdue"
SHOW_DEADLINES = "All deadlines"
SHOW_CONTRACTS = "All contracts"
SHOW_BREACHES = "All breaches"
LOG_CONTRACT = "Log a contract"
LOG_BREACH = "Log a breach"
CORRECT = "Correct"
MARK_DONE = "Mark done"


def saved_as(id: str, at: str) -> str:
    """The title for a proposal that was saved already as a new record."""
    return f"Saved as {id} {at}"


def saved_in(name: str, at: str) -> str:
    """The title for a proposal that was saved already and made no new record; ``name`` may be empty."""
    return f"Saved {at}{f': {name}' if name else ''}"


def saved_once(who: str, did: str, at: str, name: str) -> str:
    """Who did it, and that pressing again saved nothing."""
    done = sentence(f"{who} {did} {at}{f' ({name})' if name else ''}")
    return f"{done} Nothing was saved a second time."


def many(number: int, word: str) -> str:
    """A number with its word: ``1 contract``, ``2 breaches``."""
    plural = {"breach": "breaches"}.get(word, f"{word}s")
    return f"{number:,} {word if number == 1 else plural}"


def none_of(kind: str) -> str:
    """That there are none: ``No contracts``, ``No breaches``."""
    return many(0, kind).replace("0", "No", 1)


ON_RECORD = "On record here:"


def contract_name(vendor: str, product: str) -> str:
    """A contract's name in a sentence."""
    return f"{vendor} ({product})" if product and product.casefold() != vendor.casefold() else vendor


def owned(owner: str) -> str:
    """The owner, or that there is none."""
    return f"owner {owner}" if owner else "no owner"


def of(said: str) -> str:
    """Whose, for a title: "of Acme"; empty for nobody."""
    return f"of {said}" if said else ""


def period(since: date | None, until: date | None, said: str) -> str:
    """A period in words and dates: "(this month: …)"."""
    if since and until:
        dates = day(since) if since == until else f"{day(since)} to {day(until)}"
    else:
        dates = f"from {day(since)} on" if since else f"until {day(until)}" if until else ""
    return f"({said}: {dates})" if said and dates else f"({dates})" if dates else ""


def none_like(said: str, kind: str) -> str:
    """No record of that kind names it."""
    return short(f"No {kind} with {said} is on record" if said else f"No such {kind} is on record")


def log_it(kind: str) -> str:
    """What to do where no record has the name."""
    how = "log it with its date, and I count what follows" if kind == "contract" else "log it, and I count what follows"
    return f"If there is one, {how}. It may be there under another name."


def which(number: int, kind: str, said: str) -> str:
    """Several records fit; asks which one."""
    return short(f"{many(number, kind)} fit{f' {said}' if said else ''}: which one?")


def counted(number: int, kind: str, told: str) -> str:
    """How many there are, or that there are none."""
    return short(f"{many(number, kind) if number else none_of(kind)}{f' {told}' if told else ''}")


NOT_A_CONCLUSION = f"From your records; whether the district complies is for counsel to say. {NOT_ADVICE}"
LATE = "Overdue:"
SOON = "Due next:"
INCOMPLETE = "Contracts with provisions missing or not known:"
NO_END = "Contracts without an end date on record:"
BREACHES = "Breaches, before all else:"
OWN_COUNT = "Deadlines: those that you own, below what breaches ask of the district. Contracts: the whole district's."
LEADS_COUNT = (
    "Deadlines: those that you watch as the privacy lead, which are your own, those that nobody owns, and what every "
    "breach asks. Contracts: the whole district's."
)
NO_REMINDERS = "No reminder is planned."
SETTINGS_TITLE = "The district's settings"
NO_CHANGES = "Nothing was changed then."
SETTINGS_HOW = "An administrator changes these with setup."
NO_CLOSURES = "none entered"
NOBODY = "nobody yet"
SETTINGS = (
    "District",
    "Page of contracts",
    "Reminders go to",
    "Privacy lead",
    "Superintendent",
    "Posts go out from",
    "Days before the safe date",
    "Closures",
)


def standing(late: int, due: int, incomplete: int, window: int) -> str:
    """How the records stand, in a line."""
    said = [
        f"{late} overdue" if late else "nothing overdue",
        f"{due} due within {window} days",
        f"{many(incomplete, 'contract')} incomplete" if incomplete else "no provision missing",
    ]
    return short(", ".join(said)[:1].upper() + ", ".join(said)[1:])


def more(number: int) -> str:
    """What a short list leaves out."""
    return f"and {number} more"


def reminder_line(when: str, what: str, to: Sequence[str]) -> str:
    """The reminders of a day for one deadline."""
    return f"{when}: {what}, to {', '.join(to)}"


def reminders_title(number: int, said: str) -> str:
    """How many reminders are coming."""
    return short(f"{many(number, 'reminder')} coming{f' for {said}' if said else ''}")


TO = {
    "team": "the privacy team",
    "owner": "the owner",
    "lead": "the privacy lead",
    "superintendent": "the superintendent",
}


def roles_of(name: str, role: str) -> str:
    """One person's role."""
    return f"{name}: {role}"


NOTHING_SAVED = "Nothing has been saved yet."
SAVE = "Save as shown"
ADD_ADDRESS = "Add the web address of the page as proof."
ADD_PROOF = "Add the proof: the web address of the posted page, or the date of the e-mail to families."
NOTHING_KNOWN = "Tell me which one: by its number, or by the vendor and what was due."
ALL_DEADLINES = "All deadlines"


def waits(*, pressed: bool, form: bool) -> str:
    """That nothing is saved, and what saves it."""
    if pressed and form:
        return f"{NOTHING_SAVED} Press the button or say yes to save it as shown, or change it in the form."
    if pressed:
        return f"{NOTHING_SAVED} Press the button or say yes to do it."
    return f"{NOTHING_SAVED} {'Fill in the form and send it.' if form else 'Press one.'}"


def no_such_day(said: str) -> str:
    """The date does not exist."""
    return f"There is no {said} in the calendar. Check the date."


def which_day(said: str) -> str:
    """It is unclear which day is meant."""
    return f"Which day is '{said[:40]}'? Write the date."


def still_to_come(on: date) -> str:
    """The day of something that has happened is in the future."""
    return f"{day(on)} is in the future. Check the date."


def notice_first(told: date, found: date) -> str:
    """The notice would come before the discovery."""
    return f"The notice ({day(told)}) would come before the discovery ({day(found)}). Check both dates."


def needed(labels: Sequence[str]) -> str:
    """What is still to be filled in."""
    return f"Still missing: {', '.join(labels)}."


def mark(id: str) -> str:
    """The button that closes a deadline."""
    return f"Mark {id} done"


def which_title(what: str) -> str:
    """Several may be meant."""
    return f"Which one {what}?"


def nothing_of(said: str) -> str:
    """No record has that name."""
    return short(f"Nothing of {said} is on file")


def you_wrote(said: str) -> str:
    """The name as typed, where the one on record differs."""
    return f'You wrote "{said}". If you mean another vendor or product, log it first.'


def none_open(what: str) -> str:
    """Nothing open fits."""
    return f"No open deadline fits{f' {what}' if what else ''}"


def no_such(kind: str) -> str:
    """No record of a kind fits."""
    return f"None of the {_LISTED.get(kind, kind)} fits"


_LISTED = {"apps": "products that were asked for", "family-requests": "families' requests", "gaps": "questions"}


def already_done(id: str, title: str, proof: str) -> str:
    """It is closed already."""
    return f"{id} {title} is done already. Proof: {proof or 'none kept'}"


def undo_button(id: str) -> str:
    """The button that reopens a deadline."""
    return f"Reopen {id}"


def still_open(id: str) -> str:
    """Nothing to reopen."""
    return f"{id} is open; there is nothing to reopen."


def correct_button(id: str) -> str:
    """The button that corrects a record."""
    return f"Correct {id}"


def now_says(label: str, value: str) -> str:
    """What is on record now."""
    return f"On record now, {label}: {value or 'nothing'}"


def do_title(said: str) -> str:
    """The title that proposes a command."""
    return short(f"{said}?")


def do_button(said: str) -> str:
    """The button that runs the proposed command."""
    return short(said)


def of_command(command: str) -> str:
    """The end of "Which one …?" for a command."""
    return f"is meant ({command})"


def all_of(lists: str) -> str:
    """The button for the whole list."""
    return f"All {lists.replace('-', ' ')}"


def mark_provision(id: str, name: str, has: str) -> str:
    """The button that marks a provision."""
    return short(f"Mark {name.replace('-', ' ')} {has} in {id}")


NOTHING_MATCHES = (
    "Nothing on record matches that. What was never logged I cannot know: log what is missing, or press the button for "
    "all of them."
)


def nobody_called(name: str) -> str:
    """No record names a person."""
    return short(f"No record names {name}")


def owns_nothing(name: str) -> str:
    """What to do where no record names a person."""
    return (
        f"No contract, breach or deadline has {name} as its owner, and nobody here is on file by that name. It may be "
        "spelled another way; the list of owners shows every name that is on record."
    )


EVERYBODYS = "I do not know who you are here, so these are everybody's."
SHOW_OWNERS = "Who owns what"


def leaving_out(ids: Sequence[str]) -> str:
    """The ids that the list leaves out."""
    return f"without {', '.join(ids)}" if ids else ""


def soon(days: int) -> str:
    """How far ahead "soon" was taken to reach."""
    return f"I took soon as the next {days} days."


def without_end(number: int) -> str:
    """How many contracts have no end date, so the list cannot have them."""
    return f"{many(number, 'contract')} {'has' if number == 1 else 'have'} no end date on record and may end sooner."


def counts(vendors: int, lacking: int) -> str:
    """How many vendors the contracts are with, and how many are incomplete."""
    state = f"{lacking} with provisions missing or not checked" if lacking else "no provision missing"
    return f"With {many(vendors, 'vendor')}; {state}."


def no_data(number: int) -> str:
    """How many contracts name no data."""
    return f"{many(number, 'contract')} {'names' if number == 1 else 'name'} no data, so more may hold it."


MAY_HOLD_DIRECTORY = "Directory information is part of student information, so these may hold it."


def without(lacks: Sequence[str], provisions: Sequence[str]) -> str:
    """What the records on a list of incomplete ones lack."""
    names = {
        "owner": "without an owner",
        "expiry": "without an end date",
        "link": "without a link",
        "file": "without a file",
        "posting": "not posted yet, by the record",
        "data": "that name no data",
        "told": "whose families are not told yet, by the record",
        "provisions": "with provisions missing or not checked",
    }
    said = [names[one] for one in lacks if not (one == "provisions" and provisions)]
    if provisions:
        said.insert(0, f"without a marked provision on {' or '.join(one.replace('-', ' ') for one in provisions)}")
    return " and ".join(said) or names["provisions"]


def holding(words: Sequence[str]) -> str:
    """The data that the contracts on the list hold."""
    return f"with {' and '.join(words)}" if words else ""


def narrowed(filters: Sequence[tuple[str, str, bool]], without: Sequence[tuple[str, str, bool]]) -> str:
    """The filters of a list: each word with the field it stands in, or a field that is filled."""
    said = [f"with {word}" if named else f"with '{word}' in {field}" for word, field, named in filters]
    said += [f"without {word}" if named else f"without '{word}' in {field}" for word, field, named in without]
    return " and ".join(said)


def without_word(said: str) -> str:
    """A word that the records on the list must not have."""
    return f"without {said}"


def not_by(unknown: Sequence[str]) -> str:
    """The words that a list could not be filtered by."""
    said = " or ".join(f"'{short(one, 40)}'" for one in unknown[:4])
    return f"(not filtered by {said})" if unknown else ""


def cannot_filter(unknown: Sequence[str]) -> str:
    """That no record has these words, and that the list is therefore not filtered by them."""
    return f"{nothing_says(unknown)} So this list is not filtered by {'it' if len(unknown) == 1 else 'them'}."


def only_by_category(ids: Sequence[str], kinds: Sequence[str], categories: Sequence[str]) -> str:
    """Which contracts on the list match only by a category that includes the data asked for."""
    one = len(ids) == 1
    return (
        f"{', '.join(ids[:12])}{' and more' if ids[12:] else ''} {'does' if one else 'do'} not name "
        f"{' or '.join(kinds)}; {'it holds' if one else 'they hold'} {' and '.join(categories)}, which may include it."
    )


def to_do(duties: Sequence[str]) -> str:
    """Which duties the deadlines on the list are for."""
    names = {
        "posting": "to post a contract",
        "families": "to tell families",
        "website": "to post the notice of a breach",
        "yearly": "for the yearly notice",
        "report": "for the report",
        "calendar": "to check the calendar",
        "end": "at a contract's end",
        "vendor": "of a vendor",
    }
    return " or ".join(names[one] for one in duties)


def done_late(done: int, still: int, told: str) -> str:
    """How many were done late, and how many are late and not done."""
    of = f"{told[:1].upper()}{told[1:]}: " if told else ""
    return short(f"{of}{done} done after the last date, {still} overdue and not done")


def students(number: int, breaches: int, unknown: int) -> str:
    """How many students were affected."""
    rest = f"; the number is not known for {many(unknown, 'breach')}" if unknown else ""
    return f"{many(number, 'student')} affected in {many(breaches, 'breach')}{rest}"


def by_state(counts: Iterable[tuple[str, int]]) -> str:
    """The parts of a count: "1 overdue, 2 open"."""
    return ", ".join(f"{number} {name}" for name, number in counts if number)
