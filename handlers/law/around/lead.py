"""Say who the district's privacy lead is, where somebody asks whom to ask."""

from __future__ import annotations

from handlers.dialogue import bounded_re as re
from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.reply import Reply, Text
from handlers.law.around import words
from handlers.law.ask import Answered
from handlers.law.whom_to_ask import lead_of
from knowledge.model import Verdict

WHOM_TO_ASK = "whom-to-ask"
"""The topic that tells whom to ask."""
_LEAD = re.compile(
    r"(?:so |and |ok |please )*(?:who(?:'?s| is| are)|how (?:do|can) (?:i|we) (?:reach|contact|find)"
    r"|tell me who is|name of) (?:the |our |my |your |this district'?s |the district'?s )*(?:data )?privacy"
    r" (?:lead|officer|contact|person|coordinator)"
    r"(?: (?:here|now|please|for (?:us|our district|the district)))*[\s?.!]*",
    re.IGNORECASE,
)


def privacy_lead(question: str, message: Message, desk: Desk) -> Answered | None:
    """Who it is, where that is all that is asked."""
    if not _LEAD.fullmatch(question):
        return None
    says = (lead_sentence(desk) or words.NO_LEAD, words.WHOM)
    reply = Reply(title=words.LEAD_TITLE, parts=tuple(map(Text, says)))
    return Answered(question, desk.law_of(message).day, Verdict.INFORMATION, reply=reply)


def lead_note(found: Answered, desk: Desk) -> tuple[str, ...]:
    """Who it is, beside the answer to whom one can ask."""
    if found.topic is None or found.topic.id != WHOM_TO_ASK or found.asked_back:
        return ()
    said = lead_sentence(desk)
    return (said,) if said else ()


def lead_sentence(desk: Desk) -> str:
    """Who it is by the records; empty where nobody is."""
    lead = lead_of(desk)
    return words.lead(lead) if lead else ""
