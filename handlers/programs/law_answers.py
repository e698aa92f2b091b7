"""What programs get as data: answers on the law, reviews of papers, contracts and deadlines, each with its cites."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict
from typing import Any, TypeVar

from handlers.contracts.ended import has_ended
from handlers.contracts.form import checklist, marks_of
from handlers.contracts.listing import searched
from handlers.deadlines.search import select_deadlines
from handlers.deadlines.states import state_of
from handlers.deadlines.status import subject
from handlers.deadlines.vendor_terms import deadline_title
from handlers.dialogue.command_spec import Sorry
from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.reply import File, Reply
from handlers.dialogue.text import plain
from handlers.law import layout, lookup
from handlers.law import words as law_words
from handlers.law.answer import answer
from handlers.law.ask import Answered
from handlers.law.dates import due as dates
from handlers.people.access import permit, shows_record
from handlers.people.names import display_name
from handlers.programs import shapes, words
from handlers.review.answers.card import card
from handlers.review.json_output import for_scripts
from handlers.review.subject import Source as Paper
from handlers.review.subject import is_paper, reading_of
from handlers.text_extraction.building import Unreadable
from handlers.understanding.days.dates import read_moment
from knowledge.citation import Citation, Fact, Tag, weakest
from knowledge.law import LawOfDay
from storage.records import Contract, Deadline


def ask(question: str, message: Message, desk: Desk) -> shapes.AskAnswer:
    """A question about the law, as ``dpa ask`` answers it. Raises Sorry."""
    answered = answer(Message(question, message.as_of, surface=message.surface, outsider=message.outsider), desk)
    data: dict[str, Any] = layout.as_json(answered, desk)
    return shapes.AskAnswer(
        text=data["text"],
        cites=sources(answered.citations, desk.law.on(answered.day)),
        checked=_checked_answer(answered, desk),
        day=answered.day,
        verdict=data["verdict"],
        opens=data["opens"],
        topics=tuple(data["topics"]),
        score=data["score"],
        asked_back=data["asked_back"],
    )


def _checked_answer(found: Answered, desk: Desk) -> shapes.HowChecked | None:
    if found.answer and found.topic:
        return checked([layout.tag(found, desk)])
    law = desk.law.on(found.day)
    tags = [fact.tag for cite in found.citations if (passage := law.passage(cite)) for fact in passage.says]
    return checked(tags) if tags else None


def define(word: str, message: Message, desk: Desk) -> shapes.SourcedAnswer:
    """A defined word. Raises Sorry."""
    law = desk.law_of(message)
    term = lookup.find_term(word, law)
    facts = (*term.says, *(element.says for element in term.elements), *term.examples)
    return _of(lookup.define(word, message, desk), [term.cite], facts, law)


def rule(cite: str, message: Message, desk: Desk) -> shapes.SourcedAnswer:
    """A passage by its cite. Raises Sorry."""
    law = desk.law_of(message)
    passage = lookup.find_passage(cite, law)
    return _of(lookup.rule(cite, message, desk), [passage.cite], passage.says, law)


def due(event: str, at: str, message: Message, desk: Desk) -> shapes.DueAnswer:
    """The dates that follow from an event. Raises Sorry."""
    moment = read_moment(at)
    counted = dates.due(dates.read_event(event), moment, desk)
    data, law = counted.as_json(), desk.law.on(moment.date())
    duty = counted.duty
    return shapes.DueAnswer(
        text=plain(dates.reply(f"{event} {moment.date()}", message, desk)) if duty else str(data["counted"]),
        cites=sources([duty.cite], law) if duty else (),
        checked=checked([fact.tag for fact in duty.says]) if duty else None,
        day=law.day,
        safe=data["safe"],
        last=data["last"],
        rule=data["rule"],
        counted=str(data["counted"]),
    )


def passages(desk: Desk) -> tuple[tuple[str, str], ...]:
    """Every passage in force today: its cite and its title, in the order of the law."""
    return tuple((str(cite), passage.title) for cite, passage in desk.law.on(desk.today).passages.items())


def sources(cites: Iterable[Citation], law: LawOfDay) -> tuple[shapes.CitedPassage, ...]:
    """The cites, each with its official link."""
    cited = []
    for cite in dict.fromkeys(cites):
        passage = law.passage(cite)
        cited.append(shapes.CitedPassage(str(cite), cite.link or (passage.link if passage else "")))
    return tuple(cited)


def checked(tags: Iterable[Tag]) -> shapes.HowChecked:
    """How far the least checked of them was checked."""
    tag = weakest(list(tags))
    return shapes.HowChecked(tag.value, law_words.CHECKED[tag])


def _of(reply: Reply, cites: Iterable[Citation], facts: Iterable[Fact], law: LawOfDay) -> shapes.SourcedAnswer:
    tags = [fact.tag for fact in facts]
    return shapes.SourcedAnswer(text=plain(reply), cites=sources(cites, law), checked=checked(tags), day=law.day)


def review(name: str, content: bytes, message: Message, desk: Desk) -> shapes.ReviewAnswer:
    """What the paper does with each provision. Raises Refused, Sorry."""
    permit(desk.commands["review"], "", message, desk)
    file = File(name, "", content)
    if not is_paper(file.name):
        raise Sorry(words.NO_PAPER)
    try:
        reading = reading_of(file, None, desk)
    except Unreadable as problem:
        raise Sorry(str(problem)) from None
    items = checklist(desk)
    return shapes.ReviewAnswer(
        text=plain(card(Paper(File(file.name, "", b"")), reading, None, desk)),
        cites=sources([items.cite, *(item.cite for item in items.items)], desk.law.on(desk.today)),
        checked=checked([fact.tag for item in items.items for fact in item.says]),
        day=desk.today,
        review=for_scripts(file.name, reading),
    )


T = TypeVar("T")
USUAL, MOST = 50, 200
"""Entries on a page, where nobody says how many, and at most."""


def contracts(search: str, page: int, size: int, message: Message, desk: Desk) -> shapes.ContractPage:
    """The contracts that have every word of ``search``, the newest first. Raises Refused, Sorry, StoreError."""
    permit(desk.commands["contracts"], "", message, desk)
    matching = [one for one in searched(search, desk) if not one.withdrawn][::-1]
    on_page, part = _page(matching, page, size)
    name, law, items = _names(desk), desk.law.on(desk.today), checklist(desk)
    return shapes.ContractPage(
        **asdict(part),
        day=desk.today,
        contracts=tuple(_contract(one, name, desk) for one in on_page),
        cites=sources([items.cite], law),
        checked=checked([fact.tag for fact in items.says]),
    )


def deadlines(search: str, page: int, size: int, message: Message, desk: Desk) -> shapes.DeadlinePage:
    """The open deadlines, as ``deadlines`` selects them, by harm and date. Raises Refused, Sorry, StoreError."""
    permit(desk.commands["deadlines"], "", message, desk)
    selected = select_deadlines(search, message, desk)
    if selected is None or selected.people:
        raise Sorry(words.nobody_so(search=search))
    on_page, part = _page(selected.found, page, size)
    name, law = _names(desk), desk.law.on(desk.today)
    tags = [Tag(one.tag) for one in on_page if one.tag]
    return shapes.DeadlinePage(
        **asdict(part),
        day=desk.today,
        deadlines=tuple(_deadline(one, name, message, desk) for one in on_page),
        cites=sources([Citation.parse(one.cite) for one in on_page], law),
        checked=checked(tags) if tags else None,
    )


def as_text(found: shapes.ContractPage | shapes.DeadlinePage) -> str:
    """A page as people read it."""
    if isinstance(found, shapes.ContractPage):
        lines = [words.contract_line(one) for one in found.contracts]
    else:
        lines = [words.deadline_line(one) for one in found.deadlines]
    return "\n".join(
        (
            words.page_head(total=found.total, page=found.page, pages=found.pages),
            *lines,
            words.page_foot(found.checked, found.day),
        )
    )


def _page(found: Sequence[T], page: int, size: int) -> tuple[Sequence[T], shapes.ListPart]:
    """The entries of a page, and which part it is; a page after the last one is empty."""
    if page < 1 or not 1 <= size <= MOST:
        raise Sorry(words.bad_page(most=MOST))
    pages = max(1, -(-len(found) // size))
    part = shapes.ListPart(total=len(found), page=page, pages=pages, next=page + 1 if page < pages else None)
    return found[(page - 1) * size : page * size], part


def _names(desk: Desk) -> Callable[[str], str]:
    return lambda who: display_name(who, desk) if who else ""


def _contract(one: Contract, name: Callable[[str], str], desk: Desk) -> shapes.ContractEntry:
    marks = marks_of(one, desk)
    return shapes.ContractEntry(
        id=one.id,
        vendor=one.vendor,
        product=one.product,
        purpose=one.purpose,
        executed=one.executed,
        start=one.start,
        expiry=one.expiry,
        ended=has_ended(one, desk.today),
        categories=tuple(one.categories),
        schools=tuple(one.schools),
        subprocessors=tuple(one.subprocessors),
        posted_at=one.link,
        has_file=bool(one.file),
        missing=tuple(str(item.cite) for item in marks.missing),
        not_checked=tuple(str(item.cite) for item in marks.unchecked),
        owner=name(one.owner),
    )


def _deadline(one: Deadline, name: Callable[[str], str], message: Message, desk: Desk) -> shapes.DeadlineEntry:
    seen = shows_record(one, message, desk)
    return shapes.DeadlineEntry(
        id=one.id,
        title=deadline_title(one, desk).partition(": ")[0],
        record=one.record if seen else "",
        about=subject(one, desk) if seen else "",
        safe=one.safe,
        last=one.last_day,
        stands=state_of(one, desk.today).value,
        whose=one.who,
        cite=one.cite,
        tag=one.tag,
        trace=dict(one.trace) if seen else {},
        owner=name(one.owner),
    )
