"""Searches contracts for a person who wants to show one to others in a chat."""

from dataclasses import dataclass, replace

from handlers.board.link import store_trouble_as_sorry
from handlers.contracts import words as contract_words
from handlers.contracts.form import provision_state
from handlers.contracts.listing import near_names, searched
from handlers.contracts.log import find_contract, show
from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.reply import Part, Reply, Rows
from handlers.people.access import allow
from storage.records import Contract, Role


@dataclass(frozen=True, slots=True)
class FoundContract:
    """A contract in a list of results, and in full without buttons."""

    id: str
    title: str
    line: str
    shown: Reply


@store_trouble_as_sorry()
def search_contracts(message: Message, desk: Desk, skip: int = 0, most: int = 10) -> list[FoundContract]:
    """Contracts with every word of the message, the newest first; else those spelled like it. Raises Sorry."""
    allow("contracts", Role.STAFF, message, desk)
    contracts = _newest(message.text, desk)
    if not contracts:
        like = {one.id: one for name in near_names(message.text, desk) for one in _newest(name, desk)}
        contracts = list(like.values())
    return [shown_contract(one.id, message, desk) for one in contracts[skip : skip + most]]


def _newest(said: str, desk: Desk) -> list[Contract]:
    return [one for one in searched(said, desk) if not one.withdrawn][::-1]


@store_trouble_as_sorry()
def shown_contract(id: str, message: Message, desk: Desk) -> FoundContract:
    """One of them. Raises Sorry."""
    allow("contract", Role.STAFF, message, desk)
    contract = find_contract(id, desk)
    reply = show(id, message, desk)
    bare = Reply(title=reply.title, parts=tuple(map(_bare, reply.parts)), tone=reply.tone, footer=reply.footer)
    return FoundContract(
        contract.id,
        contract_words.title(contract),
        ", ".join((contract_words.dates(contract, desk.today), provision_state(contract, desk))),
        bare,
    )


def _bare(part: Part) -> Part:
    """The part without buttons, for a chat that the bot is not in."""
    if not isinstance(part, Rows):
        return part
    return replace(part, rows=tuple(replace(row, opens=None, actions=()) for row in part.rows))
