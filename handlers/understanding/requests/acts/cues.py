"""Holds the words by which an act on the records is told from a question on the law and from a look."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from handlers.dialogue import bounded_re as re
from handlers.understanding.requests.alternatives import alternatives

_COURTESY = r"""
    (?:put|note|jot) (?:it )?down that|(?:log|record|note|noting|mark down|write down) that
    so|ok|okay|hey|hi|hello|well|also|and|but|oh|just|please|pls|plz|kindly|now|then|sorry|fyi|btw|quick one
    good news|great|alright|heads up|dpa|bot|team|morning|good morning|can you|could you|would you|will you
    can u|could u|can i|could i|can we|could we|i need you to|i want you to|i'd like you to|i need to|need to|want to
    i want to|i would like to|i'd like to|i wanna|i gotta|we need to|we want to|we'd like to|we should
    let me|lemme|let's|help me|do you mind|would you mind|go ahead and|i have to|we have to|i'm trying to
    i am trying to|is it possible to|how (?:do|can) (?:i|we)|where (?:do|can) (?:i|we)
"""
_POLITE = re.compile(rf"^(?:(?:{alternatives(_COURTESY)})\b[\s,:!.–—-]*)+", re.IGNORECASE)
_ASKED_POLITELY = re.compile(
    alternatives(
        r"""
        \b(?:can|could|would|will) (?:you|u|i|we)\b|do you mind|is it possible|how (?:do|can) (?:i|we)
        where (?:do|can)
        """
    ),
    re.IGNORECASE,
)
_NOW = r"""
    (?:what (?:do|should|must|can) (?:i|we) (?:have to |need to )?do(?: now| next| about (?:it|this|that))?)
    (?:what now)|(?:what(?:'s| is) next|now what|next steps?)
    (?:help(?: me| us)?|what happens (?:now|next)|what are (?:the|our) next steps)
    (?:how (?:do|should) (?:i|we) (?:log|record|enter|report|handle) (?:it|this|that)|please advise|advice)
    (?:where (?:do|should|can) (?:i|we) (?:put|log|record|enter|file|report) (?:it|this|that))
    (?:how (?:do|can|should) (?:i|we) (?:add|let|get) (?:him|her|them)(?: in)?)
"""
TAG = re.compile(
    r"[\s,]+(?:would you|will you|could you|can you|if you (?:would|please|can|could|don'?t mind)|would you mind"
    r"|if possible|when you can|when you get a chance)\s*[?.!]*$",
    re.IGNORECASE,
)
"""Makes a request polite, behind it."""
_WHAT_NOW = re.compile(rf"[\s,.;–—-]*\b(?:so |ok |and |please )*(?:{alternatives(_NOW)})\s*[?.!]*$", re.IGNORECASE)
_ASKS = re.compile(
    alternatives(
        r"""
        ^(?:do|does|did|may|must|should|is|are|was|were|am|has|have|had|what|when|who|whose|whom)\b
        ^(?:which|why|how|if|whether|suppose|say we|imagine|could|can)\b
        ^(?:would|will|show|list|tell me|explain|define|any|anything|anyone|furnish|provide|supply)\b
        ^(?:state|specify|indicate|give|furnish|provide|tell|name)\b[^.;]{0,24}\b(?:dates?|days?) (?:on|by) which\b
        ^state (?:the|its|their|his|her|what|when|which|who|how|whether)\b
        ^name (?:the|all|every|each|any|those|our)\b
        \b(?:need|want|like|after|require) (?:to (?:see|know|have|hear)|a (?:list|copy|count))\b
        \b(?:need|want|like|after|require) the (?:day|date|number|figure|name|names|owner)\b
        [.?!;:,]\s+(?:and |so |but )?(?:is|are|am|do|does|did|can|may)\b
        [.?!;:,]\s+(?:and |so |but )?(?:must|should (?:we|i|they)|what|when|which|how|who|why|are)\b
        \b(?:must|shall|ought to|have to (?:be|have)|has to be|may (?!have\b)(?=[a-z])|needn'?t)\b
        (?<!governing )(?<!of )\blaw\b(?! (?:line|clause|sentence|part|piece|bit)\b)
        \b(?:rules?|free to|never owes?|job to|up to the|in the clear)\b
        \b(?:legal|in time|too late|good enough|requires?|supposed to|may not)\b
        \b(?:claims?|stays?|counts?|far as|hope|means|runs? from|follows)\b|^since\b
        \b(?:how (?:long|many days|fast|soon|late|often)|by when|until when|what if|what happens|what about)\b
        \b(?:is it (?:ok|legal|allowed|late)|which clock|do (?:we|i|they) (?:have|need))\b
        \b(?:does (?:it|the|that)|can (?:we|they|it|i|he|she))\b
        \b(?:may (?:we|they|it|the)|must (?:we|it|they|the|i))\b|\b(?:should (?:we|i|they))\b
        \b(?:when (?:must|do|does|is|are|should|will)|what (?:do|does|is|are|must|should|can))\b
        \b(?:who (?:has|must|needs|owns|is)|are we (?:late|ok|allowed|required)|allowed to)\b
        \b(?:legal to|what'?s (?:the|our)|days to tell)\b
        \b(?:post when|we'?re about to|about to (?:sign|renew)|hypothetically)\b
        \b(?:by|until|no later than|outer limit|limit|outside date)\s*[?.]*$
        (?<!don't know )(?<!not sure )\b(?:when|where|who|whose)\s*[?.]*$
        ^(?:the )?(?:date|day) (?:it was )?(?:signed|executed|posted) (?:for|of|on)\b
        \b(?:void|unsure|allowed|required|mandatory|due|late|right|correct)\s*[?.]*$
        \bif (?:we|i|they|the|a|our|it|somebody|someone|you)\b
        """
    ),
    re.IGNORECASE,
)
_VERBS = r"""
    mark|close|check off|log|add|record|enter|file|put|push|snooze|postpone|delay|defer|move|assign|reassign
    hand|give|pass|make|transfer|undo|reopen|re-open|scratch|correct|fix|change|update|edit|withdraw|retract
    remove|take|get rid of|start|create|open|extend|erase|delete|wipe|purge|grant|revoke|set|remind|note
    attach|save|register|report|amend|adjust|revise|rectify|reverse|note|strike|cross|arrange|see that|make sure
    write up|document|jot down
    let|send|scrap|new|draft|ask|write|hold|unmark|cancel|drop|switch|nudge|tick|track|upload|complete|void
"""
_IMPERATIVE = re.compile(rf"^(?:{alternatives(_VERBS)})\b", re.IGNORECASE)
_ASKS_TO = re.compile(
    rf"[.!;:,–—-]\s*(?:can|could|would|will) (?:you|u) (?:please |pls )?(?:{alternatives(_VERBS)})\b"
    r"|\b(?:can|could|may) (?:that|this|it|these|they) (?:please |kindly )?be (?:entered|noted|recorded|logged|changed"
    r"|corrected|updated|added|fixed|amended|marked|closed|put (?:in|right|down))\b"
    r"|\b(?:can|could) (?:the|that|this|my|our) [\w'’ -]{0,40}?reminders? (?:please )?(?:come|go|wait|move|be moved)\b"
    r"|^(?:can|could|will|would) (?-i:[A-Z])[\w'’-]+(?: (?-i:[A-Z])[\w'’-]+)?"
    r" (?:take|have|do|own|handle|run|cover|keep) (?:over )?[bcd]-?\d",
    re.IGNORECASE,
)
"""Asks somebody to do something, or that somebody may take a record over."""
INCIDENT = (
    r"(?:hacked|breached|broken? in(?:to)?|data breach|breach|leak(?:ed|ing|s)?|security incident"
    r"|ransomware\w*|compromised|stolen|exposed|cyber ?attack\w*"
    r"|unauthorized (?:access|party|person|user|individual)|got in(?:to)?|breech"
    r"|security (?:bulletin|issue)|phish\w*|lost (?:a |the |some )?(?:laptop|drive|device|files?)|took (?:a "
    r"|the )?(?:list|files?|data)|intrusion|hackers?|break-?in|(?:data )?(?:got out|spill))"
)
VENDOR = r"(?:vendors?|company|provider|contractor|operator|supplier|firm|maker|they|them|app)"
_DONE = (
    r"(?:done|finished|complete[d]?|taken care of|took care of|handled|sorted|wrapped up|closed|fulfilled"
    r"|met|filed|sent in|submitted|all set)"
)
_PARTS = {"INCIDENT": INCIDENT, "VENDOR": VENDOR, "DONE": _DONE}


def _read_rules(text: str) -> Mapping[str, re.Pattern[str]]:
    """The file's lines: a group's name and what it stands for, then below ``==`` and a command its wordings."""
    found: dict[str, list[str]] = {}
    groups, command = dict(_PARTS), ""
    for line in text.splitlines():
        if line.startswith("== "):
            command = line.removeprefix("== ")
        elif line.startswith("<") and not command:
            name, _, pattern = line[1:].partition("> ")
            groups[name] = pattern
        elif line and not line.startswith("#"):
            found.setdefault(command, []).append(line)
    return {name: re.compile(alternatives("\n".join(lines), groups), re.IGNORECASE) for name, lines in found.items()}


RULES = _read_rules(Path(__file__).with_name("acts.txt").read_text(encoding="utf-8"))


def bare(text: str) -> tuple[str, bool]:
    """The message without its courtesy and without "what now?", and whether it was asked politely to do something."""
    said = " ".join(text.replace("’", "'").split())
    left = TAG.sub("", _WHAT_NOW.sub("", said)) or said
    short = _POLITE.sub("", left)
    polite = left[: len(left) - len(short)]
    return short or left, bool(_ASKED_POLITELY.search(polite)) and bool(_IMPERATIVE.match(short))


_JOTS = re.compile(
    r"^(?:(?:please|pls|kindly|hi|hello|(?:can|could|would|will) (?:you|u|i|we))\b[\s,]*)*"
    r"(?:(?:write|mark|jot|note|put) (?:it |this )?down|note) that\b",
    re.IGNORECASE,
)


def jots(text: str) -> bool:
    """Whether it asks to write down what it tells."""
    return _JOTS.match(text.strip()) is not None


_ENTERED = re.compile(
    r"\b(?:had|have|has|put|got|was|is) (?:it |that |this |them )?(?:down|in|listed|logged|entered|recorded) as\b",
    re.IGNORECASE,
)


def was_entered(text: str) -> bool:
    """Whether it tells what stands on record so far: "I had it down as the 12th"."""
    return _ENTERED.search(text) is not None


_THING = re.compile(
    r"\b(?:link|url|address|date|owner|copy|pdf|file|list|status|count)s? (?:please|pls|plz)\b", re.IGNORECASE
)


def wants_thing(text: str) -> bool:
    """Whether it asks for one thing of a record by its name alone: "the Kami link pls"."""
    return not begins_act(text) and _THING.search(text) is not None


def begins_act(text: str) -> bool:
    """Whether it begins with a word that asks for something to be done."""
    return bool(_IMPERATIVE.match(text))


def wants_answer(text: str) -> bool:
    """Whether its sign or its first word makes it a question that no act answers, as ``is it posted?``."""
    asked_for = re.match(r"(?:can|could|would|will)\b", text, re.IGNORECASE)
    first = re.match(
        r"(?:do|does|did|may|must|should|is|are|was|were|am|has|have|had|what|when|who|which|why|how|if|where)\b",
        text,
        re.IGNORECASE,
    )
    return bool(first) or ("?" in text and not asked_for)


_DATE_WHICH = re.compile(r"give (?:me |us )?[^.;]{0,20}\b(?:dates?|days?) (?:on|at|by|in) which\b", re.IGNORECASE)


def asks(text: str, *, politely: bool) -> bool:
    """Whether it is a question: by its sign, its first word, or a word that asks."""
    if politely or (_IMPERATIVE.match(text) and not _DATE_WHICH.match(text)) or _ASKS_TO.search(text):
        return False
    return "?" in text or bool(_ASKS.search(text))
