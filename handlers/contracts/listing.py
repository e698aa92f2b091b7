"""Contracts in lists, and the search for them."""

from __future__ import annotations

from collections.abc import Sequence

from handlers.contracts import words as contract_words
from handlers.contracts.provisions import missing_provisions
from handlers.dialogue import list_words
from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.offers import offer_names
from handlers.dialogue.paging import asked, onward, part, with_rows
from handlers.dialogue.reply import LONGEST_LABEL, Choice, Facts, Reply, Text
from handlers.dialogue.shorten import short
from handlers.people.button_access import pressable
from handlers.understanding.fuzzy import closest
from storage.records import Contract

SAY = "log-contract"
"""The command that logs one."""


def contract_table(found: Sequence[Contract], desk: Desk) -> Facts:
    """Contracts in a list, by their number."""
    rows = tuple((one.id, contract_words.line(one, len(missing_provisions(one, desk)))) for one in found)
    return Facts(rows, tuple(one.executed for one in found))


def listed(rest: str, message: Message, desk: Desk) -> Reply:
    """``contracts [WORDS] [page N]``: those that fit, the newest first; what is spelled like it where none does."""
    said, page = asked(rest)
    found = [one for one in desk.store.contracts(said) if not one.withdrawn][::-1]
    page_part, alike = part(found, page), [] if found else spelled_like(said, desk)
    rows = [Choice(short(f"{one.id} {one.vendor}", LONGEST_LABEL), f"contract {one.id}") for one in page_part.shown]
    log_one = pressable([Choice(contract_words.LOG_ANOTHER, SAY)], message, desk)
    hint = tuple(Text(list_words.did_you_mean(alike)) for _ in alike[:1])
    return Reply(
        title=contract_words.count(len(found), said),
        parts=(contract_table(page_part.shown, desk),) if found else hint,
        choices=with_rows(
            rows or offer_names("contracts", alike), [*onward("contracts", said, page_part, message, desk), *log_one]
        ),
        footer=page_part.told,
    )


def spelled_like(said: str, desk: Desk) -> list[str]:
    """The vendors and products on record with a similar spelling."""
    known = [one for one in desk.store.contracts() if not one.withdrawn]
    return closest(said, [name for one in known for name in (one.vendor, one.product)])
