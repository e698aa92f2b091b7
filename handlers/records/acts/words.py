"""The sentences around an act that waits for one press."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from handlers.dialogue.shorten import short
from handlers.dialogue.words import day

LONGEST_NAME = 40
"""Letters of a person's name on a button."""

NOTHING_SAVED = "Nothing has been saved yet."
SAVE = "Save as shown"
ADD_ADDRESS = "Add the web address of the page as proof."
ADD_PROOF = "Add the proof: the web address of the posted page, or the date of the e-mail to families."
APPROVED = (
    "You told me the day on which the board approved it. I count the days to post from the day put down as executed, "
    "as a rule that of the last signature; if that was another day, change the date before you save."
)
HAPPENED = (
    "I count nothing from the day on which it happened. Ask the vendor when it discovered the breach, and add that day."
)
NO_DISCOVERY = (
    "Not known yet: the day on which the vendor discovered it. Ask the vendor, and leave it blank until then."
)
NO_NOTICE = (
    "If the vendor has told the board, add the day on which its notice arrived: I count the days to tell families "
    "from it."
)
PROVISIONS_LEFT = "The provisions are not carried over, as a renewal is a new text. Mark those that it has."
WITHDRAWN_STAYS = "It stays on record with its history, and nothing is due for it anymore."
NOTHING_KNOWN = "Tell me which one: by its number, or by the vendor and what was due."
WHO_SAID = "I do not know that person yet. Name them as they are on file, or add the e-mail of somebody new."
GOES_WITH = (
    "A deadline follows from its record. It goes when it is done, or when the record is withdrawn or its dates are "
    "corrected."
)
CHANGE_FIRST, NOTE_BUTTON = "Change it first", "Add the note"
SHOW_ROLES, ALL_DEADLINES, ALL_CONTRACTS, ALL_BREACHES = (
    "Who may do what",
    "All deadlines",
    "All contracts",
    "All breaches",
)
LOG_CONTRACT, LOG_BREACH, WITHDRAW = "Log a contract", "Log a breach", "Withdraw"
PERSONAL = "I can remind you alone too, which leaves the deadline as it is."
CALENDAR = "Calendar file"


def waits(*, pressed: bool, form: bool) -> str:
    """That nothing is saved, and what saves it."""
    if pressed and form:
        return f"{NOTHING_SAVED} Press the button to save it as shown, or change it in the form."
    if pressed:
        return f"{NOTHING_SAVED} Press the button to do it."
    return f"{NOTHING_SAVED} {'Fill in the form and send it.' if form else 'Press one.'}"


def no_such_day(said: str) -> str:
    """No calendar has it."""
    return f"There is no {said} in the calendar. Check the date."


def which_day(said: str) -> str:
    """Nobody can tell which day that is."""
    return f"Which day is '{said[:40]}'? Write the date."


def still_to_come(on: date) -> str:
    """It is told as done, and its day is in the future."""
    return f"{day(on)} is in the future. Check the date."


def notice_first(told: date, found: date) -> str:
    """The notice would come before the discovery."""
    return f"The notice ({day(told)}) would come before the discovery ({day(found)}). Check both dates."


def needed(labels: Sequence[str]) -> str:
    """What is still to be filled in."""
    return f"Still missing: {', '.join(labels)}."


def follows(title: str, when: str, cite: str) -> str:
    """A deadline that would be opened."""
    return f"{title}: {when} ({cite})"


def log_contract_title(vendor: str) -> str:
    """A contract is to be logged."""
    return f"Log the contract with {vendor}?" if vendor else "Log a contract: with which vendor?"


def renewal_title(vendor: str, id: str) -> str:
    """A renewal is to be logged as a contract of its own."""
    return f"Log the renewed contract with {vendor} (before: {id})?"


def log_breach_title(vendor: str) -> str:
    """A breach is to be logged."""
    return f"Log the breach at {vendor}?" if vendor else "Log a breach: at which vendor?"


def received_title(id: str, vendor: str) -> str:
    """The vendor's notice arrived."""
    return f"{id}: record that the notice of {vendor} arrived?"


