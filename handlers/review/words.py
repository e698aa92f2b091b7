"""The sentences of a review: how each provision stands and why, terms of concern, and what its commands say."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from handlers.dialogue.text import short
from handlers.dialogue.words import NOT_ADVICE, day, short_day
from handlers.review.review import ItemStatus

STATUSES: Mapping[ItemStatus, str] = {
    ItemStatus.PRESENT: "Present",
    ItemStatus.WEAK: "Weak",
    ItemStatus.CONTRADICTED: "Contradicted",
    ItemStatus.ABSENT: "Missing",
}
ANSWERS: Mapping[ItemStatus, str] = {
    ItemStatus.PRESENT: "In order",
    ItemStatus.WEAK: "Vague",
    ItemStatus.CONTRADICTED: "Of concern",
    ItemStatus.ABSENT: "Not said",
}
"""What the paper says to a question beside the ten."""
RISKS: Mapping[str, str] = {
    "advertising": "Targeted advertising",
    "profiling": "Profiles of students",
    "selling": "Selling of student data",
    "disclosure": "Disclosure to others",
    "change": "Terms the vendor may change alone",
    "precedence": "Other terms come first",
    "void": "The contract may be void",
    "security": "Security below the law's",
    "ai-training": "Training of AI on student data",
}
QUESTIONS: Mapping[str, str] = {
    "training": "AI trained on student data",
    "features": "AI features added later",
    "subprocessors": "Companies that get the data",
}
FORM_TITLE, READ = "Review a contract", "Review it"
PAPER, PATH = "The vendor's paper", "Path of the file"
PAPER_HINT = "PDF, Word, a web page or text, up to 20 MB."
CHANGED_TITLE = "What changed since the file on record"
SHOW_CHANGED, BEFORE, NOW = "Old and new wording", "Before", "Now"
NOTHING_CHANGED = "Nothing changed among the provisions."
OTHERS = "Quotes of other terms"
BESIDE, AI = "Also look at", "Not among the provisions"
SHEET_COLUMNS = ("File", "Missing", "Weak", "Contradicted", "Present", "Vendor", "Signed", "Ends", "Governing law")
PROBLEM = "Not read"
FOOTER = f"Read by the bot, which is wrong in about three rows of ten: check each quote. {NOT_ADVICE}"
"""The share is measured: docs/review.md."""
DETAILS, ASK_FOR, ASK_VENDOR = "Details", "What to ask for", "What to ask the vendor for"
LOG_IT, KEEP_IT, REPORT, ON_PAGE = "Log this contract", "Add it to a contract", "Full report", "Open it with its text"
TAKE_OVER, ADDENDUM, BACK = "Mark what is missing", "Write the addendum", "Back to the review"
IS_PRESENT, IS_MISSING = "This one is present", "This one is missing"
GONE = "That file is gone: I keep a file that was only reviewed for an hour. Send it again."
ONE_AT_A_TIME = "Send me one file at a time."
NO_PROVISION = (
    "Write which provision, by its number from 1 to 10 or its name, for example: mark-provision C-1 7 present"
)
LOG_FORM = "From the paper. Check each before you save."
NOT_KEPT = "I keep PDF and Word files only, so this file is not added. Save it as PDF to add it."
NOTHING_TO_ASK = "All provisions are present, so there is nothing to ask for."
CANNOT_READ, REVIEW_IT = "I cannot read this file", "Review it"


def title(counts: Mapping[ItemStatus, int]) -> str:
    """How many of the provisions are missing, and so on."""
    number = sum(counts.values())
    counted = [
        f"{counts.get(status, 0)} {said}"
        for status, said in (
            (ItemStatus.ABSENT, "missing"),
            (ItemStatus.WEAK, "weak"),
            (ItemStatus.CONTRADICTED, "contradicted"),
        )
        if counts.get(status)
    ]
    if not counted:
        return f"All {number} provisions are present"
    first, *rest = counted
    count, _, said = first.partition(" ")
    return ", ".join((f"{count} of {number} {said}", *rest))


def about(name: str, contract: str, note: str = "") -> str:
    """Which file was read, for which contract, and a note."""
    of = f", the file of {contract}" if contract else ""
    return f"I read {name[:120]}{of}.{f' {note}' if note else ''}"


def row_title(title: str, pin: str) -> str:
    """The title of a provision in a row, with its pin."""
    return f"{title}, {pin}" if pin else title


def state(status: ItemStatus, why: str) -> str:
    """How it stands, and why, where something is to be done."""
    return f"{STATUSES[status]} · {why}" if why else STATUSES[status]


def decided(present: bool, who: str, on: date | None, today: date) -> str:
    """What a person decided about a provision, and when."""
    when = f", {short_day(on, today)}" if on else ""
    return f"{'Present' if present else 'Missing'} · says {who or 'somebody'}{when}"


def earlier_short(said: str, present: bool, who: str) -> str:
    """An earlier decision in a row, behind how the provision reads now."""
    return f"{said} · {who or 'somebody'} said {'present' if present else 'missing'} of the earlier file"


def read_otherwise(status: ItemStatus) -> str:
    """What the bot had read."""
    return f"I read it as {STATUSES[status].lower()}."


def earlier(present: bool, who: str, on: date | None) -> str:
    """A decision on a file that has been replaced since."""
    when = f" on {day(on)}" if on else ""
    said = "present" if present else "missing"
    return f"Of the earlier file, {who or 'somebody'} said{when} that this one is {said}."


def detail_title(name: str, status: str) -> str:
    """The title of one provision's details."""
    return short(f"{name}: {status.lower()}")


