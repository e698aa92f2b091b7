"""The words of an export: names of tables and columns, the calendar, and what is said when it is put back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from handlers.exceptions.words import CONDITIONS

EVIDENCE = "evidence"
"""Before a condition's name, as in evidence_unable, it is the column of what shows that condition."""
COLUMNS: Mapping[str, Mapping[str, str]] = {
    "contracts": {
        "id": "Contract",
        "vendor": "Vendor",
        "product": "Product",
        "executed": "Executed",
        "start": "Starts",
        "expiry": "Expires",
        "purpose": "Purpose",
        "description": "Description",
        "categories": "Data that may be collected",
        "kinds": "Kinds of data",
        "schools": "Schools",
        "subprocessors": "Subprocessors",
        "link": "Link",
        "file": "File kept",
        "file_sha256": "SHA-256 of the file",
        "breach_days_student_information": "Own breach notice, student information (days)",
        "breach_days_other": "Own breach notice, other data (days)",
        "contact": "Vendor's contact",
        "owner": "Owner",
        "notes": "Notes",
        "withdrawn": "Withdrawn",
        "reason": "Why withdrawn",
    },
    "breaches": {
        "id": "Breach",
        "vendor": "Vendor",
        "contract": "Contract",
        "discovered": "Discovered",
        "board_told": "Board told",
        "categories": "Data",
        "students": "Students",
        "description": "Description",
        "owner": "Owner",
        "withdrawn": "Withdrawn",
        "reason": "Why withdrawn",
    },
    "exceptions": {
        "id": "Exception",
        "vendor": "Vendor",
        "product": "Product",
        "student": "Child",
        "plan": "Plan",
        "started": "Used since",
        "ended": "No longer used since",
        "review": "Review on",
        **{f"{EVIDENCE}_{id}": f"Evidence: {called}" for id, called in CONDITIONS.items()},
        "kept": "Where the agreement is kept",
        "owner": "Owner",
        "notes": "Notes",
        "withdrawn": "Withdrawn",
        "reason": "Why withdrawn",
    },
    "family_requests": {
        "id": "Request",
        "kind": "Asks to",
        "vendor": "Vendor",
        "product": "Product",
        "contract": "Contract",
        "reference": "Reference",
        "received": "Received",
        "asked_by": "Who asks",
        "details": "Which data",
        "owner": "Who answers",
        "sent": "Vendor asked on",
        "outcome": "What came of it",
        "proof": "Proof or reason",
        "closed": "Closed",
        "withdrawn": "Withdrawn",
        "reason": "Why withdrawn",
    },
    "deadlines": {
        "id": "Deadline",
        "title": "What must happen",
        "about": "About",
        "record": "Record",
        "cite": "Cite",
        "who": "Whose duty",
        "safe": "Safe date",
        "last": "Last date",
        "status": "Status",
        "proof": "Proof",
        "closed": "Closed",
        "owner": "Owner",
        "opened": "Opened",
        "snoozed_until": "Snoozed until",
        "reason": "Why snoozed or withdrawn",
        "duty": "Duty",
        "tag": "Source check",
    },
    "apps": {
        "id": "Request",
        "product": "Product",
        "kind": "Kind",
        "data": "Takes student data",
        "school": "Made for schools",
        "asked": "Asked",
        "askers": "Asked by",
        "owner": "Owner",
        "contract": "Contract",
        "status": "Status",
        "until": "Approved until",
        "reason": "Why refused",
        "decided": "Decided",
    },
    "settings": {
        "district": "District",
        "site": "Page of contracts",
        "lead": "Privacy lead",
        "superintendent": "Superintendent",
        "zone": "Time zone",
        "morning": "Post no earlier than",
        "evening": "Post no later than",
        "closures": "Closures",
        "before": "Remind this many days before",
        "renewals": "Remind this many days before a contract ends",
        "members": "Everyone may",
        "register": "Public register on the bot's own website",
        "links": "Check posted pages once a week",
        "request_days": "Answer families within (days), by policy",
        "training": "Remind of the training once a year",
    },
    "people": {"name": "Name", "role": "Role"},
    "trainings": {"id": "Number", "who": "Who", "day": "Done on"},
    "published": {"what": "What", "name": "Which", "sha256": "SHA-256"},
    "events": {
        "number": "Number",
        "when": "When",
        "who": "Who",
        "surface": "From where",
        "what": "What",
        "touched": "Records",
        "made": "New records",
        "changes": "Changes",
        "previous": "Hash before",
        "hash": "Hash",
    },
}
TITLE = "Export"
PROVISION = "provisions"
"""Before an item's number, as in provisions(a)(1), it is the column of that provision."""
SHEETS = {
    "contracts": "Contracts",
    "breaches": "Breaches",
    "exceptions": "Exceptions",
    "family_requests": "Family requests",
    "deadlines": "Deadlines",
    "apps": "Products asked for",
    "settings": "Settings",
    "people": "People",
    "trainings": "Trainings",
    "published": "Public register",
    "events": "Audit",
}
ABOUT_SHEET = "About"
ABOUT = {
    "district": "District",
    "day": "As of",
    "zone": "Time zone",
    "head_number": "Audit head: number",
    "head_hash": "Audit head: hash",
}
YES, NO, NOT_KNOWN = "yes", "no", "not known"
REMOVED = "[removed]"
"""Stands where a key or password was written into a record."""
CUT = " … (cut; whole in the JSON export)"
CALENDAR = "Student data privacy deadlines"