def has_notice(id: str, told: date) -> str:
    """Its day is on record."""
    return f"{id} has a date of receipt already: {day(told)}. To change it, correct it."


def maybe_known(id: str, vendor: str) -> str:
    """A breach of the same vendor is on record."""
    return f"{id} is a breach at {vendor} that is on record already. If it is the same one, use that."


def done_title(names: Sequence[str]) -> str:
    """One deadline or more are to be closed."""
    return f"Mark {' and '.join(names)} done?"


def mark(id: str) -> str:
    """The button that closes a deadline."""
    return f"Mark {id} done"


def mark_with(id: str, title: str, *, ready: bool) -> str:
    """The same in a list, with what it is; or that the proof is asked for."""
    return f"{id} {title}: mark done" if ready else f"{id} {title}: add the proof"


def which_title(what: str) -> str:
    """Several may be meant."""
    return f"Which one {what}?"


def none_open(what: str) -> str:
    """Nothing open fits."""
    return f"No open deadline fits{f' {what}' if what else ''}"


def already_done(id: str, title: str, proof: str) -> str:
    """It is closed already."""
    return f"{id} {title} is done already. Proof: {proof or 'none kept'}"


def proof_of(what: str, on: str, time: str) -> str:
    """A proof in words, from what was told."""
    return f"{what} on {on}{f' at {time}' if time else ''}"


TOLD, POSTED, FILED = "families told", "posted", "done"


def timely(on: date, safe: date, last: date) -> str:
    """How a day stands to a deadline's dates."""
    if on <= safe:
        return f"{day(on)} is before or on the safe date."
    return (
        f"{day(on)} is in time by the last date." if on <= last else f"{day(on)} is after the last date, {day(last)}."
    )


def snooze_title(id: str) -> str:
    """A deadline is to be put off."""
    return f"Put off the reminders of {id}?"


def quiet_until(until: date) -> str:
    """Until when there are no reminders."""
    return f"No reminders until the morning of {day(until)}."


def owns_already(who: str) -> str:
    """It is theirs."""
    return f"{who} owns it already."


def opens_yearly(title: str, safe: date, cite: str) -> str:
    """A duty of every year."""
    return f"{title}: due {day(safe)} ({cite}). I open it two months before."


def snooze_button(id: str, until: date) -> str:
    """The button that does it."""
    return f"Snooze {id} until {until:%b} {until.day}"


def past_last(last: date) -> str:
    """Putting off moves no legal date."""
    return f"The last date stays {day(last)}, whatever day you choose."


def assign_title(id: str, who: str) -> str:
    """A deadline is to be handed over."""
    return f"Give {id} to {who}?" if who else f"Give {id} to whom?"


def all_to(before: str, who: str) -> str:
    """Everything of one person is to go to another."""
    return f"Give what is with {before} to {who}?" if who else f"Give what is with {before} to whom?"


def nothing_with(before: str) -> str:
    """Nobody of that name owns a record or an open deadline."""
    return f"Nothing on record is with {before}."


def wished_on(on: date) -> str:
    """The day on which somebody wants to hear of it."""
    return f"You want to hear of it on {day(on)}. Its reminders can be put off until then, with a reason."


def assign_button(id: str, who: str) -> str:
    """The button that does it."""
    return f"Give {id} to {short(who, LONGEST_NAME)}"


def own_record(id: str, who: str) -> str:
    """The button that changes a record's owner."""
    return f"Make {short(who, LONGEST_NAME)} the owner of {id}"


def undo_title(id: str) -> str:
    """A closed deadline is to be reopened."""
    return f"Reopen {id}?"


def undo_says(proof: str) -> str:
    """What that does."""
    return (
        f"It is open again, with its reminders; its proof is taken off: {proof or 'none kept'}. The history keeps it."
    )


def undo_button(id: str) -> str:
    """The button that does it."""
    return f"Reopen {id}"


def still_open(id: str) -> str:
    """Nothing to reopen."""
    return f"{id} is open; there is nothing to reopen."


