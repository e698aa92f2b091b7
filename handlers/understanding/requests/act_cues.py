"""Holds the words by which an act on the records is told from a question on the law and from a look."""

from __future__ import annotations

import re
from collections.abc import Mapping

_POLITE = re.compile(
    r"^(?:(?:so|ok|okay|hey|hi|hello|well|also|and|but|oh|just|please|pls|plz|now|then|sorry|fyi|btw|quick one|good news"
    r"|great|alright|heads up|dpa|bot|team|morning|good morning|can you|could you|would you|will you|can u|could u|can i|could i"
    r"|can we|could we|i need you to|i want you to|i'd like you to|i need to|i want to|i would like to|i'd like to|i wanna|i gotta"
    r"|we need to|we want to|we'd like to|we should|let me|lemme|let's|help me|do you mind|would you mind|go ahead and"
    r"|i have to|we have to|i'm trying to|i am trying to|is it possible to|how (?:do|can) (?:i|we)|where (?:do|can) (?:i|we))\b[\s,:!.–—-]*)+",
    re.IGNORECASE,
)
_ASKED_POLITELY = re.compile(
    r"\b(?:can|could|would|will) (?:you|u|i|we)\b|do you mind|is it possible|how (?:do|can) (?:i|we)|where (?:do|can)", re.IGNORECASE
)
_WHAT_NOW = re.compile(
    r"[\s,.;–—-]*\b(?:(?:so |ok |and |please )*(?:what (?:do|should|must|can) (?:i|we) (?:have to |need to )?do(?: now| next| about (?:it|this|that))?"
    r"|what now|what(?:'s| is) next|now what|next steps?|help(?: me| us)?|what happens (?:now|next)|what are (?:the|our) next steps"
    r"|how (?:do|should) (?:i|we) (?:log|record|enter|report|handle) (?:it|this|that)|please advise|advice))\s*[?.!]*$",
    re.IGNORECASE,
)
_ASKS = re.compile(
    r"^(?:do|does|did|may|must|should|is|are|was|were|am|has|have|had|what|when|who|whose|whom|which|why|how|if|whether|suppose|say we"
    r"|imagine|could|can|would|will|show|list|tell me|explain|define|any|anything|anyone)\b"
    r"|[.?!;:,]\s+(?:and |so |but )?(?:is|are|am|do|does|did|can|may|must|should (?:we|i|they)|what|when|which|how|who|why|are)\b"
    r"|\b(?:must|shall|ought to|have to (?:be|have)|has to be|may (?!have\b)(?=[a-z])|needn'?t|law|rules?|free to|never owes?|job to|up to the|in the clear|legal|in time|too late"
    r"|good enough|requires?|supposed to|may not|claims?|stays?|counts?|far as|hope|means|runs? from|follows)\b|^since\b"
    r"|\b(?:how (?:long|many days|fast|soon|late|often)|by when|until when|what if|what happens|what about|is it (?:ok|legal|allowed|late)|which clock"
    r"|do (?:we|i|they) (?:have|need)|does (?:it|the|that)|can (?:we|they|it|i|he|she)|may (?:we|they|it|the)|must (?:we|it|they|the|i)|should (?:we|i|they)"
    r"|when (?:must|do|does|is|are|should|will)|what (?:do|does|is|are|must|should|can)|who (?:has|must|needs|owns|is)|are we (?:late|ok|allowed|required)"
    r"|allowed to|legal to|what'?s (?:the|our)|days to tell|post when|we'?re about to|about to (?:sign|renew)|hypothetically)\b"
    r"|\b(?:by|until|no later than|outer limit|limit|outside date|void|unsure|allowed|required|mandatory|due|late)\s*[?.]*$"
    r"|\bif (?:we|i|they|the|a|our|it|somebody|someone|you)\b",
    re.IGNORECASE,
)
_IMPERATIVE = re.compile(
    r"^(?:mark|close|check off|log|add|record|enter|file|put|push|snooze|postpone|delay|defer|move|assign|reassign|hand|give|pass|make|transfer"
    r"|undo|reopen|re-open|scratch|correct|fix|change|update|edit|withdraw|retract|remove|take|erase|delete|wipe|purge|grant|revoke|set|remind"
    r"|note|attach|save|register|report|let|send|draft|ask|write|hold|unmark|cancel|drop|switch|nudge|tick|track|upload|complete|void)\b",
    re.IGNORECASE,
)
INCIDENT = (
    r"(?:hacked|breached|broken? in(?:to)?|data breach|breach|leak(?:ed|ing|s)?|security incident|ransomware\w*|compromised|stolen|exposed|cyber ?attack\w*"
    r"|intrusion|hackers?|break-?in|(?:data )?(?:got out|spill))"
)
VENDOR = r"(?:vendors?|company|provider|contractor|operator|supplier|firm|maker|they|them|app)"
_DONE = (
    r"(?:done|finished|complete[d]?|taken care of|took care of|handled|sorted|wrapped up|closed|fulfilled|met|filed|sent in|submitted|all set)"
)
_RULES: tuple[tuple[str, str], ...] = (
    (
        "erase",
        r"^(?:permanently )?(?:erase|delete|wipe|purge|destroy)\b(?!.*\b(?:link|note|owner|date)\b)"
        r"|^(?:remove|get rid of)\b.*\b(?:for good|completely|permanently|forever|entirely)\b",
    ),
    (
        "undo",
        r"^(?:undo|reopen|re-open|unmark|uncheck|un-?close)\b|\bscratch that\b|\bundo (?:that|it|this)\b|\b(?:re-?open|put back)\b.*"
        r"|\b(?:mark|set|move)\b.*\b(?:not done|open again|as open|back to open|undone|incomplete)\b"
        rf"|\b(?:isn'?t|is not|wasn'?t|was not|not|aren'?t|weren'?t|haven'?t|hasn'?t|never) (?:\w+ ){{0,2}}?(?:{_DONE}|posted|up|live|emailed|told|notified)\b(?!\?)"
        rf"|\b(?:{_DONE}|marked|checked|ticked)\b.*\b(?:by mistake|by accident|too (?:early|soon)|accidentally|prematurely|in error)\b"
        r"|\baccidentally (?:marked|closed|checked)\b|\bnot (?:actually|really|yet) done\b|\bturns out\b.*\bnot\b.*\b(?:posted|done|up)\b",
    ),
    (
        "withdraw",
        r"^(?:withdraw|retract|void)\b|\b(?:logged|entered|added|recorded|in there|on (?:the )?(?:list|record)) (?:\w+ ){0,2}?(?:twice|two times|by mistake|by accident|in error)\b"
        r"|\b(?:is|was|it'?s) (?:a |an )?(?:duplicate|dupe|false alarm)\b|\bfalse alarm\b|\b(?:wasn'?t|was not|isn'?t) (?:really |actually )?(?:a|our) (?:breach|incident|contract|vendor|data)\b"
        r"|\b(?:never happened|no longer use|don'?t use|stopped using|not using|quit using|dropped|cancel(?:led|ed)?|terminated|ended (?:the|our|it)|fell through|didn'?t go through)\b"
        r"|^(?:cancel|drop|remove|take) (?:the )?(?:[cb]-?\d+|.*\b(?:contract|agreement|breach|record|dpa)\b)",
    ),
    (
        "revoke",
        r"\b(?:revoke|remove|take away|pull|cut|cancel|take)\b.*\b(?:access|role|rights|admin|permissions?|off (?:of )?the (?:privacy )?team|from (?:the )?(?:privacy )?team|from (?:the )?admins?)\b"
        r"|\b(?:left|leaving|leaves|retired|retiring|quit|no longer works?|doesn'?t work)\b(?!.*\b(?:vendor|contract)\b)|\bno longer (?:an? )?(?:admin|on the team)",
    ),
    (
        "grant",
        r"\b(?:give|grant|get|needs?|should have|wants?)\b.*\b(?:access|admin\w*|rights|role|permissions?)\b|\bmake\b.*\b(?:admin\w*|staff|privacy (?:lead|officer|team)|the lead)\b"
        r"|\badd\b.*\b(?:to|on) (?:the )?(?:privacy )?team\b|\badd\b.*\bas (?:an? )?(?:staff|admin\w*|privacy)\b|\b(?:is|will be) (?:our |the )?(?:new )?(?:privacy lead|privacy officer|admin\w*)\b"
        r"|\b(?:joined|is joining|is new on|is on) (?:the )?privacy team\b|\bshould be able to (?:log|see|edit|mark|view)\b",
    ),
    (
        "setup",
        r"\bsuperintendent(?:'s name)? (?:is|changed|now|to)\b|\b(?:set|change|make|update)\b.*\b(?:superintendent|time ?zone|district'?s? name|our (?:web ?site|web page|site|page)|morning|evening"
        r"|closures?|reminder (?:time|days|channel)|reminders? (?:to|at|go))\b|\b(?:we'?re|we are|school'?s|schools? (?:is|are)|district is|office is) closed\b|\bno school\b"
        r"|\b(?:don'?t|do not|never|stop) (?:post|remind|message|ping|write)\w*(?: us| me| anything)? (?:before|after|until)\b|\bpost (?:reminders )?(?:no earlier|only after|not before|here|in this channel)\b"
        r"|\bour (?:web ?site|web page|contracts? page|page of contracts)(?: address)? (?:is|moved|changed)\b|\bsend (?:the )?reminders (?:here|to this channel)\b",
    ),
    (
        "note",
        r"\b(?:add|put|make|leave|write|attach) (?:a |this |the |another )?note\b|^note\b(?!\w)|\bnote down\b|\badd (?:to|in) the notes\b",
    ),
    (
        "file",
        r"\b(?:attach|upload|add|here'?s|here is)\b (?:the |a |this |our |signed )*(?:pdf|file|scan|scanned|copy|document|signed (?:copy|contract|pdf|agreement))\b",
    ),
    (
        "correct",
        r"\b(?:wrong|incorrect|mistake[ns]?|typo|misspell\w*|misspelt|mis-?typed|should (?:be|have been|say|read)|should'?ve been|not right|isn'?t right|isn'?t correct|not correct|needs? (?:fixing|correcting"
        r"|to (?:be|say)|updating)|is outdated|mixed up|messed up|screwed up|got (?:it|that) backwards)\b|^(?:correct|fix|change|update|edit|amend|adjust)\b|\b(?:correct|fix|change|update) (?:it|that|this)\b|\bi meant\b|\bwe meant\b"
        r"|\badd (?:the )?(?:deletion|severability|ferpa|governing law|security)\b.*\bto\b|\balso covers?\b|\b(?:has|have) the wrong\b|\bchanged (?:its|their) name\b|\bis now called\b|\brenamed\b",
    ),
    (
        "remind",
        r"\b(?:remind|nudge|ping|alert|warn|notify)\b (?:me|us|him|her|them|[A-Z]\w+)\b.*\b(?:before|ahead|early|prior|in advance)\b|\bset (?:a|up a) reminder\b|\bheads[- ]up\b.*\bbefore\b"
        r"|\bdays? notice\b|\breminder\b.*\b(?:before|ahead|early)\b",
    ),
    (
        "snooze",
        r"^(?:snooze|postpone|defer|delay|put off|hold)\b|\b(?:push|move|kick|bump)\b.*\b(?:to|back|off|out|until|till)\b(?!.*\b(?:site|page|website)\b)|\bput\b.*\boff\b|\bput\b.*\bon hold\b"
        r"|\bremind me (?:again |about (?:it|this|that|[^.]*?) )?(?:on|in|next|tomorrow|monday|tuesday|wednesday|thursday|friday|later|after|again|this)\b|\bhold off\b|\bgive (?:me|us) (?:until|till|another|more time|a few)\b"
        r"|\b(?:can'?t|cannot|won'?t) (?:get to|do|post|finish|be done|deal with) .*\b(?:until|till|before)\b|\bnot (?:before|until)\b|\bstop (?:reminding|bugging|nagging|pinging)\b|\bquiet (?:until|till)\b"
        r"|\bask me (?:again )?(?:on|next|tomorrow|later)\b|\bcome back to\b",
    ),
    (
        "assign",
        r"^(?:assign|reassign|re-assign|delegate|transfer)\b|\b(?:hand|pass|give|move|switch|turn|send)\b.*\b(?:to|over to|off to|onto)\b|\btake\b.*\boff my (?:plate|list|hands|desk)\b|\b(?:i'?ll|i will|i can|let me) (?:take|handle|own|do)\b"
        r"|\b(?:let|have) [A-Za-z]+(?: [A-Z]\w+)? (?:do|take|handle|own|deal)\b|\b(?:will|is going to|should|can|is|wants to) (?:take|handle|own|do|be doing|be responsible|taking|handling|doing|owning|the owner|responsible|in charge)\b"
        r"|\b(?:belongs to|owned by|goes to|is now [A-Z]\w+'s)\b|\bmake\b.*\b(?:owner|responsible)\b|\bput [A-Z]\w+.* (?:on|in charge)\b|\b(?:new owner|owner (?:is|should be|of .* is))\b",
    ),
    (
        "received",
        r"\b(?:notice|letter|e-?mail|notification|notified us|told us|heard from|let us know|wrote us|in writing)\b",
    ),
    (
        "done",
        rf"\b(?:mark|check|tick|cross|close)\b.*\b(?:{_DONE}|off|out)\b|^(?:close|complete)\b|\b(?:is|are|was|were|it'?s|that'?s|this is|been|all|got|we'?re|i'?m) (?:now |all |already |finally )*{_DONE}\b|^{_DONE}\b|^[bcd]-?\d+\W+(?:is |was |now )?{_DONE}\b"
        r"|\bmark\b.*\b(?:posted|sent|told|emailed|published|notified)\b|\bgot\b.*\b(?:out|sent|mailed) (?:to|home)\b|\w'?s (?:now )?(?:up|live|online|posted)\b(?! (?:to|for) )"
        rf"|\b(?:we|i|just|already|finally|jose|has|have|'ve) (?:\w+ )?(?:posted|published|uploaded|put (?:it|them|the \w+(?: \w+)?) (?:up|online|on)|{_DONE})\b|^(?:posted|published|uploaded|emailed|e-mailed|notified|told|sent)\b"
        r"|\b(?:is|are|was|were|it'?s|its|went|got|been|now) (?:\w+ )?(?:up|live|online|posted|published|on (?:the|our) (?:district )?(?:web ?)?(?:site|page))\b|\bput (?:it|that|them|the .*) (?:up )?on (?:the|our) (?:web ?)?(?:site|page)\b"
        r"|\b(?:parents?|famil(?:y|ies)|guardians?|households?|everyone)\b(?: \w+){0,4}? (?:told|notified|emailed|e-mailed|informed|contacted|got (?:the|an|our|a)|received|know(?: now)?|messaged|heard)\b"
        r"|\b(?:told|notified|emailed|e-mailed|informed|contacted|messaged|texted|wrote(?: to)?|sent)\b(?: \w+){0,5}? (?:parents?|famil(?:y|ies)|guardians?|households?|home|commission)\b"
        r"|\b(?:letters?|e-?mails?|notices?|report|link)(?: \w+){0,3}? (?:went out|went home|was sent|were sent|has been sent|have been sent|is out|are out|sent|filed|submitted|in)\b|\btook care of\b|\bhere'?s the (?:link|proof)\b|\bwe'?re good on\b"
        r"|\b(?:submitted|filed|turned in)\b.*\breport\b",
    ),
    (
        "vendor-letter",
        r"\b(?:send|email|write|draft|ask|tell|give|request)\b.*\b(?:missing|gaps?|lacks?|letter|provisions?|clauses?)\b",
    ),
    (
        "no-contract",
        r"\b(?:using|uses|use|used|on|signed (?:her|his|their|the)? ?(?:kids|class|students) up (?:for|on|to))\b.*\b(?:without|no|nobody|never|don'?t have|do not have|there isn'?t|isn'?t)\b.*\b(?:contract|agreement|dpa|paperwork|signed|approval|sign(?:ed)?)\b"
        r"|\b(?:no|nobody|never|without)\b.*\b(?:contract|agreement|dpa|signed|paperwork)\b.*\b(?:but|yet|still|though)\b.*\b(?:using|uses|use|on it)\b|\bnobody signed (?:for|with|anything|a)\b|\bnever signed\b",
    ),
    (
        "log-breach",
        rf"^(?:log|report|record|enter|file|add|register)\b.*\b{INCIDENT}\b|\b(?:{VENDOR}|[A-Z]\w+)\b.*\b{INCIDENT}\b|\b{INCIDENT}\b.*\b(?:at|by|from|of)\b|\bhad a\b.*\b{INCIDENT}\b",
    ),
    ("value", r"."),
    (
        "log-contract",
        r"^(?:log|add|enter|record|file|put in|register|save|track|create|start|upload)\b.*\b(?:contract|agreement|dpa|ndpa|deal|renewal|licen[sc]e|addendum|vendor|app|product)\b"
        r"|\b(?:signed|renewed|executed|inked|countersigned|re-?upped|finali[sz]ed|approved|voted (?:for|on|to)|okayed|ok'?d|greenlit|closed the deal|came back signed|contracted with|went with|re-?signed)\b"
        r"|\b(?:new|signed|got a|have a|we have|there'?s a) (?:\w+ ){0,3}?(?:contract|agreement|dpa|ndpa|deal)\b|\bsignature (?:from|came)\b|^new (?:vendor|app|product|tool)\b",
    ),
)
RULES: Mapping[str, re.Pattern[str]] = {command: re.compile(words, re.IGNORECASE) for command, words in _RULES}


def bare(text: str) -> tuple[str, bool]:
    """The message without its courtesy and without "what now?", and whether it was asked politely to do something."""
    said = " ".join(text.replace("’", "'").split())
    left = _WHAT_NOW.sub("", said) or said
    short = _POLITE.sub("", left)
    polite = left[: len(left) - len(short)]
    return short or left, bool(_ASKED_POLITELY.search(polite)) and bool(_IMPERATIVE.match(short))


def begins_act(text: str) -> bool:
    """Whether it begins with a word that asks for something to be done."""
    return bool(_IMPERATIVE.match(text))


def asks(text: str, *, politely: bool) -> bool:
    """Whether it is a question: by its sign, its first word, or a word that asks."""
    if politely or _IMPERATIVE.match(text):
        return False
    return "?" in text or bool(_ASKS.search(text))
