"""Says which contracts a breach at a subprocessor touches, and offers one breach for each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from handlers.breaches import words as breach_words
from handlers.contracts import words as contract_words
from handlers.contracts.listing import opened_by
from handlers.dialogue import words as wording
from handlers.dialogue.desk import Desk
from handlers.dialogue.reply import LONGEST_LABEL, MOST_CHOICES, MOST_ROWS, Choice, Cite, Reply, Row, Rows, Text
from handlers.dialogue.text.shorten import short
from handlers.forms.filled import SURE, Filled
from handlers.holders.held import same_firm, speaks_of_firm, touched
from handlers.law import words as law_words
from knowledge.law import tag_of
from knowledge.names import INFORMATION_BREACHED
from storage.records import Breach, Contract

CONFIRMED = "subprocessor"
"""What stands among the confirmed doubts where the breach is to be logged without a contract."""
_CARRIED = ("discovered", "board_told", "categories", "students", "owner", SURE)
MOST_LOGGED = MOST_CHOICES - 1
"""Contracts with a button each, beside the one that logs it without a contract."""
LONGEST_TOLD = 300
"""Characters of what happened that a button carries on."""


def of_subprocessor(breach: Breach, filled: Filled, desk: Desk) -> Reply | None:
    """The contracts that it touches; None where it is no subprocessor's, or is to be logged all the same."""
    if breach.contract or CONFIRMED in filled.values.get(SURE, "").split(","):
        return None
    found = sorted(touched(breach.vendor, desk), key=lambda one: _logged(one, breach, desk) is not None)
    vendors = (one.vendor for one in desk.store.contracts() if not one.withdrawn)
    if not found or any(same_firm(breach.vendor, name) for name in vendors):
        return None
    clock = desk.law.clock(INFORMATION_BREACHED, desk.today)
    return Reply(
        title=breach_words.touches(breach.vendor, len(found)),
        parts=(
            Text(breach_words.ONE_FOR_EACH),
            Rows(tuple(_row(one, breach, desk) for one in found[:MOST_ROWS])),
            *map(Text, _left_out(found, breach, desk)),
            Text(breach_words.EACH_HAS_ITS_CLOCK),
            Cite(law_words.pin(clock.cite), clock.cite.link, law_words.checked(tag_of(clock.says))),
        ),
        choices=tuple(_choices(found, breach, filled, desk)),
        tone="due",
        footer=wording.NOT_ADVICE,
    )


def _row(contract: Contract, breach: Breach, desk: Desk) -> Row:
    logged = _logged(contract, breach, desk)
    says = breach_words.logged_as(logged.id) if logged else ", ".join(contract.schools)
    return Row(contract_words.name(contract), says, "done" if logged else "due", opened_by(contract))


def _logged(contract: Contract, breach: Breach, desk: Desk) -> Breach | None:
    """The breach of this contract that tells of the same subprocessor, anywhere in it, and day."""
    return next(
        (
            one
            for one in desk.store.breaches()
            if one.contract == contract.id
            and not one.withdrawn
            and one.discovered == breach.discovered
            and speaks_of_firm(one.description, breach.vendor)
        ),
        None,
    )


def _left_out(found: list[Contract], breach: Breach, desk: Desk) -> Iterator[str]:
    """What is not shown, and what a button does not carry, each with how to come by it."""
    if len(found) > MOST_ROWS:
        yield breach_words.more_touched(len(found) - MOST_ROWS, breach.vendor)
    if sum(_logged(one, breach, desk) is None for one in found) > MOST_LOGGED:
        yield breach_words.first_ones(MOST_LOGGED)
    if len(_told(breach)) > LONGEST_TOLD:
        yield breach_words.shortened(LONGEST_TOLD)


def _told(breach: Breach) -> str:
    return f"{breach_words.at_subprocessor(breach.vendor)} {breach.description}".strip()


def _choices(found: list[Contract], breach: Breach, filled: Filled, desk: Desk) -> Iterator[Choice]:
    left = [one for one in found if _logged(one, breach, desk) is None]
    carried = {name: filled.values.get(name, "") for name in _CARRIED}
    for one in left[:MOST_LOGGED]:
        values = {"contract": one.id, **carried, "description": short(_told(breach), LONGEST_TOLD)}
        label = breach_words.log_for(f"{one.id} {one.vendor}")
        yield Choice(short(label, LONGEST_LABEL), f"log-breach {_typed(values)}")
    sure = ",".join(part for part in (carried[SURE], CONFIRMED) if part)
    alone = {"vendor": breach.vendor, **carried, "description": short(breach.description, LONGEST_TOLD), SURE: sure}
    yield Choice(breach_words.WITHOUT_CONTRACT, f"log-breach {_typed(alone)}", aside=True)


def _typed(values: Mapping[str, str]) -> str:
    """As the command takes it; quotes within a value would end it."""
    return "; ".join(
        f"{name}: " + (f'"{said}"' if ";" in said or "\n" in said else said)
        for name, value in values.items()
        if (said := value.replace('"', "'").strip())
    )
