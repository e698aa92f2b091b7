"""The entries of the law files that the program asks for by name; ``dpa check`` complains where one is missing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from knowledge.complaint import Complaint
from knowledge.law import Law, LawOfDay
from knowledge.model import Checklist, Duty, Entry, Event, Rule, Topic
from knowledge.notice import Notice

PROVISIONS: Final = "contract-provisions"
"""The checklist of what a contract needs."""
END_OF_CONTRACT: Final = "end"
DELETION: Final = "deletion"
REVIEW_BY_FAMILIES: Final = "review"
"""Its items on the data at the end of the contract, on deletion, and on how families review and correct."""
MISSING_PROVISION: Final = "missing-provision-void"
CONFLICTING_TERM: Final = "conflicting-term"
"""The rules on what a missing provision and a conflicting term lead to."""
STATE_ADDENDUM: Final = "addendum-as-compliance"
"""The rule on the state's own addendum."""
DELETE: Final = "delete-on-request"
"""The rule on deleting when somebody asks."""
CONTRACT_REQUIRED: Final = "contract-required"
PLAN_EXCEPTION: Final = "iep-504"
"""The rule on contracts, and its exemption for a child's plan."""
NO_CONTRACT: Final = "teacher-app"
"""The topic whose answer says that nothing is shared without a contract."""
CONSENT: Final = "consent"
"""The topic that tells whether parents must consent."""
HOLIDAYS: Final = "legal-holidays"
"""The topic that cites the list of legal holidays."""
RETENTION: Final = "retention"
"""The topic whose answer begins with what must be approved before a board destroys records."""
OWN_RECORDS: Final = "own-records"
"""The topic on a family's request to see records: by when other laws want it answered, and that this act is silent."""
EXECUTED: Final[Event] = "contract_executed"
NOTICE_RECEIVED: Final[Event] = "breach_notice_received_by_board"
INFORMATION_BREACHED: Final[Event] = "breach_discovered_student_information"
OTHERS_BREACHED: Final[Event] = "breach_discovered_directory_or_records_or_content"
TELL_FAMILIES: Final = "tell-families-of-breach"
POST_BREACH: Final = "post-breach-notice"
POST_CONTRACT: Final = "post-contract"
NOTIFY_OF_CONTRACT: Final = "notify-families-of-contract"
"""The duty of 2016 to tell families of each contract."""
TELL_ADDRESS: Final = "tell-families-the-address"
REPORT: Final = "report-to-commission"
KEEP_WEBSITE: Final = "keep-website"
"""The duty to keep a website with the contracts."""
VENDOR_TELLS: Final = ("vendor-breach-30", "vendor-breach-60")
"""The duties of a contractor to tell the board of a breach: of student information, then of all else."""
OPERATOR_TELLS: Final = ("operator-breach-30", "operator-breach-60")
"""Those of an operator without a contract to tell the families, in the same order."""
AT_ANY_HOUR: Final = frozenset({TELL_FAMILIES, POST_BREACH})
"""The duties of which the bot reminds at night and on weekends too."""

NOTICES: Final[Mapping[str, tuple[str, ...]]] = {
    "contract": ("executed", "description", "purpose", "data"),
    "yearly": ("address",),
    "breach": ("who", "happened", "data"),
    "follow-up": ("first", "news"),
    "missing-terms": ("contract", "missing", "notice"),
    "deletion": ("request", "data"),
    "family-request": ("request", "asks"),
}
"""The notices that the program sends, and what each must keep among its ``needs``."""

_ENTRIES: Final[tuple[tuple[type[Entry], str], ...]] = (
    (Checklist, PROVISIONS),
    (Rule, DELETE),
    (Rule, CONTRACT_REQUIRED),
    (Rule, MISSING_PROVISION),
    (Rule, CONFLICTING_TERM),
    (Rule, STATE_ADDENDUM),
    (Topic, NO_CONTRACT),
    (Topic, CONSENT),
    (Topic, HOLIDAYS),
    (Topic, RETENTION),
    (Topic, OWN_RECORDS),
    (Duty, TELL_FAMILIES),
    (Duty, POST_BREACH),
    (Duty, POST_CONTRACT),
    (Duty, TELL_ADDRESS),
    (Duty, REPORT),
    (Duty, KEEP_WEBSITE),
    *((Duty, name) for name in (*VENDOR_TELLS, *OPERATOR_TELLS)),
    *((Notice, name) for name in NOTICES),
)
_EVENTS: Final = (EXECUTED, NOTICE_RECEIVED, INFORMATION_BREACHED, OTHERS_BREACHED)


def missing(law: Law) -> Iterator[Complaint]:
    """What the program asks for and the law files do not have, or no longer have in force."""
    newest = max((day for entry in law.entries for day in (entry.since, entry.until) if day), default=None)
    if newest is None:
        return
    on = law.on(newest)
    held = {(type(entry), entry.id) for entry in law.entries if entry.period.covers(newest)}
    for shape, name in _ENTRIES:
        if (shape, name) not in held:
            yield _complaint(f"no {shape.__name__.lower()} '{name}' is in force", "Restore it, or keep its name.")
    for event in _EVENTS:
        if not on.clocks_of(event):
            yield _complaint(f"no duty with a number of days has 'event: {event}'", "Give the duty that event.")
    yield from _missing_within(on)
    for kind, needs in NOTICES.items():
        held_needs = {need.id for need in on.notices[kind].needs} if kind in on.notices else set(needs)
        for need in (need for need in needs if need not in held_needs):
            yield _complaint(f"the notice '{kind}' has no '{need}' below 'needs:'", "Restore it.")


def _missing_within(on: LawOfDay) -> Iterator[Complaint]:
    """What the checklist of provisions and the rule on contracts no longer hold."""
    found = on.checklists.get(PROVISIONS)
    for name in (END_OF_CONTRACT, DELETION, REVIEW_BY_FAMILIES) if found else ():
        if found and name not in {item.id for item in found.items}:
            yield _complaint(f"the checklist '{PROVISIONS}' has no item '{name}'", "Keep the item's id.")
    rule = on.rules.get(CONTRACT_REQUIRED)
    if rule and PLAN_EXCEPTION not in {one.id for one in rule.unless}:
        yield _complaint(
            f"the rule '{CONTRACT_REQUIRED}' has no exemption '{PLAN_EXCEPTION}'", "Keep the exemption's id."
        )


def _complaint(wrong: str, mend: str) -> Complaint:
    return Complaint("knowledge/law", 0, f"{wrong}; the program asks for it", mend)
