"""Publishes the register: writes the site, keeps the proof, and closes the posting deadlines of what it shows."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from handlers.dialogue.desk import Desk, Message
from handlers.forms.saving import change
from handlers.register.checks import Lack
from handlers.register.entries import PublicRegister, is_web_page, public_register
from handlers.register.folder import check_folder, is_whole, published_in, write_site
from handlers.register.publication import Publication, hash_of, kept_proof
from handlers.register.site.site import Site, site_of
from knowledge.names import POST_BREACH, POST_CONTRACT
from storage.port import Draft, ReadableStore
from storage.records import Deadline, Record, Status

SAY = "publish"
Deliver = Callable[[Path, Collection[str]], None]
"""Copies the folder to where the public reads it; the paths were there before and are gone now."""


@dataclass(frozen=True, slots=True)
class PublishRequest:
    """What a person asks for. ``accepts`` gaps; ``looked_at`` are the ids whose texts and files they checked."""

    folder: Path
    address: str = ""
    accepts: bool = False
    looked_at: frozenset[str] = frozenset()
    deliver: Deliver | None = None
    served: bool = False
    """Whether the person said that the folder is served at the address; only then are deadlines closed."""


@dataclass(frozen=True, slots=True)
class PublishResult:
    """What came of it; ``stopped`` where something is lacking that nobody accepted."""

    register: PublicRegister
    address: str
    lacks: tuple[Lack, ...]
    stopped: bool = False
    new: bool = False
    served: bool = False
    closed: tuple[str, ...] = ()
    left: tuple[str, ...] = ()
    """Deadlines that stay open only because nobody said that the folder is served."""
    proof: str = ""
    """The sha256 of the proof."""


def publish(asked: PublishRequest, message: Message, desk: Desk) -> PublishResult:
    """Publish, or say what is lacking. Nothing new changes nothing. Raises Sorry, StoreError."""
    check_folder(asked.folder)
    address = known_address(asked.address, desk)
    register = public_register(desk, asked.looked_at)
    result = PublishResult(register, address, register.lacks, served=asked.served)
    if register.lacks and not asked.accepts:
        return replace(result, stopped=True)
    proof = _written(asked, result, desk)
    kept = hash_of(proof) if proof else desk.store.setup().published
    return _record(replace(result, new=bool(proof), proof=kept), proof, message, desk)


def _written(asked: PublishRequest, result: PublishResult, desk: Desk) -> bytes:
    """Write and copy the site; its proof, empty where nothing is new. Its pages are in memory only until then."""
    register = result.register
    site, before = site_of(register, desk, result.address), published_in(asked.folder)
    if register.last and register.last.content == site.content and is_whole(asked.folder, register.last):
        if asked.deliver:
            asked.deliver(asked.folder, ())
        return b""
    dated = site.dated(desk.today)
    publication = _publication(register, site.content, dated, desk)
    proof = publication.as_json()
    write_site(asked.folder, dated, proof, desk.store.file_content)
    if asked.deliver:
        # What was published last may still be there, where an earlier copy of what came since has failed.
        earlier = {path for one in (before, register.last) if one for path in one.files}
        asked.deliver(asked.folder, sorted(earlier - set(publication.files)))
    return proof


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


def _record(result: PublishResult, proof: bytes, message: Message, desk: Desk) -> PublishResult:
    """Keep a new proof with the records, and close the deadlines that are met where the folder is served."""
    posted = tuple(one.id for one, _ in _posted(result, desk.store))
    result = replace(result, closed=posted) if result.served else replace(result, left=posted)

    def write(draft: Draft) -> Iterator[Record]:
        if proof:
            kept = kept_proof(proof, desk.now, desk)
            yield kept
            yield replace(draft.setup(), published=kept.sha256)
        for deadline, page in _posted(result, draft):
            if deadline.id in result.closed:
                yield replace(deadline, status=Status.DONE, proof=page, closed=desk.now)

    if proof or result.closed:
        change(SAY, message, desk, write)
    return result


def _posted(result: PublishResult, records: ReadableStore) -> Iterator[tuple[Deadline, str]]:
    """The open posting deadlines that the site meets, each with its page; none where the address is unknown."""
    register, address = result.register, result.address
    if not address or not register.district:
        return
    lacking = {lack.record for lack in register.lacks}
    pages = {
        one.contract.id: f"{address}/contracts/{one.contract.id}.html" for one in register.entries if one.is_posted
    }
    pages |= {
        one.breach.id: f"{address}/breaches.html#{one.breach.id}"
        for one in register.breaches
        if one.breach.id not in lacking
    }
    for deadline in records.deadlines(status=Status.OPEN):
        if deadline.duty in {POST_CONTRACT, POST_BREACH} and deadline.record in pages:
            yield deadline, pages[deadline.record]


def known_address(given: str, desk: Desk) -> str:
    """The address of the site's folder: as given, else as in the setup; empty where nobody knows."""
    address = (given or desk.store.setup().site).removesuffix("index.html").rstrip("/")
    return address if is_web_page(address) else ""
