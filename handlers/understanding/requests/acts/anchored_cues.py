"""Holds further words for an act that count only where one of the district's records is named."""

from __future__ import annotations

from collections.abc import Mapping

from handlers.dialogue import bounded_re as re
from handlers.understanding.requests.alternatives import alternatives

_WHO = r"(?:[A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*){0,2}|<@\w+>)"
_IT = r"(?:it|this|that|them|the (?:record|entry|contract|thing))"
_FIRST: Mapping[str, str] = {
    "erase": r"""
        \b(?:erase|wipe|purge|nuke|delete|expunge) <IT>\b(?! (?:link|note|owner|date))
        \b(?:erased|expunged|wiped)\b|\b(?:removed?|delete) (?:\w+ )?(?:forever|for good|permanently|completely)\b
        \bremove (?:every trace|without a trace)\b
    """,
    "assign": r"""
        \b(?:should|must|needs to|is to|has to|will|would|can) be (?:run|handled|owned|managed|kept|done|taken) by\b
        ^(?:give|hand|pass) (?-i:<WHO>) [bcd]-?\d|^have .* (?:do|take|handle) [bcd]-?\d
        \bput me (?:down|on)\b|\bcan (?-i:<WHO>) (?:take|have|own|do|handle|run)\b
        \b(?-i:<WHO>) (?:takes over|takes|covers|inherits|gets|keeps|will run)\b
        \b(?:belongs|goes|should go|go|falls) (?:over )?to (?-i:<WHO>)|\bis (?:now )?mine\b|\bover to (?-i:<WHO>)
        \b(?:be|is) down as owner\b|\b(?-i:<WHO>) (?:is|will be|should be) (?:the )?(?:new )?(?:owner|responsible)\b
    """,
    "note": r"""
        (?<!\bwe )(?<!\bi )(?<!\byou )(?<!\bthey )\b(?:jot|write|note|put) (?:it |this |that )?down\b
        ^jot\b|\bjot (?:that|it|this)\b|^note (?:for|to|on)\b
        \b(?:make|leave|take) a note\b|\bfor the record\b|\bmake sure it'?s in the notes\b
    """,
    "remind": r"""
        \bremind me\b(?! after)(?!.*\b(?:again|later)\b)<NO_LOOK>
    """,
    "snooze": r"""
        \bremind (?:me\b.*\b(?:again|later)|me after|us)\b<NO_LOOK>(?!.*\b(?:before|ahead|prior|in advance)\b)
        \b(?:don'?t|do not|stop) (?:bug|nag|ping|bother|remind|poke)\w*\b|\bleave (?:me|us|it|this) alone\b
        \b(?:can|could) (?:wait|sit)\b|\bhas to (?:wait|slide)\b|\b(?:sleep|surface again|bring (?:it )?back)\b
        \b(?:ping|bug|nudge|poke) (?:me|us)\b<NO_LOOK>(?!.*\b(?:before|ahead|prior|in advance)\b)
        \bgive (?:me|us) (?:another|a|\w+ more) (?:\w+ )?(?:days?|weeks?)\b|\bneed \w+ more (?:days?|weeks?)\b
    """,
}
_LATER: Mapping[str, str] = {
    "withdraw": r"""
        \b(?:take|pull|strike|drop) (?:it|this|that|them) (?:off|down|out)\b|\bpull (?:it|the record)\b
        \b(?:should(?:n'?t| not) (?:exist|be (?:here|there|on the list))|no longer applies|is moot)\b
        \b(?:never (?:executed|signed|deployed|started|went through|countersigned))\b|\bsuperseded\b
        \b(?:is|was) (?:a |just a )?(?:dup|dupe|duplicate|drill|test)\b|\bcan be withdrawn\b
    """,
    "undo": r"""
        \b(?:revert|roll ?back|un-?mark|reverse|restore)\b|\bput (?:it |that )?back\b|\btake (?:it|that) back\b
    """,
}
_PARTS = {"WHO": _WHO, "IT": _IT, "NO_LOOK": r"(?! (?:who|what|when|which|how|where|if|why))"}


def _compiled(rules: Mapping[str, str]) -> Mapping[str, re.Pattern[str]]:
    return {command: re.compile(alternatives(lines, _PARTS), re.IGNORECASE) for command, lines in rules.items()}


FIRST, LATER = _compiled(_FIRST), _compiled(_LATER)
"""By command: what goes before the rules for every message, and what comes after them."""
