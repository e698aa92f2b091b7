"""The words of an export: names of tables and columns, the calendar, and what is said when it is put back."""

from collections.abc import Callable, Iterable, Mapping

from handlers.dialogue.catalog import Sentence, catalog
from handlers.exceptions.words import CONDITIONS

messages = catalog(__file__)
__getattr__: Callable[[str], Sentence] = messages.__getattr__

EVIDENCE = "evidence"
TRACE = "trace"
"""Before a condition's name, as in evidence_unable, it is the column of what shows that condition."""
COLUMNS: Mapping[str, Mapping[str, str]] = {
    "contracts": {
        "id": messages.contract,
        "vendor": messages.vendor,
        "product": messages.product,
        "executed": messages.executed,
        "start": messages.starts,
        "expiry": messages.expires,
        "purpose": messages.purpose,
        "description": messages.description,
        "categories": messages.data_that_may_be_collected,
        "kinds": messages.kinds_of_data,
        "schools": messages.schools,
        "subprocessors": messages.subprocessors,
        "link": messages.link,
        "file": messages.file_kept,
        "file_sha256": messages.sha_256_of_the_file,
        "breach_days_student_information": messages.own_breach_notice_student,
        "breach_days_other": messages.own_breach_notice_other_data_days,
        "contact": messages.vendors_contact,
        "owner": messages.owner,
        "notes": messages.notes,
        "withdrawn": messages.withdrawn,
        "reason": messages.why_withdrawn,
    },
    "breaches": {
        "id": messages.breach,
        "vendor": messages.vendor,
        "contract": messages.contract,
        "discovered": messages.discovered,
        "board_told": messages.board_told,
        "categories": messages.data,
        "students": messages.students,
        "description": messages.description,
        "owner": messages.owner,
        "withdrawn": messages.withdrawn,
        "reason": messages.why_withdrawn,
    },
    "exceptions": {
        "id": messages.exception,
        "vendor": messages.vendor,
        "product": messages.product,
        "student": messages.child,
        "plan": messages.plan,
        "started": messages.used_since,
        "ended": messages.no_longer_used_since,
        "review": messages.review_on,
        **{f"{EVIDENCE}_{id}": f"Evidence: {called}" for id, called in CONDITIONS.items()},
        "kept": messages.where_the_agreement_is_kept,
        "owner": messages.owner,
        "notes": messages.notes,
        "withdrawn": messages.withdrawn,
        "reason": messages.why_withdrawn,
    },
    "family_requests": {
        "id": messages.request,
        "kind": messages.asks_to,
        "vendor": messages.vendor,
        "product": messages.product,
        "contract": messages.contract,
        "reference": messages.reference,
        "received": messages.received,
        "asked_by": messages.who_asks,
        "details": messages.which_data,
        "owner": messages.who_answers,
        "sent": messages.vendor_asked_on,
        "outcome": messages.what_came_of_it,
        "proof": messages.proof_or_reason,
        "closed": messages.closed,
        "withdrawn": messages.withdrawn,
        "reason": messages.why_withdrawn,
    },
    "deadlines": {
        "id": messages.deadline,
        "title": messages.what_must_happen,
        "about": messages.about_,
        "record": messages.record,
        "cite": messages.cite,
        "who": messages.whose_duty,
        "safe": messages.safe_date,
        "last": messages.last_date,
        "status": messages.status,
        "proof": messages.proof,
        "closed": messages.closed,
        "owner": messages.owner,
        "opened": messages.opened,
        "snoozed_until": messages.snoozed_until,
        "reason": messages.why_snoozed_or_withdrawn,
        "duty": messages.duty,
        "tag": messages.source_check,
        TRACE: messages.how_it_was_counted,
    },
    "apps": {
        "id": messages.request,
        "product": messages.product,
        "kind": messages.kind,
        "data": messages.takes_student_data,
        "school": messages.made_for_schools,
        "asked": messages.asked,
        "askers": messages.asked_by,
        "owner": messages.owner,
        "contract": messages.contract,
        "status": messages.status,
        "until": messages.approved_until,
        "reason": messages.why_refused,
        "decided": messages.decided,
    },
    "settings": {
        "district": messages.district,
        "site": messages.page_of_contracts,
        "lead": messages.privacy_lead,
        "superintendent": messages.superintendent,
        "zone": messages.time_zone,
        "morning": messages.post_no_earlier_than,
        "evening": messages.post_no_later_than,
        "closures": messages.closures,
        "before": messages.remind_this_many_days_before,
        "renewals": messages.remind_this_many_days_before_a,
        "members": messages.everyone_may,
        "register": messages.public_register_on_the_bots_own,
        "links": messages.check_posted_pages_once_a_week,
        "request_days": messages.answer_families_within_days_by,
        "training": messages.remind_of_the_training_once_a,
    },
    "people": {"name": messages.name, "role": messages.role},
    "trainings": {"id": messages.number, "who": messages.who, "day": messages.done_on},
    "published": {"what": messages.what, "name": messages.which, "sha256": "SHA-256"},
    "events": {
        "number": messages.number,
        "when": messages.when,
        "who": messages.who,
        "surface": messages.from_where,
        "what": messages.what,
        "touched": messages.records,
        "made": messages.new_records,
        "changes": messages.changes,
        "previous": messages.hash_before,
        "hash": messages.hash,
    },
}
PROVISION = "provisions"
"""Before an item's number, as in provisions(a)(1), it is the column of that provision."""
SHEETS = {
    "contracts": messages.contracts,
    "breaches": messages.breaches,
    "exceptions": messages.exceptions,
    "family_requests": messages.family_requests,
    "deadlines": messages.deadlines,
    "apps": messages.products_asked_for,
    "settings": messages.settings,
    "people": messages.people,
    "trainings": messages.trainings,
    "published": messages.public_register,
    "events": messages.audit,
}
ABOUT = {
    "district": messages.district,
    "day": messages.as_of,
    "zone": messages.time_zone,
    "head_number": messages.audit_head_number,
    "head_hash": messages.audit_head_hash,
}
YES, NO, NOT_KNOWN = "yes", "no", messages.not_known
REMOVED = "[removed]"
"""Stands where a key or password was written into a record."""


