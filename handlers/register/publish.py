"""Publishes the register: writes the site, keeps the proof, and closes the posting deadlines of what it shows."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from handlers.dialogue.desk import Desk, Message
from handlers.forms.saving import change
from handlers.register.checks import Lack
from handlers.register.entries import PublicRegister, public_register
from handlers.register.folder import check_folder, is_whole, published_in, write_site
from handlers.register.publication import Publication, hash_of
from handlers.register.site.site import Site, site_of
from knowledge.names import POST_BREACH, POST_CONTRACT
from storage.port import Draft
from storage.records import Deadline, Record, Status, StoredFile

SAY = "publish"
Deliver = Callable[[Path, Collection[str]], None]
"""Copies the folder to where the public reads it; the paths were there before and are gone now."""


@dataclass(frozen=True, slots=True)
class PublishRequest:
    """What a person asks for. ``accepts`` what is lacking; ``looked_at`` are the ids whose texts they checked."""

    folder: Path
    address: str = ""
    accepts: bool = False
    looked_at: frozenset[str] = frozenset()
    deliver: Deliver | None = None


@dataclass(frozen=True, slots=True)
class PublishResult:
    """What came of it; ``stopped`` where something is lacking that nobody accepted."""

    register: PublicRegister
    address: str
    lacks: tuple[Lack, ...]
    stopped: bool = False
    new: bool = False
    closed: tuple[str, ...] = ()
    proof: str = ""
    """The sha256 of the proof."""


def publish(asked: PublishRequest, message: Message, desk: Desk) -> PublishResult:
    """Publish, or say what is lacking. Nothing new changes nothing. Raises Sorry, StoreError."""
    check_folder(asked.folder)
    address = known_address(asked.address, desk)
    register = public_register(desk, asked.looked_at)
    result = PublishResult(register, address, register.lacks)
    if register.lacks and not asked.accepts:
        return replace(result, stopped=True)
    site, before = site_of(register, desk, address), published_in(asked.folder)
    if register.last and register.last.content == site.content and is_whole(asked.folder, register.last):
        if asked.deliver:
            asked.deliver(asked.folder, ())
        return replace(result, proof=desk.store.setup().published)
    dated = site.dated(desk.today)
    publication = _publication(register, site.content, dated, desk)
    proof = publication.as_json()
    write_site(asked.folder, dated, proof, desk.store.file_content)
    if asked.deliver:
        # What was published last may still be there, where an earlier copy of what came since has failed.
        earlier = {path for one in (before, register.last) if one for path in one.files}
        asked.deliver(asked.folder, sorted(earlier - set(publication.files)))
    closed = _record(register, publication, message, desk)
    return replace(result, new=True, closed=closed, proof=hash_of(proof))


def _publication(register: PublicRegister, content: str, dated: Site, desk: Desk) -> Publication:
    return Publication(
        at=desk.now.replace(microsecond=0),
        content=content,
        address=dated.address,
        district=register.district,
        contracts=tuple(one.contract.id for one in register.entries),
        checked=frozenset().union(
            *(one.checked for one in register.entries), *(one.checked for one in register.breaches)
        ),
        files=dated.hashes,
    )


def _record(register: PublicRegister, publication: Publication, message: Message, desk: Desk) -> tuple[str, ...]:
    """Keep the proof with the records, and close the deadlines; the ids of those."""
    proof = publication.as_json()
    kept = StoredFile(
        sha256=desk.store.keep_file(proof),
        name=f"register-{desk.today}.json",
        media_type="application/json",
        size=len(proof),
        stored=desk.now,
    )
    closed = list[str]()

    def write(draft: Draft) -> Iterator[Record]:
        yield kept
        yield replace(draft.setup(), published=kept.sha256)
        for deadline in _posted(register, publication.address, draft):
            closed.append(deadline.id)
            yield replace(deadline, closed=desk.now)

    change(SAY, message, desk, write)
    return tuple(closed)


def _posted(register: PublicRegister, address: str, draft: Draft) -> Iterator[Deadline]:
    """The posting deadlines that are done by it, each with the page as its proof; none where the address is unknown."""
    if not address or not register.district:
        return
    pages = {
        one.contract.id: f"{address}/contracts/{one.contract.id}.html" for one in register.entries if one.is_posted
    }
    pages |= {one.breach.id: f"{address}/breaches.html#{one.breach.id}" for one in register.breaches}
    for deadline in draft.deadlines(status=Status.OPEN):
        if deadline.duty in {POST_CONTRACT, POST_BREACH} and deadline.record in pages:
            yield replace(deadline, status=Status.DONE, proof=pages[deadline.record])


def known_address(given: str, desk: Desk) -> str:
    """The address of the site's folder: as given, else as in the setup; empty where nobody knows."""
    address = given or desk.store.setup().site
    return address.removesuffix("index.html").rstrip("/")
