"""Answers whether a product may be used, in one line, from what is on file."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from handlers.apps import words
from handlers.apps.card import CONTRACTOR, TEST, card, day_of, decider, of_approval
from handlers.apps.catalog import Catalog, KnownProduct, catalog_of
from handlers.apps.standing import Stand, Standing, standing_of
from handlers.contracts import form as contract_form
from handlers.contracts.form import marks_of, missing_by_name, provision_tags
from handlers.dialogue import words as wording
from handlers.dialogue.command_spec import APP, Sorry, kind_of
from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.reply import LONGEST_LABEL, Choice, Field, Part, Reply, Text, Tone
from handlers.dialogue.text import short
from handlers.forms.filling import Filled, blank_form
from handlers.law import questions
from handlers.law import words as law_words
from handlers.law.interview import find_test
from handlers.people.names import display_name
from handlers.understanding.named import same
from knowledge.citation import weakest
from storage.kinds import AppRequest, Ground
from storage.records import Breach, Status

SAY, ASK = "app", "ask-app"
LONGEST_NAME = 120
_ASKED_FOR = {Stand.NOT_ON_FILE, Stand.ENDED, Stand.LACKS, Stand.REFUSED, Stand.FOR_CHILD, Stand.UNFOUNDED}


def app(rest: str, message: Message, desk: Desk) -> Reply:
    """``app NAME``: how the product stands; ``app A-1``: that request; ``app``: the form."""
    if kind_of(rest) is APP and desk.store.record(AppRequest, rest.upper()):
        return card(rest, message, desk)
    if questions.own_topic(message.text, desk):
        return questions.ask(message.text, message, desk)
    fields = (Field("product", words.PRODUCT, "text", required=True),)
    name = Filled(fields, {"product": rest, **message.fields}).text("product")
    return look_up(name, message, desk) if name else blank_form(SAY, words.LOOK_UP_TITLE, words.LOOK_UP, fields)


def of_law(rest: str, message: Message, desk: Desk) -> Reply:
    """What the law says of a product, for those who may not see what the district has on file."""
    return questions.ask(message.text if rest and rest != message.text else words.question(name=rest), message, desk)


def look_up(typed: str, message: Message, desk: Desk) -> Reply:
    """How the product with that name stands; similar names where it is unclear which is meant. Raises Sorry."""
    name = " ".join(typed.split())[:LONGEST_NAME].strip(" .?!\"'")
    if not name:
        raise Sorry(words.NO_NAME)
    catalog = catalog_of(desk)
    found = catalog.find(name)
    key = found.parts[0] if len(found.parts) == 1 else found.key
    product = catalog.products[key] if key else None
    several = len(found.parts) > 1
    near = found.parts if several else found.near
    if near and (product is None or several):
        return _doubt(name, near, catalog)
    known = product and (product.on_file or same(name, product.name))
    label = catalog.label(key) if known else name
    reply = _answer(label, standing_of(product, desk), message, desk)
    if product and _has_open_breach(product, desk):
        reply = replace(reply, parts=(Text(words.OPEN_BREACH), *reply.parts), tone="incomplete")
    return _with_near(reply, near, catalog) if near and not (product and product.on_file) else reply


def _has_open_breach(product: KnownProduct, desk: Desk) -> bool:
    """Whether a breach at its vendor has a deadline that is open."""
    waiting = {one.record for one in desk.store.deadlines(status=Status.OPEN)}
    contracts, vendors = {one.id for one in product.contracts}, {one.vendor for one in product.contracts}
    breaches = [one for one in desk.store.records(Breach) if one.id in waiting and not one.withdrawn]
    return any(one.contract in contracts or (not one.contract and one.vendor in vendors) for one in breaches)


def _doubt(name: str, near: Sequence[str], catalog: Catalog) -> Reply:
    """Nothing has exactly that name: similar names as buttons, and one to ask for it."""
    labels = [catalog.label(key) for key in near]
    return Reply(
        title=words.did_you_mean(labels),
        parts=(Text(words.none_called(name)),),
        choices=(*map(_offered, labels), Choice(words.ask_for(name), f"{ASK} {name}")),
        asks=True,
    )


def _with_near(reply: Reply, near: Sequence[str], catalog: Catalog) -> Reply:
    labels = [catalog.label(key) for key in near]
    return Reply(
        title=reply.title,
        parts=(*reply.parts, Text(words.did_you_mean(labels))),
        choices=(*reply.choices, *map(_offered, labels)),
        footer=reply.footer,
    )


def _offered(label: str) -> Choice:
    return Choice(short(label, LONGEST_LABEL), f"{SAY} {label}", guessed=True)


def _answer(name: str, standing: Standing, message: Message, desk: Desk) -> Reply:
    title, tone = headline(name, standing, desk)
    parts: list[Part] = [Text(says) for says in _says(standing, desk)]
    cites_law = standing.stand in {Stand.NOT_ON_FILE, Stand.ENDED, Stand.LACKS, Stand.UNFOUNDED}
    return Reply(
        title=title,
        parts=tuple(parts),
        choices=tuple(_choices(name, standing, message)),
        tone=tone,
        footer=law_words.footer(weakest(provision_tags(standing.lacks, desk)), desk.today, desk.today)
        if cites_law
        else wording.NOT_ADVICE,
    )


def headline(name: str, standing: Standing, desk: Desk) -> tuple[str, Tone]:
    """The one-line answer, and its tone."""
    request = standing.request
    match standing.stand:
        case Stand.APPROVED | Stand.FOR_CHILD | Stand.NOT_BEGUN | Stand.ENDED:
            title = words.stands(name, of_approval(standing))
        case Stand.UNFOUNDED:
            return words.stands(name, of_approval(standing)), "incomplete"
        case Stand.LACKS if standing.contract and (missing := marks_of(standing.contract, desk).missing):
            return words.lacks(name, len(missing)), "incomplete"
        case Stand.LACKS:
            return words.unchecked(name), "incomplete"
        case Stand.REVIEW if request:
            title = words.under_review(name, day_of(request.asked, desk))
        case Stand.REFUSED if request:
            title = words.refused(name, request.reason)
        case _:
            title = words.not_on_file(name)
    return title, "plain"


def _says(standing: Standing, desk: Desk) -> Iterator[str]:
    """The lines below the answer: what it rests on, or what to do until it is decided."""
    contract, request = standing.contract, standing.request
    match standing.stand:
        case Stand.APPROVED | Stand.NOT_BEGUN:
            if request and standing.stand is Stand.APPROVED:
                yield words.BY_REQUEST(id=request.id)
            yield from bounds(standing, desk)
        case Stand.FOR_CHILD:
            yield from bounds(standing, desk)
        case Stand.LACKS if contract:
            yield missing_by_name(contract, desk).says
            yield words.UNTIL_THEN
        case Stand.REVIEW if request:
            yield words.how_many(len(request.askers), display_name(request.owner, desk))
            yield words.UNTIL_THEN
        case Stand.REFUSED if request:
            on = day_of(request.decided or request.asked, desk)
            yield words.refused_on(name=decider(request, desk), on=on, reason=request.reason)
        case _:
            yield words.no_contract(law_words.pin(contract_form.checklist(desk).cite))


def bounds(standing: Standing, desk: Desk) -> Iterator[str]:
    """What an approval rests on, and what it does not allow."""
    if standing.contract:
        yield words.BY_CONTRACT(id=standing.contract.id)
    elif standing.stand is Stand.FOR_CHILD and standing.request:
        yield words.FOR_ONE_CHILD(id=standing.request.reason)
        yield words.UNTIL_THEN
    elif standing.stand is Stand.APPROVED and standing.request and standing.request.reason == Ground.NEITHER:
        law = desk.law.on(desk.today)
        yield words.NEITHER(pins=", ".join(law_words.pin(find_test(one, law).cite) for one in (TEST, CONTRACTOR)))


def _choices(name: str, standing: Standing, message: Message) -> Iterator[Choice]:
    request = standing.request
    if standing.stand is Stand.REVIEW and request and message.who not in request.askers:
        yield Choice(words.ASK_TOO, f"{ASK} {name}", primary=True)
    if standing.stand in _ASKED_FOR:
        yield Choice(words.ASK_FOR_IT, f"{ASK} {name}", primary=standing.stand is not Stand.REFUSED)
    if request:
        yield Choice(words.OPEN_REQUEST, f"{SAY} {request.id}", aside=standing.stand is not Stand.REVIEW)
    if standing.contract:
        yield Choice(words.OPEN_CONTRACT, f"contract {standing.contract.id}", aside=True)
