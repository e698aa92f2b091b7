"""What stands behind the short reply to a record that was just saved."""

from __future__ import annotations

from handlers.breaches import log as breach_log
from handlers.contracts import log as contract_log
from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.record_kinds import BREACH, kind_of
from handlers.dialogue.reply import Reply


def details(rest: str, message: Message, desk: Desk) -> Reply:  # noqa: ARG001 - every command has this shape
    """``details ID``: how the dates of a contract or a breach are counted, and what else follows from it."""
    of_kind = breach_log.details if kind_of(rest) is BREACH else contract_log.details
    return of_kind(rest, desk)
