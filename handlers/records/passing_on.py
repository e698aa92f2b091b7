"""What somebody reads who tells of a breach and may not log it: the law's clock, and a press that tells the lead."""

from __future__ import annotations

from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.outcome import Outcome
from handlers.dialogue.reply import Choice, Reply, Text
from handlers.dialogue.text import short
from handlers.law import words as law_words
from handlers.law.ask import LONGEST_SENT, SENDS, lead_of
from handlers.people.access import Refused
from handlers.records import logging_words
from handlers.records.logging import law_of_notice
from knowledge.citation import weakest

OF_BREACH = frozenset({"log-breach", "received"})
"""Acts that start the clock of a breach, which somebody without rights can only pass on."""
AT_ONCE = "now:"
"""What stands in ``send-gap`` before a text that one press sends, with the name."""


def passed_on(refused: Refused, message: Message, desk: Desk) -> Reply:
    """The law's clock and the button that tells the privacy lead. Raises ``refused`` where the way out is another."""
    if message.outsider or message.public or refused.choices:
        raise refused
    lead, law = lead_of(desk), law_of_notice(desk)
    says = (logging_words.PASS_ON, *(logging_words.law_says(says=fact.says, cite=cite) for fact, cite in law))
    told = f"{SENDS} {AT_ONCE} {short(message.text.strip(), LONGEST_SENT)}"
    return Reply(
        title=logging_words.pass_on_title(lead),
        parts=(*map(Text, says), Text(logging_words.NOT_TOLD if lead else str(refused))),
        choices=(Choice(logging_words.tell(lead), told, primary=True),) if lead else (),
        tone="needed",
        outcome=Outcome.REFUSED,
        footer=law_words.checked(weakest([fact.tag for fact, _ in law])),
    )
