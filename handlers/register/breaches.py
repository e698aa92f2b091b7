"""The breaches on the register: only those of which the families have been told, with what they were told."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from handlers.dialogue.desk import Desk
from handlers.documents.as_text import as_text
from handlers.documents.document import Document, Language
from handlers.notices.kept import KeptNotice, kept_notices
from handlers.notices.notice import notice_of
from handlers.register.checks import Checks, Lack
from knowledge.names import TELL_FAMILIES
from storage.records import Breach, Status, StoredFile

LANGUAGES: tuple[Language, ...] = ("en", "es")


PUBLIC_KINDS = frozenset({"breach", "follow-up"})


@dataclass(frozen=True, slots=True)
class SentNotice:
    """A notice as it went to the families, with the name of its file on the site."""

    name: str
    on: date
    file: StoredFile


@dataclass(frozen=True, slots=True)
class BreachEntry:
    """A breach with what the families were sent; where no file of it was kept, with its notice."""

    breach: Breach
    sent: tuple[SentNotice, ...]
    notices: Mapping[Language, Document]
    checked: frozenset[str]
    told: date
    """The day on which the families were told."""


def breach_entries(
    checked: frozenset[str], looked_at: Collection[str], desk: Desk
) -> tuple[tuple[BreachEntry, ...], tuple[Lack, ...]]:
    """The breaches, the newest first, and what keeps others out: a notice with blanks is no notice."""
    done = [one for one in desk.store.deadlines(status=Status.DONE) if one.duty == TELL_FAMILIES and one.proof]
    told = {one.record: one.closed.astimezone(desk.zone).date() for one in done if one.closed}
    found, lacks = list[BreachEntry](), list[Lack]()
    for breach in desk.store.breaches()[::-1]:
        if breach.withdrawn or breach.id not in told:
            continue
        checks = Checks(breach.id, breach.vendor, checked, breach.id in looked_at)
        kept = [one for one in kept_notices(breach.id, desk) if one.kind in PUBLIC_KINDS]
        if checks.withheld((breach.vendor,)):
            lacks += checks.lacks
            continue
        whole = [one for one in kept if not one.has_blanks]
        if {one.kind for one in kept} - {one.kind for one in whole}:
            checks.lack("notice")
        sent = tuple(_sent(breach, whole, checks, desk))
        notices = {} if kept else _complete_notices(breach, checks, desk)
        if sent or notices:
            found.append(BreachEntry(breach, sent, notices, frozenset(checks.cleared), told[breach.id]))
        lacks += checks.lacks
    return tuple(found), tuple(lacks)


def _sent(breach: Breach, kept: Iterable[KeptNotice], checks: Checks, desk: Desk) -> Iterator[SentNotice]:
    for number, one in enumerate(kept, 1):
        if file := checks.public_file(one.sha256, desk):
            yield SentNotice(f"{breach.id}-{number}", one.on, file)


def _complete_notices(breach: Breach, checks: Checks, desk: Desk) -> Mapping[Language, Document]:
    notices = {language: notice_of("breach", breach, language, desk) for language in LANGUAGES}
    if any(notice.blanks() for notice in notices.values()):
        checks.lack("notice")
        return {}
    return {} if checks.withheld(map(as_text, notices.values())) else notices