def page(number: int) -> str:
    """The page on which a quote stands."""
    return f"Page {number}:"


def change(title: str, old: ItemStatus, new: ItemStatus) -> str:
    """A provision whose status or wording changed."""
    if old is new:
        return f"{title}: {STATUSES[new].lower()} as before, worded otherwise"
    return f"{title}: was {STATUSES[old].lower()}, now {STATUSES[new].lower()}"


def no_words(label: str) -> str:
    """A text that says nothing on it."""
    return f"{label}: nothing on it."


def ask_title(number: int) -> str:
    """The title of what to ask the vendor for."""
    return f"Ask the vendor for {number} change{'' if number == 1 else 's'}"


def report_made(name: str) -> str:
    """The report file is ready."""
    return f"{name}: what I read, with the paper's text and the quotes marked."


def no_file(path: str) -> str:
    """There is no file at that path, or none came."""
    return f"There is no file at '{path[:200]}'." if path else "Send the file, or choose it here."


def too_large(most: int) -> str:
    """A file that is larger than what is read."""
    return f"The file is larger than {most // 1048576} MB. Send the part with the terms."


def which(name: str, number: int) -> str:
    """Several contracts have that name; none has, where the number is 0."""
    if not number:
        return f"No contract on record is called '{name[:60]}'. Send me the file, and I review it."
    return f"{number} contracts are called '{name[:60]}'. Which one?"


def no_file_of(id: str) -> str:
    """The contract has no file."""
    return f"No file is kept for {id}. Send it here, and I review it."


def marked(missing: int, id: str) -> str:
    """What lacks by the reading was taken over."""
    return f"{id}: {missing} marked as missing, as I read them. What I call present counts once somebody checks it."


def marked_one(title: str, present: bool) -> str:
    """One provision was decided on."""
    return f"{title} is marked as {'present' if present else 'missing'}."


def keep_title(name: str) -> str:
    """The form that asks to which contract it belongs."""
    return short(f"Add {name} to a contract")


def keep_with(id: str) -> str:
    """The button that replaces the contract's file."""
    return f"Keep it as the file of {id}"


def breach(kind: str, days: int) -> str:
    """The paper's own time to report a breach."""
    return f"{days} days for {kind}"


def others(number: int) -> str:
    """How many more there are than are shown."""
    return f"And {number} more; see the full report."


def unmatched(ids: Sequence[str]) -> str:
    """No such provision."""
    return f"{NO_PROVISION}. Known: {', '.join(ids)}."


def file_goes_along(name: str) -> str:
    """The file is kept with the contract once the form is saved."""
    return f"{name[:120]} is added when you save."


def use_terms(terms: Mapping[str, int]) -> str:
    """The button that takes the paper's stricter time to report a breach into the contract's deadlines."""
    days = sorted(set(terms.values()))
    return f"Count by its breach notice ({' and '.join(map(str, days))} days)"


def days(number: int) -> str:
    """A time limit."""
    return f"{number} day{'' if number == 1 else 's'}"


TOUCHED = "It is asked or named, and the words beside it promise too little."
NO_STUDENTS = "The paper does not speak of students."
BLANK = "It is there, but a place is left blank."
HEDGED = "It is promised with a reservation."
PART = "It covers only a part of the student data."

TORN = "It may be enough, but I am not sure. Read it with care."
EDIT = "This paper strikes and replaces words of another text. I cannot put the result together: read each change."
MAY_BE_STRUCK = "It stands here, but this paper strikes and replaces words. Read what is left of it."
UNLIKELY = "What comes near it is most likely about something else."
LEARNED: Mapping[str, str] = {
    "present": "It reads like a clause that has what the law wants.",
    "weak": "Something here comes near it. Read whether it is enough.",
    "contradicted": "It reads like a clause that says the opposite, or takes the promise back.",
}
"""What is read by likeness to other clauses, and not by the rules."""