def note_title(id: str) -> str:
    """A note is to be added to a record."""
    return f"Add a note to {id}?"


def correct_title(id: str) -> str:
    """A record is to be corrected."""
    return f"Correct {id}?"


def correct_button(id: str) -> str:
    """The button that does it."""
    return f"Correct {id}"


def now_says(label: str, value: str) -> str:
    """What is on record now."""
    return f"On record now, {label}: {value or 'nothing'}"


def correct_to(id: str, on: date) -> str:
    """The button that corrects a day."""
    return f"Correct {id} to {on:%b} {on.day}"


def withdraw_title(id: str) -> str:
    """A record is to be withdrawn."""
    return f"Withdraw {id}?"


def goes_with_title(called: str) -> str:
    """A deadline is to be taken off, which stands on no list of its own."""
    return f"Take {called} off?"


def withdraw_button(id: str) -> str:
    """The button that does it."""
    return f"Withdraw {id}"


def none_named(vendor: str) -> str:
    """No record of that vendor."""
    return f"Nothing on record about {vendor}" if vendor else "Which record?"


def grant_title(who: str) -> str:
    """A role is to be given."""
    return f"Give {who} a role?"


def grant_button(who: str, role: str) -> str:
    """The button that does it."""
    return f"Give {short(who, LONGEST_NAME)} the role: {role}"


def revoke_title(who: str) -> str:
    """A role is to be taken away."""
    return f"Take the role of {who} away?"


def revoke_button(who: str) -> str:
    """The button that does it."""
    return f"Take the role of {short(who, LONGEST_NAME)} away"


def revoke_says(owned: int) -> str:
    """What stays theirs."""
    if not owned:
        return "What they did stays in the history."
    many = f"{owned} open deadline{'' if owned == 1 else 's'}"
    return f"What they did stays in the history. They still own {many}: give those to someone else."


SETUP_TITLE = "Change the district's setup?"
REMIND_TITLE = "When I remind of it"


def reminds(id: str, title: str, dates: Sequence[str]) -> str:
    """The days on which reminders of a deadline go out."""
    return f"{id} {title}: {', '.join(dates) if dates else 'no reminder is planned'}"


def remind_me_button(id: str, on: date) -> str:
    """The button that has somebody reminded themselves."""
    return f"Remind me of {id} on {day(on)}"


def wanted_day(on: date, days: int, safe: date) -> str:
    """The day on which somebody wants to be reminded."""
    return f"{days} day{'' if days == 1 else 's'} before {day(safe)} is {day(on)}."


def remind_all(days: str) -> str:
    """What can be set instead."""
    return (
        f"An administrator can have me remind of each duty of the board that opens from then on, {days} days before "
        "its safe date. Or take the calendar file and set a reminder of your own in it."
    )


def remind_button(days: str) -> str:
    """The button that does it."""
    return f"Remind {days} days before"


def no_contract_title(name: str) -> str:
    """An app is in use, and no contract is on record."""
    return f"{name}: in use, and no contract is on record"


def contract_there(id: str, vendor: str) -> str:
    """There is a contract after all."""
    return f"{id} is a contract with {vendor} on record. Check whether it covers this use."


LOG_IT = "Log the contract once it is signed"
OPERATOR = "Check it step by step"
PROOF_STAYS = "It stays done; only its proof changes, and the history keeps the one before."


def lacking(provisions: Sequence[str], titles: Mapping[str, str]) -> str:
    """Provisions that are said not to be there, where nothing was said of the others."""
    named = ", ".join(titles.get(one, one) for one in provisions)
    return f"You told me that this is missing: {named}. Check which of the others it has."


def law_says(says: str, cite: str, tag: str) -> str:
    """A sentence of the law with where it stands and how far it was checked."""
    return f"{says} ({cite}) [{tag}]"


def received_button(id: str) -> str:
    """The button that notes the arrival of the notice."""
    return f"The notice for {id} arrived"


def show_button(id: str) -> str:
    """The button that shows a record."""
    return f"Show {id}"