def heading(table: str, column: str, section: str) -> str:
    """What stands above a column; that of a provision has its cite in the ``section`` on contracts."""
    found = COLUMNS[table].get(column)
    return found or (column if column.startswith(EVIDENCE) else f"{section}{column.removeprefix(PROVISION)}")


def about(facts: Mapping[str, object]) -> Iterable[tuple[str, object]]:
    """The first sheet, pair by pair."""
    yield from ((ABOUT[name], value) for name, value in facts.items())
    yield "What the head is for", HEAD
    yield "Note", NOTE


HEAD = (
    "Keep the number and the hash. Later, dpa audit verify --head NUMBER:HASH shows whether anything up to that event "
    "was changed."
)
NOTE = (
    "The provisions and dates are as the district recorded them; a provision not known counts as missing. "
    "Information, not legal advice."
)


def head(number: int, hash: str) -> str:
    """The audit's head as ``dpa audit verify`` takes it."""
    return f"{number}:{hash}"


def event_title(title: str, about: str) -> str:
    """An entry of the calendar."""
    return f"{title} ({about})" if about else title


def event_text(lines: Iterable[str]) -> str:
    """What stands in an entry of the calendar."""
    return "\n".join(line for line in lines if line)


def calendar_text(day: str, head: str) -> str:
    """What stands in the calendar itself."""
    return f"Open deadlines as of {day}, on their safe dates. Audit head {head}. {NOTE}"


def no_format(name: str, known: Iterable[str]) -> str:
    """A format that we do not write."""
    return f"I cannot export as '{name.strip()[:20]}'. Choose one of {', '.join(known)}."


def made(name: str, size: int) -> str:
    """The file is ready."""
    return f"{name} ({size // 1000 + 1} kB): everything on record and the audit, as they stand now."


NOT_EMPTY = (
    "This district has records already, and an export is put back only where there are none. Use a folder or a "
    "district of its own (DPA_DATA, --district), or dpa restore with a backup."
)
DAMAGED = "This export is not whole, or somebody changed it. Nothing was saved. Export it again."
NEWER = "A newer version of the program wrote this export. Use the newer version."


def done(numbers: Mapping[str, int], without_file: int, *, dry_run: bool) -> str:
    """What was put back, or would be, and what was in no export."""
    *others, last = [f"{number} {name}" for name, number in numbers.items() if number] or ["no records"]
    records = f"{', '.join(others)}{' and ' if others else ''}{last}, with their numbers"
    if dry_run:
        return f"This would put back {records}. Nothing was saved."
    sentence = f"Put back {records}. "
    if without_file:
        sentence += (
            f"Add the files of {without_file} contracts by add-file: an export names them and does not hold them. "
        )
    return f"{sentence}Give people their roles by grant, and choose with setup where reminders go."