OURS = "It gives the vendor the data, or a license without limits."
CONTROL_ALONE = "It speaks of control, and not of whose property the data is."
PROPERTY = "It says that the data is not the vendor's."
NO_PROPERTY = "Nothing says whose property the data is."

NOT_DELETED = "It refuses deletion, or leaves it to the vendor."
DELETION = "It says how the board asks for deletion."
DELETION_BARE = "It promises deletion on request, and does not say how to ask."
DELETION_AT_END = "It speaks of deletion at the end only, not of a request by the board."
NO_DELETION = "Nothing says how the board asks for deletion."

FREE_USE = "It lets the vendor use the data for ends of its own."
ONE_USE = "It rules out some uses, and does not bind the use to the contract."
PURPOSE = "It binds the use of the data to the contract."
NO_PURPOSE = "Nothing binds the use of the data to the contract."

FAMILIES_REFUSED = "It refuses families access or correction."
REVIEW = "It says how families review the data and have it corrected."
REVIEW_BARE = "It promises review and correction, and does not say how."
REVIEW_HALF = "It speaks of review or of correction, not of both."
NO_REVIEW = "Nothing says how families review or correct the data."

INSECURE = "It disclaims the security of the data."
SECURITY = "It promises measures that keep the data secure."
SOFT_SECURITY = "It speaks well of security, and promises no measure."
NO_SECURITY = "Nothing promises security or confidentiality."

BREACH_AT_WILL = "It leaves notice of a breach to the vendor's judgment."
BREACH_TOO_LATE = "It allows notice of a breach later than the law does for any data."
BREACH_LATE = "It allows notice of a breach later than the law does for student information."
BREACH_OTHERS = "It tells of a breach, but not that the board is told."
BREACH = "It says how and by when the vendor tells the board of a breach."
BREACH_BARE = "It promises notice of a breach, and says neither how nor by when."
NO_BREACH = "Nothing says how the vendor tells the board of a breach."

KEPT = "It lets the vendor keep the data after the contract."
END = "It says that the data is gone once the contract ends."
END_LATE = "It keeps the data for long after the contract ends."
END_OLD = "It speaks of the completion of the services, where the law now speaks of the contract's expiration."
END_ON_REQUEST = "It has the data deleted at the end only on request, or sets no time."
END_VAGUE = "It speaks of retention, and not of the end of the contract."
NO_END = "Nothing says what becomes of the data when the contract expires."

FERPA_DENIED = "It puts FERPA off on the board, or denies that it applies."
FERPA = "It binds both sides to FERPA."
FERPA_ONE = "It names FERPA, and does not bind both sides to it."
NO_FERPA = "FERPA is not named."

OTHER_LAW = "It names the law of another place."
LAW_TORN = "It names the law of Connecticut and that of another place."
LAW = "It says that Connecticut law governs."
LAW_OPEN = "It leaves the state open."
LAW_HEDGED = "It names Connecticut law with a reservation."
NO_LAW = "Nothing says which law governs."

FALLS = "It has the whole fall with a part."
SEVERABLE = "It keeps the rest in effect where a part is held invalid."
SEVERABLE_PART = "It keeps the rest of one section in effect, not of the contract."
SEVERABLE_VAGUE = "It has the title of such a clause, and not its words."
NO_SEVERABLE = "Nothing keeps the rest in effect where a part is held invalid."

ADVERTISING = "It lets student data serve advertising."
PROFILING = "It lets profiles of students be built beyond school purposes."
SELLING = "It lets student data be sold, rented, traded or licensed."
DISCLOSURE = "It lets student data go to others as the vendor sees fit."
CHANGE = "It lets the vendor change the terms alone."
PRECEDENCE = "It puts other terms before this paper or before the board's own."
VOID = "It would undo the whole contract, or a right that the law gives."
CLASHES = "It clashes with the law on breach notices, and a term that does is void."
AI_TRAINING = "It lets student data train models."

TRAINS = "It trains models on data."
TRAINS_NOT = "It says that student data trains no models."
AI_NAMED = "It speaks of AI, and does not say whether student data trains it."
TRAINING_UNSAID = "Nothing says whether student data trains models."
FEATURES = "It says what happens before AI is added."
FEATURES_OPEN = "It speaks of AI to come, without notice or consent."
FEATURES_UNSAID = "Nothing says whether AI may be added later."
SUBPROCESSORS = "It names who else gets the data."
SUBPROCESSORS_UNNAMED = "It speaks of subcontractors, and does not name them."
SUBPROCESSORS_UNSAID = "Nothing says who else gets the data."


def refers_to(name: str) -> str:
    """That another paper is taken in and was not read."""
    return f"It refers to a {name} that is not in this file; only what stands in the file counts."


def not_attached(names: Sequence[str]) -> str:
    """That exhibits are named and not there."""
    return f"It names {', '.join(names)}, and I did not find the text in this file."
