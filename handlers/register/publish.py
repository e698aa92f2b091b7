"""Publishes the register: writes the site, keeps the proof, closes the deadlines it meets; and the two commands."""

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path

from handlers.dialogue import paging
from handlers.dialogue import words as wording
from handlers.dialogue.command_spec import Sorry
from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.reply import Bullets, Choice, Cite, Facts, Part, Reply, Text
from handlers.forms.filling import SURE, change, only_fields
from handlers.law import words as law_words
from handlers.links import bad_page_parts
from handlers.people.access import permit, role_of
from handlers.register import words
from handlers.register.checks import Lack, Publication, hash_of, kept_proof
from handlers.register.entries import PublicRegister, RegisterEntry, is_web_page, public_register
from handlers.register.folder import check_folder, is_whole, published_in, write_site
from handlers.register.gaps import DISTRICT, FILL, SETUP, lack_parts, listed, looks
from handlers.register.site import Site, in_short, site_of
from knowledge.law import POST_BREACH, POST_CONTRACT, tag_of
from knowledge.model import Duty
from storage.port import Draft, ReadableStore
from storage.records import Deadline, Record, Role, Status

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
    proof_hash = hash_of(proof) if proof else desk.store.setup().published
    return _record(replace(result, new=bool(proof), proof=proof_hash), proof, message, desk)


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
            stored = kept_proof(proof, desk.now, desk)
            yield stored
            yield replace(draft.setup(), published=stored.sha256)
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
        entry.contract.id: f"{address}/contracts/{entry.contract.id}.html"
        for entry in register.entries
        if entry.is_posted
    }
    pages |= {
        entry.breach.id: f"{address}/breaches.html#{entry.breach.id}"
        for entry in register.breaches
        if entry.breach.id not in lacking
    }
    for deadline in records.deadlines(status=Status.OPEN):
        if deadline.duty in {POST_CONTRACT, POST_BREACH} and deadline.record in pages:
            yield deadline, pages[deadline.record]


def known_address(given: str, desk: Desk) -> str:
    """The address of the site's folder: as given, else as in the setup; empty where nobody knows."""
    address = (given or desk.store.setup().site).removesuffix("index.html").rstrip("/")
    return address if is_web_page(address) else ""


ACCEPT, CHECKED = "accept", "checked"
MOST_NEW = 25
"""New contracts whose texts are shown before they are published."""


def show(rest: str, message: Message, desk: Desk) -> Reply:
    """``register``: what stands on the site, what is lacking, and when it was published last.

    ``register page=2``: all that goes out, or waits for a look, by pages; the last one has the buttons that publish.
    """
    register, (_, page) = public_register(desk), paging.asked(rest)
    lines = [(heading, line) for heading, lines, _ in _to_read(register, desk) for line in lines]
    if not (page and lines):
        return _standing(register, message, desk)
    seen = paging.part(lines, page)
    onward = tuple(paging.onward("register", "", seen, message, desk))
    is_last = seen.before + len(seen.shown) == seen.found
    return Reply(
        title=words.TITLE,
        parts=(*((Text(seen.told),) if seen.told else ()), *_by_heading(seen.shown)),
        choices=(*(_publishing(register, message, desk) if is_last else ()), *onward),
        footer=wording.NOT_ADVICE,
    )


def _by_heading(lines: Sequence[tuple[str, str]]) -> Iterator[Part]:
    """Lines in full, those with the same heading below it."""
    for heading, group in groupby(lines, lambda one: one[0]):
        yield Text(heading, heads=True)
        yield Bullets(tuple(line for _, line in group))


def fill(rest: str, message: Message, desk: Desk) -> Reply:
    """``fill-register C-1 FIELDS`` or ``fill-register setup``: the form of what is missing; once saved, the register.

    Raises Sorry.
    """
    first, _, more = rest.partition(" ")
    of_district = first.lower() == SETUP
    command, typed = desk.commands[SETUP if of_district else "correct"], more if of_district else rest
    permit(command, "" if of_district else first, message, desk)
    reply = command.run(typed, message, desk)
    if reply.form is None:
        return _standing(public_register(desk), message, desk, words.FILLED) if desk.written else reply
    fields = reply.form.fields
    if of_district:
        fields = only_fields({DISTRICT, SURE, *(one.id for one in fields if one.error)}, fields)
    say = f"{FILL}{reply.form.say.removeprefix(command.name)}" if not of_district else f"{FILL} {reply.form.say}"
    return replace(reply, form=replace(reply.form, say=say, fields=fields))


def publish_now(rest: str, message: Message, desk: Desk) -> Reply:
    """``publish [accept MARK]``: publishes to the folder of the settings, or says what has to be accepted first.

    The button says the address, and the mark holds it: who pressed it has said that the folder is served there.
    """
    if not desk.register:
        raise Sorry(words.NO_FOLDER)
    how, _, mark = rest.strip().partition(" ")
    register, looked_at = public_register(desk), frozenset[str]()
    if how and mark_of(register, desk) != mark:
        return _standing(register, message, desk, words.CHANGED)
    if how == CHECKED:
        looked_at = frozenset(one.record for one in register.lacks if one.needs_a_look)
    if not how and unseen(register, desk):
        return _standing(register, message, desk)
    asked = PublishRequest(Path(desk.register), accepts=bool(how), looked_at=looked_at, served=bool(how))
    result = publish(asked, message, desk)
    if result.stopped:
        return _standing(result.register, message, desk)
    return published_reply(result, "" if desk.store.setup().register else desk.register)


