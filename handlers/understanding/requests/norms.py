"""Tells whether a message asks what the law lets or makes somebody do, whichever vendor it names."""

from handlers.dialogue import bounded_re as re

_OPENING = (
    r"(?:(?:and|so|ok|okay|but|well|also|then|now|hi|hey|hello|quick question|question|just wondering|please)\b"
    r"[\s,:!-]*)*"
)
_FIRST = rf"(?:^|[.?!;,:]\s+|\s[–—-]+\s){_OPENING}"
"""Where a clause begins."""
_MAY = r"(?:may|can|could|must|should|shall|might|can't|cannot|couldn't|shouldn't|mustn't)"
_IS = r"(?:is|are|am|does|do|don't|doesn't|isn't|aren't|was|were)"
_BOUND = (
    r"(?:(?:have|has|having|need|needs|required|obliged|obligated|bound|supposed|allowed|permitted|entitled|free|meant)"
    r"(?: by (?:ct |state )?law)? to|ok to|okay to|fine to)"
)
_SOFTLY = r"(?: (?:please|kindly|just|quickly|also|possibly|even|at least))*"
_LOOKS = (
    r"(?:see|look|find|get|have|know|view|read|check|pull|list|open|print|export|download|log|add|note|mark|record|enter"
    r"|close|reopen|undo|assign|snooze|correct|withdraw)"
)
_FOR_US = rf"(?:(?:you|somebody|someone|anyone|anybody)\b|(?:i|we){_SOFTLY} {_LOOKS}\b)"
"""Asks for the bot's help, or for what is on record."""
_NOT = r"(?:not |never |still |also |legally |even |just |ever )*"
_DOES = (
    r"(?:uses?|using|sells?|shares?|keeps?|hold on|retain|deletes?|destroy|erase|collect|store|track|monitor|advertise"
    r"|market|target|show (?:\w+ )?ads|profile|build|train|mine|disclose|give|hand|pass|transfer|trade|rent|refuse|ask"
    r"|demand|charge|skip|wait|require|review|correct|change|amend|own|void|cancel|sign|pilot|upload|put|post|publish"
    r"|notify|e-?mail|tell|let|make|send|serve|combine|access|contact)"
)
_DATA = r"(?:data|work|essays?|content|uploads?|projects|photos|writing|files|stuff)"
_NORM = re.compile(
    "|".join(
        (
            rf"{_FIRST}{_MAY} (?!{_FOR_US})(?:\S+ ){{1,6}}?{_NOT}{_DOES}\b",
            rf"{_FIRST}{_IS} (?:\S+ ){{0,6}}?{_BOUND}\b",
            (
                r"\bwhat (?:happens|if|can we do|do we do|are our options|is the penalty)\b.*"
                r"\b(?:if|when|refus\w+|fail\w*|doesn't|does not|don't|won't)\b"
            ),
            (
                r"\b(?:is|are) (?:it|that|this|they|those) "
                r"(?:ok|okay|legal|illegal|allowed|permitted|lawful|fine|alright|all right|a problem|enough)\b"
            ),
            rf"\bwho owns (?:the |our )?(?:\S+ ){{0,3}}?{_DATA}\b",
            (
                r"\bwhat (?:must|should|does|has) (?:\S+ ){1,6}?(?:contract|agreement|dpa|notice|terms) "
                r"(?:have to |need to )?(?:say|contain|include|state)\b"
            ),
        )
    ),
    re.IGNORECASE,
)
"""What a person asks of a rule: a modal with its deed, a duty, a consequence, whether something is allowed."""
_ON_RECORD = re.compile(
    r"\b(?:on (?:record|file|the (?:list|books|board|calendar))|logged|our (?:list|records?|log)|overdue"
    r"|still missing)\b",
    re.IGNORECASE,
)


def asks_norm(text: str) -> bool:
    """Whether it asks about the law, and not about a record: "may Newsela sell it?"."""
    return _asks(_NORM, text)


def _asks(pattern: re.Pattern[str], text: str) -> bool:
    said = " ".join(text.replace("’", "'").split())
    return pattern.search(said) is not None and _ON_RECORD.search(said) is None
