"""What somebody reads who tells of a breach and may not log it: the law, and a press that tells the lead."""

from __future__ import annotations

from handlers.dialogue.catalog import catalog
from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.outcome import Outcome
from handlers.dialogue.reply import LONGEST_LABEL, Choice, Reply, Text
from handlers.dialogue.text import short
from handlers.law import words as law_words
from handlers.law.ask import LONGEST_SENT, SENDS, lead_of
from handlers.people.access import Refused
from handlers.records.logging import law_lines, law_of_notice
from knowledge.citation import weakest

messages = catalog(__file__)
OF_BREACH = frozenset({"log-breach", "received"})
"""Acts that start the clock of a breach: staff can only pass on what they hear of it."""
AT_ONCE = "now:"
"""What stands in ``send-gap`` before a text that one press sends, with the name."""


def passed_on(refused: Refused, message: Message, desk: Desk) -> Reply:
    """The law's clock and the button that tells the privacy lead. Raises ``refused`` where the way out is another."""
    if message.outsider or message.public or refused.choices:
        raise refused
    lead, law = lead_of(desk), law_of_notice(desk)
    title = messages.pass_on_to(lead=lead) if lead else messages.pass_on_to_the_lead
    told = f"{SENDS} {AT_ONCE} {short(message.text.strip(), LONGEST_SENT)}"
    return Reply(
        title=short(title),
        parts=(*map(Text, (messages.PASS_ON, *law_lines(law))), Text(messages.NOT_TOLD if lead else str(refused))),
        choices=(Choice(short(messages.tell_lead(lead=lead), LONGEST_LABEL), told, primary=True),) if lead else (),
        tone="needed",
        outcome=Outcome.REFUSED,
        footer=law_words.checked(weakest([fact.tag for fact, _ in law])),
    )