def mark_of(register: PublicRegister, desk: Desk) -> str:
    """Names what is new, what is lacking and the address, so that nobody accepts anything else than what they read."""
    lacks = (f"{one.record} {one.what} {one.file};" for one in register.lacks)
    new = (f"{one.contract.id} {in_short(one)};" for one in unseen(register, desk))
    return hash_of(known_address("", desk), *lacks, *new)[:8]


def unseen(register: PublicRegister, desk: Desk) -> tuple[RegisterEntry, ...]:
    """The contracts that are new on the site, or were changed, since it was published last."""
    last = register.last
    if last is None:
        return register.entries
    changed = {id for event in desk.store.events() if event.when > last.at for id in event.after}
    return tuple(one for one in register.entries if one.contract.id not in last.contracts or one.contract.id in changed)


def _to_read(register: PublicRegister, desk: Desk) -> Iterator[tuple[str, list[str], int]]:
    """What a person reads before it goes out: a heading, its lines in full, and how many of them are shown at first.

    A new contract that has no texts but those of a spreadsheet stands only with these.
    """
    imported = {one.record for one in register.lacks if one.what == "imported"}
    found = [(one, words.public_texts(one.contract)) for one in unseen(register, desk)]
    yield words.NEW, [in_short(one) for one, told in found if told or one.contract.id not in imported], MOST_NEW
    yield from ((heading, lines, words.MOST_NAMED) for heading, lines in looks(register.lacks))


def _is_shown_whole(lines: Sequence[str], most: int) -> bool:
    return len(lines) <= most and all(len(line) <= words.LONGEST_LINE for line in lines)


def published_reply(result: PublishResult, folder: str = "") -> Reply:
    """What was published, and what that closed; with what is left to do where it only lies in a ``folder``."""
    register = result.register
    if not result.new:
        same = words.same(register.last.at if register.last else None)
        return Reply(title=words.SAME_TITLE, parts=(Text(same), *_in_folder(folder, result), *_deadlines(result)))
    sentence = words.published(len(register.in_force), len(register.breaches), result.address)
    return Reply(
        title=(words.WRITTEN_TITLE if folder else words.DONE_TITLE) if result.address else words.PREPARED_TITLE,
        parts=(
            Text(sentence),
            *_in_folder(folder, result),
            *_deadlines(result),
            *(() if result.address else (Text(words.NO_ADDRESS),)),
        ),
        tone="done" if result.address else "incomplete",
        footer=wording.NOT_ADVICE,
    )


def _in_folder(folder: str, result: PublishResult) -> Iterator[Part]:
    """Where the register was written, and that it has to come onto the district's website."""
    if folder:
        yield Text(words.in_folder(folder, result.address))


def _deadlines(result: PublishResult) -> Iterator[Part]:
    if result.closed:
        yield Text(words.closed(result.closed))
    if result.left:
        yield Text(words.left(result.left, result.address))


def _standing(register: PublicRegister, message: Message, desk: Desk, first: str = "") -> Reply:
    """What stands on the site, what of it is new and what is lacking; ``first`` is said above it."""
    duty = desk.law.named(Duty, POST_CONTRACT, desk.today)
    return Reply(
        title=words.TITLE,
        parts=(
            *((Text(first),) if first else ()),
            _facts(register, desk),
            *listed(*next(_to_read(register, desk))),
            *lack_parts(register.lacks, fills=role_of(message, desk)),
            *_address(desk),
            *bad_page_parts(desk),
            Text(words.law(duty.cite)),
            *(() if desk.register else (Text(words.NO_FOLDER),)),
        ),
        choices=tuple(_choices(register, message, desk)),
        tone="incomplete" if register.lacks else "plain",
        footer=f"{law_words.checked(tag_of(duty.says))} {wording.NOT_ADVICE}",
    )


def _facts(register: PublicRegister, desk: Desk) -> Facts:
    last = register.last
    withdrawn = sum(bool(one.contract.withdrawn) for one in register.ended)
    rows = (
        (words.IN_FORCE, f"{len(register.in_force):,}"),
        (words.ENDED, f"{len(register.ended) - withdrawn:,}"),
        *(((words.WITHDRAWN, f"{withdrawn:,}"),) if withdrawn else ()),
        (words.BREACHES, f"{len(register.breaches):,}"),
        (words.LAST, wording.day(last.at.astimezone(desk.zone)) if last else words.NEVER),
    )
    return Facts(rows, (last.at.astimezone(desk.zone),) if last else ())


def _address(desk: Desk) -> Iterator[Part]:
    address = known_address("", desk)
    yield Cite(words.ADDRESS, address) if address else Text(words.NO_ADDRESS)


def _choices(register: PublicRegister, message: Message, desk: Desk) -> Iterator[Choice]:
    """The buttons that publish, once all that goes out can be read above them; else the one that shows all of it."""
    to_read = list(_to_read(register, desk))
    if all(_is_shown_whole(lines, most) for _, lines, most in to_read):
        yield from _publishing(register, message, desk)
    else:
        number = sum(len(lines) for _, lines, _ in to_read)
        yield Choice(words.read_all(number=number), "register page=1", primary=True)


def _publishing(register: PublicRegister, message: Message, desk: Desk) -> Iterator[Choice]:
    if not desk.register or not role_of(message, desk).includes(Role.PRIVACY):
        return
    lacks, address, mark = register.lacks, known_address("", desk), mark_of(register, desk)
    label = words.PUBLISH_GAPS if lacks else words.PUBLISH
    yield Choice(words.at_address(label, address), f"{SAY} {ACCEPT} {mark}", primary=not lacks)
    if any(one.needs_a_look for one in lacks):
        yield Choice(words.at_address(words.PUBLISH_ALL, address), f"{SAY} {CHECKED} {mark}")
