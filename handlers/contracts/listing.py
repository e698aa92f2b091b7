"""Contracts in lists, and the search for them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from handlers.contracts import form as contract_form
from handlers.contracts import words as contract_words
from handlers.contracts.ended import has_ended
from handlers.contracts.form import missing_provisions, provision_state
from handlers.dialogue import bounded_re as re
from handlers.dialogue import list_words
from handlers.dialogue import words as wording
from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.paging import asked, onward, part
from handlers.dialogue.reply import LONGEST_LABEL, Choice, Cite, Part, Reply, Row, Rows, Text
from handlers.dialogue.text import offer_names, short
from handlers.law import words as law_words
from handlers.law.ask import send_to_lead
from handlers.people import names
from handlers.people.access import role_of
from handlers.understanding.named import Likeness, compare, near, product_in, starts
from knowledge.citation import Tag
from storage.reading import has
from storage.records import Contract, Role

MOST = 3
_RUNS_ON_BEFORE, _RUNS_ON_BEHIND = re.compile(r"[\w/.@-]"), re.compile(r"[\w/@-]|\.\w")
"""What makes a name a part of an address or of a longer word."""


@dataclass(frozen=True, slots=True)
class Named:
    """The records that a name means, and the name under which they are on file; none where it is only like some."""

    likeness: Likeness
    ids: tuple[str, ...] = ()
    name: str = ""


def records_named(said: str, desk: Desk) -> Named:
    """The records whose vendor or product is called so, or has the name as a part of its own."""
    every = list(_names(desk))
    found = compare(said, (name for name, _ in every))
    if found.likeness < Likeness.PART:
        return Named(found.likeness)
    ids = dict.fromkeys(id for name, id in every if name in found.names)
    return Named(found.likeness, tuple(ids), found.names[0])


def near_names(said: str, desk: Desk) -> tuple[str, ...]:
    """The names on file that are only like it, the likeliest first, each of other records."""
    every = list(_names(desk))
    ids = {name: {id for other, id in every if other == name} for name, _ in every}
    kept: list[str] = []
    for name in near(said, ids, 2 * MOST):
        if not any(ids[name] & ids[other] for other in kept):
            kept.append(name)
    return tuple(kept[:MOST])


def offer_near(said: str, message: Message, desk: Desk) -> tuple[str, tuple[Choice, ...]]:
    """Whether one of those is meant, in a sentence, and a button for each that says the same of it."""
    names = near_names(said, desk)
    before, found, after = _around(said, message.text)
    buttons = (
        Choice(short(name, LONGEST_LABEL), f"{before}{name}{after}" if found else f"contracts {name}") for name in names
    )
    return contract_words.did_you_mean(names), tuple(buttons)


def _around(said: str, text: str) -> tuple[str, str, str]:
    """What stands before the name in the text, the name, and what stands behind it; no part of an address is one."""
    for start in starts(said, text):
        end = start + len(said)
        if not _RUNS_ON_BEFORE.search(text[:start][-1:]) and not _RUNS_ON_BEHIND.match(text, end):
            return text[:start], text[start:end], text[end:]
    return text, "", ""


def _names(desk: Desk) -> Iterator[tuple[str, str]]:
    """Every name of a vendor or product on file, with the id of its record; the newest first."""
    for one in reversed(desk.store.contracts()):
        if not one.withdrawn:
            names = (one.vendor, one.product, *(one.product.split(";") if ";" in one.product else ()))
            yield from ((name.strip(), one.id) for name in names if name.strip())
    yield from ((one.vendor, one.id) for one in reversed(desk.store.breaches()) if not one.withdrawn)


SAY = "log-contract"
"""The command that logs one."""


def contract_rows(found: Iterable[Contract], desk: Desk) -> Rows:
    """Contracts with their dates and what they lack."""
    return Rows(tuple(contract_row(one, desk, (lacks(one, desk), one.id, dates(one, desk))) for one in found))


def contract_row(contract: Contract, desk: Desk, says: Sequence[str]) -> Row:
    """One contract: its vendor and product, and what is said of it."""
    said = " · ".join(piece for piece in says if piece)
    return Row(
        contract_words.name(contract),
        f"{said[:1].upper()}{said[1:]}",
        "incomplete" if missing_provisions(contract, desk) and not contract.withdrawn else "plain",
        opened_by(contract),
    )


def opened_by(contract: Contract, say: str = "contract") -> Choice:
    """What shows it, or does what ``say`` does, named by its id, vendor and product."""
    product = f", {contract.product}" if contract.product else ""
    return Choice(short(f"{contract.id} {contract.vendor}{product}", LONGEST_LABEL), f"{say} {contract.id}")


def dates(contract: Contract, desk: Desk) -> str:
    """When it ends; when it was signed, where nobody said."""
    return contract_words.dates(contract, desk.today)


def lacks(contract: Contract, desk: Desk) -> str:
    """How its provisions stand."""
    return provision_state(contract, desk)


def searched(said: str, desk: Desk) -> list[Contract]:
    """The contracts that have every word, in whichever field people read, by id; withdrawn ones too."""
    return [one for one in desk.store.contracts() if has(said, [one.id], *_texts(one))]


def _texts(one: Contract) -> tuple[str, ...]:
    named = (*one.schools, *one.subprocessors)
    return (one.vendor, one.product, one.description, one.purpose, one.kinds, one.contact, one.notes, *named)


def listed(rest: str, message: Message, desk: Desk) -> Reply:
    """``contracts [WORDS] [page N]``: those that fit, the newest first; what is spelled like it where none does."""
    said, page = asked(rest)
    found = [one for one in searched(said, desk) if not one.withdrawn][::-1]
    page_part, alike = part(found, page), [] if found else near_names(said, desk)
    log_one = [Choice(contract_words.LOG_ANOTHER, SAY)]
    near = list_words.did_you_mean(alike) if alike else ""
    hint = (Text(f"{contract_words.nothing_says([said])} {near}".strip()),) if said else ()
    return Reply(
        title=contract_words.count(len(found), said),
        parts=(contract_rows(page_part.shown, desk),) if found else hint,
        choices=(*offer_names("contracts", alike), *onward("contracts", said, page_part, message, desk), *log_one),
        footer=page_part.told,
    )


def reply(rest: str, message: Message, desk: Desk) -> Reply:
    """What is on record about the product or vendor that the question names; never a yes or a no."""
    name = product_in(rest)
    ids = records_named(name, desk).ids
    found = [one for one in desk.store.contracts() if one.id in ids][::-1]
    return reply_for(name, found, message, desk)


def reply_for(name: str, found: Sequence[Contract], message: Message, desk: Desk) -> Reply:
    """What is on record of these contracts, and whom to ask before it is used."""
    lead = names.display_name(desk.store.setup().lead, desk)
    test = Choice(law_words.operator_test(name), f"operator {name}")
    asks = tuple(send_to_lead(law_words.may_we(name)))
    pin = contract_form.checklist(desk).cite
    if not found:
        near, offered = offer_near(name, message, desk)
        return Reply(
            title=law_words.none_on_record(name),
            parts=(
                *((Text(near),) if near else ()),
                Text(law_words.without_one(lead)),
                Cite(law_words.pin(pin), pin.link),
            ),
            choices=(*offered, test, *_log(message, desk), Choice(law_words.SHOW_RULE, f"rule {pin}"), *asks),
            footer=law_words.footer(Tag.I, desk.today, desk.today),  # what follows from the passage is our inference
        )
    page_part = part(found, 1)
    shown = list(page_part.shown)
    return Reply(
        title=law_words.on_record(name, len(found)),
        parts=(contract_rows(shown, desk), *_ended(shown, desk), Text(law_words.no_leave(lead))),
        choices=(test, *asks),
        footer=page_part.told or wording.NOT_ADVICE,
    )


def _ended(shown: list[Contract], desk: Desk) -> Iterator[Part]:
    over = [(one.id, one.expiry) for one in shown if one.expiry and has_ended(one, desk.today)]
    if over:
        yield Text(law_words.ended(over), tuple(last for _, last in over))


def _log(message: Message, desk: Desk) -> Iterator[Choice]:
    if role_of(message, desk).includes(Role.PRIVACY):
        yield Choice(law_words.LOG, SAY)
