"""Lists of contracts, the search by vendor or product name, and whether one is on record for a product."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from handlers.contracts import form as contract_form
from handlers.contracts import words as contract_words
from handlers.contracts.ended import has_ended
from handlers.contracts.form import is_incomplete, provision_state
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
"""Characters around a name that make it part of an address or of a longer word."""


@dataclass(frozen=True, slots=True)
class Named:
    """The ids of the records that a name means, and their name on file; no ids where it is only similar to some."""

    likeness: Likeness
    ids: tuple[str, ...] = ()
    name: str = ""


def records_named(said: str, desk: Desk) -> Named:
    """The records whose vendor or product has this name, or has it as a part of its own."""
    on_file = list(_names(desk))
    match = compare(said, (name for name, _ in on_file))
    if match.likeness < Likeness.PART:
        return Named(match.likeness)
    ids = dict.fromkeys(id for name, id in on_file if name in match.names)
    return Named(match.likeness, tuple(ids), match.names[0])


def near_names(said: str, desk: Desk) -> tuple[str, ...]:
    """Names on file that are only similar, the most similar first; no two of the same records."""
    all_names = list(_names(desk))
    ids = {name: {id for other, id in all_names if other == name} for name, _ in all_names}
    kept: list[str] = []
    for name in near(said, ids, 2 * MOST):
        if not any(ids[name] & ids[other] for other in kept):
            kept.append(name)
    return tuple(kept[:MOST])


def offer_near(said: str, message: Message, desk: Desk) -> tuple[str, tuple[Choice, ...]]:
    """The question whether a similar name is meant, and a button for each that repeats the message with it."""
    names = near_names(said, desk)
    before, typed, after = _around(said, message.text)
    buttons = (
        Choice(short(name, LONGEST_LABEL), f"{before}{name}{after}" if typed else f"contracts {name}", guessed=True)
        for name in names
    )
    return contract_words.did_you_mean(names), tuple(buttons)


def _around(said: str, text: str) -> tuple[str, str, str]:
    """The text before the name, the name, and the text after it; a name within an address does not count."""
    for start in starts(said, text):
        end = start + len(said)
        if not _RUNS_ON_BEFORE.search(text[:start][-1:]) and not _RUNS_ON_BEHIND.match(text, end):
            return text[:start], text[start:end], text[end:]
    return text, "", ""


def _names(desk: Desk) -> Iterator[tuple[str, str]]:
    """Every vendor and product name on file with its record's id, the newest first."""
    for contract in reversed(desk.store.contracts()):
        if not contract.withdrawn:
            names = (
                contract.vendor,
                contract.product,
                *(contract.product.split(";") if ";" in contract.product else ()),
            )
            yield from ((name.strip(), contract.id) for name in names if name.strip())
    yield from ((one.vendor, one.id) for one in reversed(desk.store.breaches()) if not one.withdrawn)


SAY = "log-contract"
"""The command that logs a contract."""


def contract_rows(found: Iterable[Contract], desk: Desk) -> Rows:
    """Contracts with their dates and what they lack."""
    return Rows(tuple(contract_row(one, desk, (lacks(one, desk), one.id, dates(one, desk))) for one in found))


def contract_row(contract: Contract, desk: Desk, says: Sequence[str]) -> Row:
    """One contract: its vendor and product, and ``says``, the details beneath."""
    details = " · ".join(piece for piece in says if piece)
    return Row(
        contract_words.name(contract),
        f"{details[:1].upper()}{details[1:]}",
        "incomplete" if is_incomplete(contract, desk) else "plain",
        opened_by(contract),
    )


def opened_by(contract: Contract, say: str = "contract") -> Choice:
    """The button that shows the contract, or runs ``say`` on it; labeled with its id, vendor and product."""
    product = f", {contract.product}" if contract.product else ""
    return Choice(short(f"{contract.id} {contract.vendor}{product}", LONGEST_LABEL), f"{say} {contract.id}")