def heading(column: str, section: str) -> str:
    """What stands above a column without a name; that of a provision has its cite in the ``section`` on contracts."""
    return column if column.startswith(EVIDENCE) else f"{section}{column.removeprefix(PROVISION)}"


def called(word: str) -> str:
    """A kind of record, as a heading."""
    return word.replace("-", " ").capitalize()


def columns(word: str, own: Mapping[str, str]) -> Mapping[str, str]:
    """The columns of a kind of record, with those that every kind has."""
    return {"id": called(word), **own, "withdrawn": "Withdrawn", "reason": messages.why_withdrawn}


def about(facts: Mapping[str, object]) -> Iterable[tuple[str, object]]:
    """The first sheet, pair by pair."""
    yield from ((ABOUT[name], value) for name, value in facts.items())
    yield messages.what_the_head_is_for, messages.HEAD
    yield "Note", messages.NOTE


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
    return messages.calendar_text(day=day, head=head, note=messages.NOTE)


def no_format(name: str, known: Iterable[str]) -> str:
    """A format that we do not write."""
    return messages.no_format(name=name.strip()[:20], known=", ".join(known))


def made(name: str, size: int) -> str:
    """The file is ready."""
    return messages.made(name=name, size=size // 1000 + 1)


CALLED = {"FamilyRequest": messages.families_requests}


def done(numbers: Mapping[str, int], without_file: int, *, dry_run: bool) -> str:
    """What was put back, or would be, and what was in no export."""
    *others, last = [f"{number} {name}" for name, number in numbers.items() if number] or [messages.no_records]
    records = messages.with_their_numbers(others=", ".join(others), more=" and " if others else "", last=last)
    if dry_run:
        return messages.this_would_put_back_nothing_was(records=records)
    sentence = messages.put_back(records=records)
    if without_file:
        sentence += messages.add_the_files_of_contracts_by(without_file=without_file)
    return messages.give_people_their_roles_by_grant(sentence=sentence)