def dates(contract: Contract, desk: Desk) -> str:
    """When the contract ends; when it was signed, where no end is on record."""
    return contract_words.dates(contract, desk.today)


def lacks(contract: Contract, desk: Desk) -> str:
    """How the contract's provisions stand."""
    return provision_state(contract, desk)


def searched(said: str, desk: Desk) -> list[Contract]:
    """The contracts that have every word in any field that people read; withdrawn ones too."""
    return [one for one in desk.store.contracts() if has(said, [one.id], *_texts(one))]


def _texts(one: Contract) -> tuple[str, ...]:
    named = (*one.schools, *one.subprocessors)
    return (one.vendor, one.product, one.description, one.purpose, one.kinds, one.contact, one.notes, *named)


def listed(rest: str, message: Message, desk: Desk) -> Reply:
    """``contracts [WORDS] [page N]``: those that fit, the newest first; similar names where none does."""
    said, page = asked(rest)
    found = [one for one in searched(said, desk) if not one.withdrawn][::-1]
    page_part, similar = part(found, page), [] if found else near_names(said, desk)
    log_button = [Choice(contract_words.LOG_ANOTHER, SAY)]
    did_you_mean = list_words.did_you_mean(similar) if similar else ""
    hint = (Text(f"{contract_words.nothing_says([said])} {did_you_mean}".strip()),) if said else ()
    return Reply(
        title=contract_words.count(len(found), said),
        parts=(contract_rows(page_part.shown, desk),) if found else hint,
        choices=(*offer_names("contracts", similar), *onward("contracts", said, page_part, message, desk), *log_button),
        footer=page_part.told,
    )


def reply(rest: str, message: Message, desk: Desk) -> Reply:
    """What is on record about the product or vendor that the question names; never a yes or no."""
    name = product_in(rest)
    ids = records_named(name, desk).ids
    found = [one for one in desk.store.contracts() if one.id in ids][::-1]
    return reply_for(name, found, message, desk)


def reply_for(name: str, found: Sequence[Contract], message: Message, desk: Desk) -> Reply:
    """What is on record of these contracts, and whom to ask before the product is used."""
    lead = names.display_name(desk.store.setup().lead, desk)
    test_button = Choice(law_words.operator_test(name=name), f"operator {name}")
    ask_buttons = tuple(send_to_lead(law_words.may_we(name=name)))
    pin = contract_form.checklist(desk).cite
    if not found:
        did_you_mean, offered = offer_near(name, message, desk)
        return Reply(
            title=law_words.none_on_record(name),
            parts=(
                *((Text(did_you_mean),) if did_you_mean else ()),
                Text(law_words.without_one(lead)),
                Cite(law_words.pin(pin), pin.link),
            ),
            choices=(
                *offered,
                test_button,
                *_log(message, desk),
                Choice(law_words.SHOW_RULE, f"rule {pin}"),
                *ask_buttons,
            ),
            footer=law_words.footer(Tag.I, desk.today, desk.today),  # what follows from the passage is our inference
        )
    page_part = part(found, 1)
    shown = list(page_part.shown)
    return Reply(
        title=law_words.on_record(name, len(found)),
        parts=(contract_rows(shown, desk), *_ended(shown, desk), Text(law_words.no_leave(lead))),
        choices=(test_button, *ask_buttons),
        footer=page_part.told or wording.NOT_ADVICE,
    )


def _ended(shown: list[Contract], desk: Desk) -> Iterator[Part]:
    over = [(one.id, one.expiry) for one in shown if one.expiry and has_ended(one, desk.today)]
    if over:
        yield Text(law_words.ended(over), tuple(last for _, last in over))


def _log(message: Message, desk: Desk) -> Iterator[Choice]:
    if role_of(message, desk).includes(Role.PRIVACY):
        yield Choice(law_words.LOG, SAY)
