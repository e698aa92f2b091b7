"""Holds the words by which an act on the records is told from a question on the law and from a look."""

from __future__ import annotations

import re
from collections.abc import Mapping

from handlers.understanding.requests.alternatives import alternatives

_COURTESY = r"""
    (?:put|note|jot) (?:it )?down that|(?:log|record|note|noting|mark down|write down) that
    so|ok|okay|hey|hi|hello|well|also|and|but|oh|just|please|pls|plz|now|then|sorry|fyi|btw|quick one
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
"""
_WHAT_NOW = re.compile(rf"[\s,.;–—-]*\b(?:so |ok |and |please )*(?:{alternatives(_NOW)})\s*[?.!]*$", re.IGNORECASE)
_ASKS = re.compile(
    alternatives(
        r"""
        ^(?:do|does|did|may|must|should|is|are|was|were|am|has|have|had|what|when|who|whose|whom)\b
        ^(?:which|why|how|if|whether|suppose|say we|imagine|could|can)\b
        ^(?:would|will|show|list|tell me|explain|define|any|anything|anyone)\b
        [.?!;:,]\s+(?:and |so |but )?(?:is|are|am|do|does|did|can|may)\b
        [.?!;:,]\s+(?:and |so |but )?(?:must|should (?:we|i|they)|what|when|which|how|who|why|are)\b
        \b(?:must|shall|ought to|have to (?:be|have)|has to be|may (?!have\b)(?=[a-z])|needn'?t)\b
        \b(?:(?<!governing )(?<!of )law|rules?|free to|never owes?|job to|up to the|in the clear)\b
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
        \b(?:void|unsure|allowed|required|mandatory|due|late)\s*[?.]*$
        \bif (?:we|i|they|the|a|our|it|somebody|someone|you)\b
        """
    ),
    re.IGNORECASE,
)
_VERBS = r"""
    mark|close|check off|log|add|record|enter|file|put|push|snooze|postpone|delay|defer|move|assign|reassign
    hand|give|pass|make|transfer|undo|reopen|re-open|scratch|correct|fix|change|update|edit|withdraw|retract
    remove|take|get rid of|start|create|open|extend|erase|delete|wipe|purge|grant|revoke|set|remind|note
    attach|save|register|report
    let|send|scrap|new|draft|ask|write|hold|unmark|cancel|drop|switch|nudge|tick|track|upload|complete|void
"""
_IMPERATIVE = re.compile(rf"^(?:{alternatives(_VERBS)})\b", re.IGNORECASE)
_ASKS_TO = re.compile(
    rf"[.!;:,–—-]\s*(?:can|could|would|will) (?:you|u) (?:please |pls )?(?:{alternatives(_VERBS)})\b"
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
_RULES: Mapping[str, str] = {
    "erase": r"""
        ^(?:permanently )?(?:erase|delete|wipe|purge|destroy)\b(?!.*\b(?:link|note|owner|date)\b)
        ^(?:remove|get rid of)\b.*\b(?:for good|completely|permanently|forever|entirely)\b
    """,
    "undo": r"""
        ^(?:undo|reopen|re-open|unmark|uncheck|un-?close)\b|\bscratch that\b|\bundo (?:that|it|this)\b
        \b(?:re-?open|put back)\b.*
        ^take (?:(?:that|it|this) )?back\b|\btake back (?:the|my|that|what)\b
        \b(?:mark|set|move)\b.*\b(?:not done|open again|as open|back to open|undone|incomplete)\b
        \b(?:isn'?t|is not|wasn'?t|was not|not) (?:\w+ ){0,2}?(?:<DONE>|posted|up)\b(?!\?)
        \b(?:isn'?t|is not|wasn'?t|was not|not) (?:\w+ ){0,2}?(?:live|emailed|told|notified)\b(?!\?)
        \b(?:aren'?t|weren'?t|haven'?t|hasn'?t|never) (?:\w+ ){0,2}?(?:<DONE>|posted|up)\b(?!\?)
        \b(?:aren'?t|weren'?t|haven'?t|hasn'?t|never) (?:\w+ ){0,2}?(?:live|emailed|told|notified)\b(?!\?)
        \b(?:<DONE>|marked|checked|ticked)\b.*\b(?:by mistake|by accident|too (?:early|soon))\b
        \b(?:<DONE>|marked|checked|ticked)\b.*\b(?:accidentally|prematurely|in error)\b
        \baccidentally (?:marked|closed|checked)\b|\bnot (?:actually|really|yet) done\b
        \bturns out\b.*\bnot\b.*\b(?:posted|done|up)\b
    """,
    "withdraw": r"""
        ^scrap\b
        ^get rid of\b|\b(?:not|aren'?t|isn'?t) going (?:with|to use)\b|\bdecided against\b|\b(?:pulled|backed) out\b
        ^(?:withdraw|retract|void)\b
        \b(?:logged|entered|added) (?:\w+ ){0,2}?(?:twice|two times|by mistake|by accident|in error)\b
        \b(?:recorded|in there|on (?:the )?(?:list|record)) (?:\w+ ){0,2}?(?:twice|two times)\b
        \b(?:recorded|in there|on (?:the )?(?:list|record)) (?:\w+ ){0,2}?(?:by mistake|by accident|in error)\b
        \b(?:is|was|it'?s) (?:a |an )?(?:duplicate|dupe|false alarm)\b|\bfalse alarm\b
        \b(?:wasn'?t|was not|isn'?t) (?:really |actually )?(?:a|our) (?:breach|incident|contract|vendor|data)\b
        \b(?:never happened|no longer use|don'?t use|stopped using|not using|quit using)\b
        \b(?:dropped|cancel(?:led|ed)?|terminated|ended (?:the|our|it)|fell through|didn'?t go through)\b
        ^(?:cancel|drop|remove|take) (?:the )?(?:[cb]-?\d+|.*\b(?:contract|agreement|breach|record|dpa)\b)
    """,
    "revoke": r"""
        \b(?:revoke|remove|take away|pull|cut|cancel|take)\b.*\b(?:access|role|rights|admin)\b
        \b(?:revoke|remove|take away)\b.*\b(?:permissions?|off (?:of )?the (?:privacy )?team)\b
        \b(?:pull|cut|cancel|take)\b.*\b(?:permissions?|off (?:of )?the (?:privacy )?team)\b
        \b(?:revoke|remove|take away)\b.*\b(?:from (?:the )?(?:privacy )?team|from (?:the )?admins?)\b
        \b(?:pull|cut|cancel|take)\b.*\b(?:from (?:the )?(?:privacy )?team|from (?:the )?admins?)\b
        \b(?:left|leaving|leaves|retired)\b(?!.*\b(?:vendor|contract)\b)
        \b(?:retiring|quit|no longer works?|doesn'?t work)\b(?!.*\b(?:vendor|contract)\b)
        \bno longer (?:an? )?(?:admin|on the team)
    """,
    "grant": r"""
        \bi'?m (?:the |your |our )?(?:new )?privacy lead\b
        \b(?:give|grant|get|needs?|should have|wants?)\b.*\b(?:access|admin\w*|rights|role|permissions?)\b
        \bmake\b.*\b(?:admin\w*|staff|privacy (?:lead|officer|team)|the lead)\b
        \badd\b.*\b(?:to|on) (?:the )?(?:privacy )?team\b|\badd\b.*\bas (?:an? )?(?:staff|admin\w*|privacy)\b
        \b(?:is|will be) (?:our |the )?(?:new )?(?:privacy lead|privacy officer|admin\w*)\b
        \b(?:joined|is joining|is new on|is on) (?:the )?privacy team\b
        \bshould be able to (?:log|see|edit|mark|view)\b
    """,
    "setup": r"""
        \b(?:reminders?|posts?|messages?) (?:after|before) \d|\breminders? \d+ days before\b
        \bschool'?s out\b|\bout for (?:winter|spring|break)\b
        \bsuperintendent(?:'s name)? (?:is|changed|now|to)\b
        \b(?:set|change|make|update)\b.*\b(?:superintendent|time ?zone)\b
        \b(?:set|change|make|update)\b.*\b(?:district'?s? name|our (?:web ?site|web page|site|page))\b
        \b(?:set|change|make|update)\b.*\b(?:morning|evening)\b
        \b(?:set|change|make|update)\b.*\b(?:closures?|reminder (?:time|days|channel)|reminders? (?:to|at|go))\b
        \b(?:we'?re|we are|school'?s|schools? (?:is|are)|district is|office is) closed\b|\bno school\b
        \b(?:don'?t|do not|never|stop) (?:post|remind)\w*(?: us| me| anything)? (?:before|after|until)\b
        \b(?:don'?t|do not|never|stop) (?:message|ping|write)\w*(?: us| me| anything)? (?:before|after|until)\b
        \bpost (?:reminders )?(?:no earlier|only after|not before|here|in this channel)\b
        \bour (?:web ?site|web page|contracts? page|page of contracts)(?: address)? (?:is|moved|changed)\b
        \bsend (?:the )?reminders (?:here|to this channel)\b
    """,
    "note": r"""
        \b(?:add|put|make|leave|write|attach) (?:a |this |the |another )?note\b|^note\b(?!\w)|\bnote down\b
        \badd (?:to|in) the notes\b
    """,
    "file": r"""
        \b(?:attach|upload|add|here'?s|here is)\b (?:the |a |this |our |signed )*(?:pdf|file|scan)\b
        \b(?:attach|upload|add|here'?s|here is)\b (?:the |a |this |our |signed )*(?:scanned|copy)\b
        \b(?:attach|upload)\b (?:the |a |this |our |signed )*(?:document|signed (?:copy|contract))\b
        \b(?:attach|upload)\b (?:the |a |this |our |signed )*(?:document|signed (?:pdf|agreement))\b
        \b(?:add|here'?s|here is)\b (?:the |a |this |our |signed )*(?:document|signed (?:copy|contract))\b
        \b(?:add|here'?s|here is)\b (?:the |a |this |our |signed )*(?:document|signed (?:pdf|agreement))\b
    """,
    "correct": r"""
        \b(?:went up|is up|increased|grew|dropped|went down|is down|rose) to \d
        \b(?:purpose|contact|description|product|owner|notes?)(?: is|:)(?= )
        \b(?:can|could|would|will) (?:you|u) (?:please |pls )?(?:correct|fix|change|update|edit|adjust)\b
        \bnot (?:on )?(?:the )?(?:\d|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|mon|tue|wed|thu|fri)[a-z]* ?\d*)
        ^(?:set|put|add|enter)\b.*\b(?:date|expir\w*|links?|url|contact|product|purpose|description)\b
        ^(?:set|put|add|enter)\b.*\b(?:data|number of (?:students|kids))\b
        ^mark\b.*\b(?:there|missing|present|included|in it)\b|\b(?:is|are) (?:actually |really |now )?called\b
        \b(?:actually|really|does|now) (?:has|have|includes?)\b
        \b(?:wrong|incorrect|mistake[ns]?|typo)\b
        \b(?:misspell\w*|misspelt|mis-?typed|should (?:be|have been|say|read)|should'?ve been)\b
        \b(?:not right|isn'?t right)\b
        \b(?:isn'?t correct|not correct|needs? (?:fixing|correcting|to (?:be|say)|updating))\b
        \b(?:is outdated|mixed up|messed up|screwed up|got (?:it|that) backwards)\b
        ^(?:correct|fix|change|update|edit|amend|adjust)\b|\b(?:correct|fix|change|update) (?:it|that|this)\b
        \bi meant\b|\bwe meant\b|\badd (?:the )?(?:deletion|severability|ferpa|governing law|security)\b.*\bto\b
        \balso covers?\b|\b(?:has|have) the wrong\b|\bchanged (?:its|their) name\b|\bis now called\b|\brenamed\b
    """,
    "remind": r"""
        \b(?:remind|nudge|ping)\b (?:me|us|him|her|them|[A-Z]\w+)\b.*\b(?:before|ahead|early|prior|in advance)\b
        \b(?:alert|warn|notify)\b (?:me|us|him|her|them|[A-Z]\w+)\b.*\b(?:before|ahead|early|prior|in advance)\b
        \bset (?:a|up a) reminder\b|\bheads[- ]up\b.*\bbefore\b|\bdays? notice\b
        \breminder\b.*\b(?:before|ahead|early)\b
    """,
    "snooze": r"""
        \bcheck back\b|\bnot ready to (?:post|send|close|do)\b
        ^extend\b|\b(?:need|want|give me|give us) (?:some |a bit |a little )?more time\b
        ^(?:snooze|postpone|defer|delay|put off|hold)\b
        \b(?:push|move|kick|bump)\b.*\b(?:to|back|off|out|until|till)\b(?!.*\b(?:site|page|website)\b)
        \bput\b.*\boff\b|\bput\b.*\bon hold\b
        \bremind me (?:again |about (?:it|this|that|[^.]*?) )?(?:on|in|next|tomorrow|monday|tuesday)\b
        \bremind me (?:again |about (?:it|this|that|[^.]*?) )?(?:wednesday|thursday|friday)\b
        \bremind me (?:again |about (?:it|this|that|[^.]*?) )?(?:later|after|again|this)\b|\bhold off\b
        \bgive (?:me|us) (?:until|till|another|more time|a few)\b
        \b(?:can'?t|cannot|won'?t) (?:get to|do|post|finish|be done|deal with) .*\b(?:until|till|before)\b
        \bnot (?:before|until)\b|\bstop (?:reminding|bugging|nagging|pinging)\b|\bquiet (?:until|till)\b
        \bask me (?:again )?(?:on|next|tomorrow|later)\b|\bcome back to\b
    """,
    "assign": r"""
        ^d-?\d+ ?(?:->|→|=>) ?\w
        ^(?:assign|reassign|re-assign|delegate|transfer)\b
        \b(?:hand|pass|give|move|switch|turn|send)\b.*\b(?:to|over to|off to|onto)\b
        \btake\b.*\boff my (?:plate|list|hands|desk)\b|\b(?:i'?ll|i will|i can|let me) (?:take|handle|own|do)\b
        \b(?:let|have) [A-Za-z]+(?: [A-Z]\w+)? (?:do|take|handle|own|deal)\b
        \b(?:will|is going to|should|can|is|wants to) (?:take|handle|own|do|be doing|be responsible)\b
        \b(?:will|is going to|should|can|is|wants to) (?:taking|handling|doing)\b
        \b(?:will|is going to|should|can|is|wants to) (?:owning|the owner|responsible|in charge)\b
        \b(?:belongs to|owned by|goes to|is now [A-Z]\w+'s)\b|\bmake\b.*\b(?:owner|responsible)\b
        \bput [A-Z]\w+.* (?:on|in charge)\b|\b(?:new owner|owner (?:is|should be|of .* is))\b
    """,
    "received": r"""
        \b(?:e-?mailed|told|wrote|called|contacted|phoned) (?:to )?(?:us|me|our \w+)\b
        \b(?:e-?mailed|told|wrote|called|contacted|phoned) (?:to )?the (?:superintendent|board|district|office)\b
        \b(?:notice|letter|e-?mail|notification|notified us)\b
        \b(?:told us|heard from|let us know|wrote us|in writing)\b
    """,
    "done": r"""
        \b(?:mark|check|tick|cross|close)\b.*\b(?:<DONE>|off|out)\b|^(?:close|complete)\b
        \b(?:is|are|was|were|it'?s|that'?s) (?:now |all |already |finally )*<DONE>\b
        \b(?:this is|been|all|got|we'?re|i'?m) (?:now |all |already |finally )*<DONE>\b|^<DONE>\b
        ^[bcd]-?\d+\W+(?:is |was |now )?<DONE>\b|\bmark\b.*\b(?:posted|sent|told|emailed|published|notified)\b
        \bgot\b.*\b(?:out|sent|mailed) (?:to|home)\b|\w'?s (?:now )?(?:up|live|online|posted)\b(?! (?:to|for) )
        \b(?:we|i|just|already|finally|jose|has|have|'ve) (?:\w+ )?(?:posted|published)\b
        \b(?:we|i|just|already) (?:\w+ )?(?:uploaded|put (?:it|them|the \w+(?: \w+)?) (?:up|online|on)|<DONE>)\b
        \b(?:finally|jose|has|have|'ve) (?:\w+ )?(?:uploaded)\b
        \b(?:finally|jose|has|have|'ve) (?:\w+ )?(?:put (?:it|them|the \w+(?: \w+)?) (?:up|online|on)|<DONE>)\b
        ^(?:posted|published|uploaded|emailed|e-mailed|notified|told|sent)\b
        \b(?:is|are|was|were|it'?s|its|went|got|been|now) (?:\w+ )?(?:up|live|online)\b
        \b(?:is|are|was|were|it'?s) (?:\w+ )?(?:posted)\b|\b(?:is|are|was|were|it'?s) (?:\w+ )?(?:published)\b
        \b(?:is|are|was|were|it'?s) (?:\w+ )?(?:on (?:the|our) (?:district )?(?:web ?)?(?:site|page))\b
        \b(?:its|went|got|been|now) (?:\w+ )?(?:posted)\b|\b(?:its|went|got|been|now) (?:\w+ )?(?:published)\b
        \b(?:its|went|got|been|now) (?:\w+ )?(?:on (?:the|our) (?:district )?(?:web ?)?(?:site|page))\b
        \bput (?:it|that|them|the .*) (?:up )?on (?:the|our) (?:web ?)?(?:site|page)\b
        \b(?:parents?|famil(?:y|ies))\b(?: \w+){0,4}? (?:told|notified|emailed|e-mailed|informed)\b
        \b(?:guardians?|households?|everyone)\b(?: \w+){0,4}? (?:told|notified|emailed|e-mailed|informed)\b
        \b(?:parents?|famil(?:y|ies))\b(?: \w+){0,4}? (?:contacted|got (?:the|an|our|a)|received)\b
        \b(?:guardians?|households?|everyone)\b(?: \w+){0,4}? (?:contacted|got (?:the|an|our|a)|received)\b
        \b(?:parents?|famil(?:y|ies))\b(?: \w+){0,4}? (?:know(?: now)?|messaged|heard)\b
        \b(?:guardians?|households?|everyone)\b(?: \w+){0,4}? (?:know(?: now)?|messaged|heard)\b
        \b(?:told|notified|emailed|e-mailed|informed)\b(?: \w+){0,5}? (?:parents?|famil(?:y|ies)|guardians?)\b
        \b(?:told|notified|emailed|e-mailed|informed)\b(?: \w+){0,5}? (?:households?|home|commission)\b
        \b(?:contacted|messaged)\b(?: \w+){0,5}? (?:parents?|famil(?:y|ies)|guardians?)\b
        \b(?:texted|wrote(?: to)?|sent)\b(?: \w+){0,5}? (?:parents?|famil(?:y|ies)|guardians?)\b
        \b(?:contacted|messaged|texted|wrote(?: to)?|sent)\b(?: \w+){0,5}? (?:households?|home|commission)\b
        \b(?:letters?|e-?mails?|notices?|report|link)(?: \w+){0,3}? (?:went out|went home|was sent)\b
        \b(?:letters?|e-?mails?|notices?|report|link)(?: \w+){0,3}? (?:were sent|has been sent|have been sent)\b
        \b(?:letters?|e-?mails?|notices?|report|link)(?: \w+){0,3}? (?:is out|are out|sent|filed|submitted|in)\b
        \btook care of\b|\bhere'?s the (?:link|proof)\b|\bwe'?re good on\b
        \b(?:submitted|filed|turned in)\b.*\breport\b
    """,
    "vendor-letter": r"""
        \b(?:send|email|write|draft)\b.*\b(?:missing|gaps?|lacks?|letter|provisions?|clauses?)\b
        \b(?:ask|tell|give|request)\b.*\b(?:missing|gaps?|lacks?|letter|provisions?|clauses?)\b
    """,
    "no-contract": r"""
        \b(?:using|uses|use)\b.*\b(?:without|no|nobody|never)\b.*\b(?:contract|agreement|dpa)\b
        \b(?:using|uses|use)\b.*\b(?:without|no|nobody|never)\b.*\b(?:paperwork|signed|approval|sign(?:ed)?)\b
        \b(?:using|uses|use)\b.*\b(?:don'?t have|do not have)\b.*\b(?:contract|agreement|dpa)\b
        \b(?:using|uses|use)\b.*\b(?:there isn'?t|isn'?t)\b.*\b(?:contract|agreement|dpa)\b
        \b(?:using|uses|use)\b.*\b(?:don'?t have|do not have)\b.*\b(?:paperwork|signed|approval|sign(?:ed)?)\b
        \b(?:using|uses|use)\b.*\b(?:there isn'?t|isn'?t)\b.*\b(?:paperwork|signed|approval|sign(?:ed)?)\b
        \b(?:used)\b.*\b(?:without|no|nobody|never)\b.*\b(?:contract|agreement|dpa)\b
        \b(?:on)\b.*\b(?:without|no|nobody|never)\b.*\b(?:contract|agreement|dpa)\b
        \b(?:signed (?:her|his)? ?(?:kids) up (?:for|on|to))\b.*\b(?:without|no)\b.*\b(?:contract)\b
        \b(?:signed (?:her|his)? ?(?:class|students) up (?:for|on|to))\b.*\b(?:without|no)\b.*\b(?:contract)\b
        \b(?:signed (?:her|his)? ?(?:kids) up (?:for|on|to))\b.*\b(?:without|no)\b.*\b(?:agreement|dpa)\b
        \b(?:signed (?:her|his)? ?(?:class) up (?:for|on|to))\b.*\b(?:without|no)\b.*\b(?:agreement|dpa)\b
        \b(?:signed (?:her|his)? ?(?:students) up (?:for|on|to))\b.*\b(?:without|no)\b.*\b(?:agreement|dpa)\b
        \b(?:signed (?:their|the)? ?(?:kids) up (?:for|on|to))\b.*\b(?:without|no)\b.*\b(?:contract)\b
        \b(?:signed (?:their|the)? ?(?:class|students) up (?:for|on|to))\b.*\b(?:without|no)\b.*\b(?:contract)\b
        \b(?:signed (?:their|the)? ?(?:kids) up (?:for|on|to))\b.*\b(?:without|no)\b.*\b(?:agreement|dpa)\b
        \b(?:signed (?:their|the)? ?(?:class) up (?:for|on|to))\b.*\b(?:without|no)\b.*\b(?:agreement|dpa)\b
        \b(?:signed (?:their|the)? ?(?:students) up (?:for|on|to))\b.*\b(?:without|no)\b.*\b(?:agreement|dpa)\b
        \b(?:signed (?:her|his)? ?(?:kids) up (?:for|on|to))\b.*\b(?:nobody|never)\b.*\b(?:contract)\b
        \b(?:signed (?:her|his)? ?(?:class|students) up (?:for|on|to))\b.*\b(?:nobody|never)\b.*\b(?:contract)\b
        \b(?:signed (?:her|his)? ?(?:kids) up (?:for|on|to))\b.*\b(?:nobody|never)\b.*\b(?:agreement|dpa)\b
        \b(?:signed (?:her|his)? ?(?:class) up (?:for|on|to))\b.*\b(?:nobody|never)\b.*\b(?:agreement|dpa)\b
        \b(?:signed (?:her|his)? ?(?:students) up (?:for|on|to))\b.*\b(?:nobody|never)\b.*\b(?:agreement|dpa)\b
        \b(?:signed (?:their|the)? ?(?:kids) up (?:for|on|to))\b.*\b(?:nobody|never)\b.*\b(?:contract)\b
        \b(?:signed (?:their|the)? ?(?:class) up (?:for|on|to))\b.*\b(?:nobody|never)\b.*\b(?:contract)\b
        \b(?:signed (?:their|the)? ?(?:students) up (?:for|on|to))\b.*\b(?:nobody|never)\b.*\b(?:contract)\b
        \b(?:signed (?:their|the)? ?(?:kids) up (?:for|on|to))\b.*\b(?:nobody|never)\b.*\b(?:agreement|dpa)\b
        \b(?:signed (?:their|the)? ?(?:class) up (?:for|on|to))\b.*\b(?:nobody|never)\b.*\b(?:agreement|dpa)\b
        \b(?:signed (?:their|the)? ?(?:students) up (?:for))\b.*\b(?:nobody|never)\b.*\b(?:agreement|dpa)\b
        \b(?:signed (?:their|the)? ?(?:students) up (?:on|to))\b.*\b(?:nobody|never)\b.*\b(?:agreement|dpa)\b
        \b(?:used)\b.*\b(?:without|no|nobody|never)\b.*\b(?:paperwork|signed|approval|sign(?:ed)?)\b
        \b(?:on)\b.*\b(?:without|no|nobody|never)\b.*\b(?:paperwork|signed|approval|sign(?:ed)?)\b
        \b(?:signed (?:her|his)? ?(?:kids) up (?:for|on|to))\b.*\b(?:without|no)\b.*\b(?:paperwork|signed)\b
        \b(?:signed (?:her|his)? ?(?:class|students) up (?:for|on|to))\b.*\b(?:without|no)\b.*\b(?:paperwork)\b
        \b(?:signed (?:her|his)? ?(?:class|students) up (?:for|on|to))\b.*\b(?:without|no)\b.*\b(?:signed)\b
        \b(?:signed (?:their|the)? ?(?:kids) up (?:for|on|to))\b.*\b(?:without|no)\b.*\b(?:paperwork|signed)\b
        \b(?:signed (?:their|the)? ?(?:class) up (?:for|on|to))\b.*\b(?:without|no)\b.*\b(?:paperwork)\b
        \b(?:signed (?:their|the)? ?(?:students) up (?:for|on|to))\b.*\b(?:without|no)\b.*\b(?:paperwork)\b
        \b(?:signed (?:their|the)? ?(?:class|students) up (?:for|on|to))\b.*\b(?:without|no)\b.*\b(?:signed)\b
        \b(?:signed (?:her|his)? ?(?:kids) up (?:for|on|to))\b.*\b(?:nobody|never)\b.*\b(?:paperwork|signed)\b
        \b(?:signed (?:her|his)? ?(?:class) up (?:for|on|to))\b.*\b(?:nobody|never)\b.*\b(?:paperwork)\b
        \b(?:signed (?:her|his)? ?(?:students) up (?:for|on|to))\b.*\b(?:nobody|never)\b.*\b(?:paperwork)\b
        \b(?:signed (?:her|his)? ?(?:class|students) up (?:for|on|to))\b.*\b(?:nobody|never)\b.*\b(?:signed)\b
        \b(?:signed (?:their|the)? ?(?:kids) up (?:for|on|to))\b.*\b(?:nobody|never)\b.*\b(?:paperwork|signed)\b
        \b(?:signed (?:their|the)? ?(?:class) up (?:for|on|to))\b.*\b(?:nobody|never)\b.*\b(?:paperwork)\b
        \b(?:signed (?:their|the)? ?(?:students) up (?:for|on|to))\b.*\b(?:nobody|never)\b.*\b(?:paperwork)\b
        \b(?:signed (?:their|the)? ?(?:class|students) up (?:for|on|to))\b.*\b(?:nobody|never)\b.*\b(?:signed)\b
        \b(?:signed (?:her|his)? ?(?:kids) up (?:for|on|to))\b.*\b(?:without|no)\b.*\b(?:approval|sign(?:ed)?)\b
        \b(?:signed (?:her|his)? ?(?:class|students) up (?:for|on|to))\b.*\b(?:without|no)\b.*\b(?:approval)\b
        \b(?:signed (?:her|his)? ?(?:class) up (?:for|on|to))\b.*\b(?:without|no)\b.*\b(?:sign(?:ed)?)\b
        \b(?:signed (?:her|his)? ?(?:students) up (?:for|on|to))\b.*\b(?:without|no)\b.*\b(?:sign(?:ed)?)\b
        \b(?:signed (?:their|the)? ?(?:kids) up (?:for|on|to))\b.*\b(?:without|no)\b.*\b(?:approval)\b
        \b(?:signed (?:their|the)? ?(?:kids) up (?:for|on|to))\b.*\b(?:without|no)\b.*\b(?:sign(?:ed)?)\b
        \b(?:signed (?:their|the)? ?(?:class|students) up (?:for|on|to))\b.*\b(?:without|no)\b.*\b(?:approval)\b
        \b(?:signed (?:their|the)? ?(?:class) up (?:for|on|to))\b.*\b(?:without|no)\b.*\b(?:sign(?:ed)?)\b
        \b(?:signed (?:their|the)? ?(?:students) up (?:for|on|to))\b.*\b(?:without|no)\b.*\b(?:sign(?:ed)?)\b
        \b(?:signed (?:her|his)? ?(?:kids) up (?:for|on|to))\b.*\b(?:nobody|never)\b.*\b(?:approval)\b
        \b(?:signed (?:her|his)? ?(?:kids) up (?:for|on|to))\b.*\b(?:nobody|never)\b.*\b(?:sign(?:ed)?)\b
        \b(?:signed (?:her|his)? ?(?:class|students) up (?:for|on|to))\b.*\b(?:nobody|never)\b.*\b(?:approval)\b
        \b(?:signed (?:her|his)? ?(?:class) up (?:for|on|to))\b.*\b(?:nobody|never)\b.*\b(?:sign(?:ed)?)\b
        \b(?:signed (?:her|his)? ?(?:students) up (?:for|on|to))\b.*\b(?:nobody|never)\b.*\b(?:sign(?:ed)?)\b
        \b(?:signed (?:their|the)? ?(?:kids) up (?:for|on|to))\b.*\b(?:nobody|never)\b.*\b(?:approval)\b
        \b(?:signed (?:their|the)? ?(?:kids) up (?:for|on|to))\b.*\b(?:nobody|never)\b.*\b(?:sign(?:ed)?)\b
        \b(?:signed (?:their|the)? ?(?:class) up (?:for|on|to))\b.*\b(?:nobody|never)\b.*\b(?:approval)\b
        \b(?:signed (?:their|the)? ?(?:students) up (?:for|on|to))\b.*\b(?:nobody|never)\b.*\b(?:approval)\b
        \b(?:signed (?:their|the)? ?(?:class) up (?:for|on|to))\b.*\b(?:nobody|never)\b.*\b(?:sign(?:ed)?)\b
        \b(?:signed (?:their|the)? ?(?:students) up (?:for|on|to))\b.*\b(?:nobody|never)\b.*\b(?:sign(?:ed)?)\b
        \b(?:used)\b.*\b(?:don'?t have|do not have|there isn'?t|isn'?t)\b.*\b(?:contract|agreement|dpa)\b
        \b(?:on)\b.*\b(?:don'?t have|do not have)\b.*\b(?:contract|agreement|dpa)\b
        \b(?:signed (?:her|his)? ?(?:kids) up (?:for|on|to))\b.*\b(?:don'?t have)\b.*\b(?:contract)\b
        \b(?:signed (?:her|his)? ?(?:kids) up (?:for|on|to))\b.*\b(?:do not have)\b.*\b(?:contract)\b
        \b(?:signed (?:her|his)? ?(?:class|students) up (?:for|on|to))\b.*\b(?:don'?t have)\b.*\b(?:contract)\b
        \b(?:signed (?:her|his)? ?(?:class|students) up (?:for|on|to))\b.*\b(?:do not have)\b.*\b(?:contract)\b
        \b(?:signed (?:her|his)? ?(?:kids) up (?:for|on|to))\b.*\b(?:don'?t have)\b.*\b(?:agreement|dpa)\b
        \b(?:signed (?:her|his)? ?(?:kids) up (?:for|on|to))\b.*\b(?:do not have)\b.*\b(?:agreement|dpa)\b
        \b(?:signed (?:her|his)? ?(?:class) up (?:for|on|to))\b.*\b(?:don'?t have)\b.*\b(?:agreement|dpa)\b
        \b(?:signed (?:her|his)? ?(?:students) up (?:for|on|to))\b.*\b(?:don'?t have)\b.*\b(?:agreement|dpa)\b
        \b(?:signed (?:her|his)? ?(?:class) up (?:for|on|to))\b.*\b(?:do not have)\b.*\b(?:agreement|dpa)\b
        \b(?:signed (?:her|his)? ?(?:students) up (?:for|on|to))\b.*\b(?:do not have)\b.*\b(?:agreement|dpa)\b
        \b(?:signed (?:their|the)? ?(?:kids) up (?:for|on|to))\b.*\b(?:don'?t have)\b.*\b(?:contract)\b
        \b(?:signed (?:their|the)? ?(?:kids) up (?:for|on|to))\b.*\b(?:do not have)\b.*\b(?:contract)\b
        \b(?:signed (?:their|the)? ?(?:class) up (?:for|on|to))\b.*\b(?:don'?t have)\b.*\b(?:contract)\b
        \b(?:signed (?:their|the)? ?(?:students) up (?:for|on|to))\b.*\b(?:don'?t have)\b.*\b(?:contract)\b
        \b(?:signed (?:their|the)? ?(?:class) up (?:for|on|to))\b.*\b(?:do not have)\b.*\b(?:contract)\b
        \b(?:signed (?:their|the)? ?(?:students) up (?:for|on|to))\b.*\b(?:do not have)\b.*\b(?:contract)\b
        \b(?:signed (?:their|the)? ?(?:kids) up (?:for|on|to))\b.*\b(?:don'?t have)\b.*\b(?:agreement|dpa)\b
        \b(?:signed (?:their|the)? ?(?:kids) up (?:for|on|to))\b.*\b(?:do not have)\b.*\b(?:agreement|dpa)\b
        \b(?:signed (?:their|the)? ?(?:class) up (?:for|on|to))\b.*\b(?:don'?t have)\b.*\b(?:agreement|dpa)\b
        \b(?:signed (?:their|the)? ?(?:students) up (?:for|on|to))\b.*\b(?:don'?t have)\b.*\b(?:agreement|dpa)\b
        \b(?:signed (?:their|the)? ?(?:class) up (?:for|on|to))\b.*\b(?:do not have)\b.*\b(?:agreement|dpa)\b
        \b(?:signed (?:their|the)? ?(?:students) up (?:for|on|to))\b.*\b(?:do not have)\b.*\b(?:agreement|dpa)\b
        \b(?:on)\b.*\b(?:there isn'?t|isn'?t)\b.*\b(?:contract|agreement|dpa)\b
        \b(?:signed (?:her|his)? ?(?:kids) up (?:for|on|to))\b.*\b(?:there isn'?t|isn'?t)\b.*\b(?:contract)\b
        \b(?:signed (?:her|his)? ?(?:class|students) up (?:for|on|to))\b.*\b(?:there isn'?t)\b.*\b(?:contract)\b
        \b(?:signed (?:her|his)? ?(?:class|students) up (?:for|on|to))\b.*\b(?:isn'?t)\b.*\b(?:contract)\b
        \b(?:signed (?:her|his)? ?(?:kids) up (?:for|on|to))\b.*\b(?:there isn'?t)\b.*\b(?:agreement|dpa)\b
        \b(?:signed (?:her|his)? ?(?:kids) up (?:for|on|to))\b.*\b(?:isn'?t)\b.*\b(?:agreement|dpa)\b
        \b(?:signed (?:her|his)? ?(?:class) up (?:for|on|to))\b.*\b(?:there isn'?t)\b.*\b(?:agreement|dpa)\b
        \b(?:signed (?:her|his)? ?(?:students) up (?:for|on|to))\b.*\b(?:there isn'?t)\b.*\b(?:agreement|dpa)\b
        \b(?:signed (?:her|his)? ?(?:class|students) up (?:for|on|to))\b.*\b(?:isn'?t)\b.*\b(?:agreement|dpa)\b
        \b(?:signed (?:their|the)? ?(?:kids) up (?:for|on|to))\b.*\b(?:there isn'?t|isn'?t)\b.*\b(?:contract)\b
        \b(?:signed (?:their|the)? ?(?:class) up (?:for|on|to))\b.*\b(?:there isn'?t)\b.*\b(?:contract)\b
        \b(?:signed (?:their|the)? ?(?:students) up (?:for|on|to))\b.*\b(?:there isn'?t)\b.*\b(?:contract)\b
        \b(?:signed (?:their|the)? ?(?:class|students) up (?:for|on|to))\b.*\b(?:isn'?t)\b.*\b(?:contract)\b
        \b(?:signed (?:their|the)? ?(?:kids) up (?:for|on|to))\b.*\b(?:there isn'?t)\b.*\b(?:agreement|dpa)\b
        \b(?:signed (?:their|the)? ?(?:kids) up (?:for|on|to))\b.*\b(?:isn'?t)\b.*\b(?:agreement|dpa)\b
        \b(?:signed (?:their|the)? ?(?:class) up (?:for|on|to))\b.*\b(?:there isn'?t)\b.*\b(?:agreement|dpa)\b
        \b(?:signed (?:their|the)? ?(?:students) up (?:for))\b.*\b(?:there isn'?t)\b.*\b(?:agreement|dpa)\b
        \b(?:signed (?:their|the)? ?(?:students) up (?:on|to))\b.*\b(?:there isn'?t)\b.*\b(?:agreement|dpa)\b
        \b(?:signed (?:their|the)? ?(?:class) up (?:for|on|to))\b.*\b(?:isn'?t)\b.*\b(?:agreement|dpa)\b
        \b(?:signed (?:their|the)? ?(?:students) up (?:for|on|to))\b.*\b(?:isn'?t)\b.*\b(?:agreement|dpa)\b
        \b(?:used)\b.*\b(?:don'?t have|do not have)\b.*\b(?:paperwork|signed|approval|sign(?:ed)?)\b
        \b(?:used)\b.*\b(?:there isn'?t|isn'?t)\b.*\b(?:paperwork|signed|approval|sign(?:ed)?)\b
        \b(?:on)\b.*\b(?:don'?t have|do not have)\b.*\b(?:paperwork|signed|approval|sign(?:ed)?)\b
        \b(?:signed (?:her|his)? ?(?:kids) up (?:for|on|to))\b.*\b(?:don'?t have)\b.*\b(?:paperwork|signed)\b
        \b(?:signed (?:her|his)? ?(?:kids) up (?:for|on|to))\b.*\b(?:do not have)\b.*\b(?:paperwork|signed)\b
        \b(?:signed (?:her|his)? ?(?:class|students) up (?:for|on|to))\b.*\b(?:don'?t have)\b.*\b(?:paperwork)\b
        \b(?:signed (?:her|his)? ?(?:class|students) up (?:for|on|to))\b.*\b(?:don'?t have)\b.*\b(?:signed)\b
        \b(?:signed (?:her|his)? ?(?:class|students) up (?:for|on|to))\b.*\b(?:do not have)\b.*\b(?:paperwork)\b
        \b(?:signed (?:her|his)? ?(?:class|students) up (?:for|on|to))\b.*\b(?:do not have)\b.*\b(?:signed)\b
        \b(?:signed (?:their|the)? ?(?:kids) up (?:for|on|to))\b.*\b(?:don'?t have)\b.*\b(?:paperwork|signed)\b
        \b(?:signed (?:their|the)? ?(?:kids) up (?:for|on|to))\b.*\b(?:do not have)\b.*\b(?:paperwork|signed)\b
        \b(?:signed (?:their|the)? ?(?:class) up (?:for|on|to))\b.*\b(?:don'?t have)\b.*\b(?:paperwork)\b
        \b(?:signed (?:their|the)? ?(?:students) up (?:for|on|to))\b.*\b(?:don'?t have)\b.*\b(?:paperwork)\b
        \b(?:signed (?:their|the)? ?(?:class|students) up (?:for|on|to))\b.*\b(?:don'?t have)\b.*\b(?:signed)\b
        \b(?:signed (?:their|the)? ?(?:class) up (?:for|on|to))\b.*\b(?:do not have)\b.*\b(?:paperwork)\b
        \b(?:signed (?:their|the)? ?(?:students) up (?:for|on|to))\b.*\b(?:do not have)\b.*\b(?:paperwork)\b
        \b(?:signed (?:their|the)? ?(?:class|students) up (?:for|on|to))\b.*\b(?:do not have)\b.*\b(?:signed)\b
        \b(?:signed (?:her|his)? ?(?:kids) up (?:for|on|to))\b.*\b(?:don'?t have)\b.*\b(?:approval)\b
        \b(?:signed (?:her|his)? ?(?:kids) up (?:for|on|to))\b.*\b(?:don'?t have)\b.*\b(?:sign(?:ed)?)\b
        \b(?:signed (?:her|his)? ?(?:kids) up (?:for|on|to))\b.*\b(?:do not have)\b.*\b(?:approval)\b
        \b(?:signed (?:her|his)? ?(?:kids) up (?:for|on|to))\b.*\b(?:do not have)\b.*\b(?:sign(?:ed)?)\b
        \b(?:signed (?:her|his)? ?(?:class|students) up (?:for|on|to))\b.*\b(?:don'?t have)\b.*\b(?:approval)\b
        \b(?:signed (?:her|his)? ?(?:class) up (?:for|on|to))\b.*\b(?:don'?t have)\b.*\b(?:sign(?:ed)?)\b
        \b(?:signed (?:her|his)? ?(?:students) up (?:for|on|to))\b.*\b(?:don'?t have)\b.*\b(?:sign(?:ed)?)\b
        \b(?:signed (?:her|his)? ?(?:class|students) up (?:for|on|to))\b.*\b(?:do not have)\b.*\b(?:approval)\b
        \b(?:signed (?:her|his)? ?(?:class) up (?:for|on|to))\b.*\b(?:do not have)\b.*\b(?:sign(?:ed)?)\b
        \b(?:signed (?:her|his)? ?(?:students) up (?:for|on|to))\b.*\b(?:do not have)\b.*\b(?:sign(?:ed)?)\b
        \b(?:signed (?:their|the)? ?(?:kids) up (?:for|on|to))\b.*\b(?:don'?t have)\b.*\b(?:approval)\b
        \b(?:signed (?:their|the)? ?(?:kids) up (?:for|on|to))\b.*\b(?:don'?t have)\b.*\b(?:sign(?:ed)?)\b
        \b(?:signed (?:their|the)? ?(?:kids) up (?:for|on|to))\b.*\b(?:do not have)\b.*\b(?:approval)\b
        \b(?:signed (?:their|the)? ?(?:kids) up (?:for|on|to))\b.*\b(?:do not have)\b.*\b(?:sign(?:ed)?)\b
        \b(?:signed (?:their|the)? ?(?:class) up (?:for|on|to))\b.*\b(?:don'?t have)\b.*\b(?:approval)\b
        \b(?:signed (?:their|the)? ?(?:students) up (?:for|on|to))\b.*\b(?:don'?t have)\b.*\b(?:approval)\b
        \b(?:signed (?:their|the)? ?(?:class) up (?:for|on|to))\b.*\b(?:don'?t have)\b.*\b(?:sign(?:ed)?)\b
        \b(?:signed (?:their|the)? ?(?:students) up (?:for|on|to))\b.*\b(?:don'?t have)\b.*\b(?:sign(?:ed)?)\b
        \b(?:signed (?:their|the)? ?(?:class) up (?:for|on|to))\b.*\b(?:do not have)\b.*\b(?:approval)\b
        \b(?:signed (?:their|the)? ?(?:students) up (?:for|on|to))\b.*\b(?:do not have)\b.*\b(?:approval)\b
        \b(?:signed (?:their|the)? ?(?:class) up (?:for|on|to))\b.*\b(?:do not have)\b.*\b(?:sign(?:ed)?)\b
        \b(?:signed (?:their|the)? ?(?:students) up (?:for|on|to))\b.*\b(?:do not have)\b.*\b(?:sign(?:ed)?)\b
        \b(?:on)\b.*\b(?:there isn'?t|isn'?t)\b.*\b(?:paperwork|signed|approval|sign(?:ed)?)\b
        \b(?:signed (?:her|his)? ?(?:kids) up (?:for|on|to))\b.*\b(?:there isn'?t)\b.*\b(?:paperwork|signed)\b
        \b(?:signed (?:her|his)? ?(?:kids) up (?:for|on|to))\b.*\b(?:isn'?t)\b.*\b(?:paperwork|signed)\b
        \b(?:signed (?:her|his)? ?(?:class) up (?:for|on|to))\b.*\b(?:there isn'?t)\b.*\b(?:paperwork)\b
        \b(?:signed (?:her|his)? ?(?:students) up (?:for|on|to))\b.*\b(?:there isn'?t)\b.*\b(?:paperwork)\b
        \b(?:signed (?:her|his)? ?(?:class|students) up (?:for|on|to))\b.*\b(?:there isn'?t)\b.*\b(?:signed)\b
        \b(?:signed (?:her|his)? ?(?:class|students) up (?:for|on|to))\b.*\b(?:isn'?t)\b.*\b(?:paperwork)\b
        \b(?:signed (?:her|his)? ?(?:class|students) up (?:for|on|to))\b.*\b(?:isn'?t)\b.*\b(?:signed)\b
        \b(?:signed (?:their|the)? ?(?:kids) up (?:for|on|to))\b.*\b(?:there isn'?t)\b.*\b(?:paperwork|signed)\b
        \b(?:signed (?:their|the)? ?(?:kids) up (?:for|on|to))\b.*\b(?:isn'?t)\b.*\b(?:paperwork|signed)\b
        \b(?:signed (?:their|the)? ?(?:class) up (?:for|on|to))\b.*\b(?:there isn'?t)\b.*\b(?:paperwork)\b
        \b(?:signed (?:their|the)? ?(?:students) up (?:for|on|to))\b.*\b(?:there isn'?t)\b.*\b(?:paperwork)\b
        \b(?:signed (?:their|the)? ?(?:class|students) up (?:for|on|to))\b.*\b(?:there isn'?t)\b.*\b(?:signed)\b
        \b(?:signed (?:their|the)? ?(?:class|students) up (?:for|on|to))\b.*\b(?:isn'?t)\b.*\b(?:paperwork)\b
        \b(?:signed (?:their|the)? ?(?:class|students) up (?:for|on|to))\b.*\b(?:isn'?t)\b.*\b(?:signed)\b
        \b(?:signed (?:her|his)? ?(?:kids) up (?:for|on|to))\b.*\b(?:there isn'?t|isn'?t)\b.*\b(?:approval)\b
        \b(?:signed (?:her|his)? ?(?:kids) up (?:for|on|to))\b.*\b(?:there isn'?t|isn'?t)\b.*\b(?:sign(?:ed)?)\b
        \b(?:signed (?:her|his)? ?(?:class|students) up (?:for|on|to))\b.*\b(?:there isn'?t)\b.*\b(?:approval)\b
        \b(?:signed (?:her|his)? ?(?:class|students) up (?:for|on|to))\b.*\b(?:isn'?t)\b.*\b(?:approval)\b
        \b(?:signed (?:her|his)? ?(?:class) up (?:for|on|to))\b.*\b(?:there isn'?t)\b.*\b(?:sign(?:ed)?)\b
        \b(?:signed (?:her|his)? ?(?:students) up (?:for|on|to))\b.*\b(?:there isn'?t)\b.*\b(?:sign(?:ed)?)\b
        \b(?:signed (?:her|his)? ?(?:class|students) up (?:for|on|to))\b.*\b(?:isn'?t)\b.*\b(?:sign(?:ed)?)\b
        \b(?:signed (?:their|the)? ?(?:kids) up (?:for|on|to))\b.*\b(?:there isn'?t|isn'?t)\b.*\b(?:approval)\b
        \b(?:signed (?:their|the)? ?(?:kids) up (?:for|on|to))\b.*\b(?:there isn'?t)\b.*\b(?:sign(?:ed)?)\b
        \b(?:signed (?:their|the)? ?(?:kids) up (?:for|on|to))\b.*\b(?:isn'?t)\b.*\b(?:sign(?:ed)?)\b
        \b(?:signed (?:their|the)? ?(?:class) up (?:for|on|to))\b.*\b(?:there isn'?t)\b.*\b(?:approval)\b
        \b(?:signed (?:their|the)? ?(?:students) up (?:for|on|to))\b.*\b(?:there isn'?t)\b.*\b(?:approval)\b
        \b(?:signed (?:their|the)? ?(?:class|students) up (?:for|on|to))\b.*\b(?:isn'?t)\b.*\b(?:approval)\b
        \b(?:signed (?:their|the)? ?(?:class) up (?:for|on|to))\b.*\b(?:there isn'?t)\b.*\b(?:sign(?:ed)?)\b
        \b(?:signed (?:their|the)? ?(?:students) up (?:for|on|to))\b.*\b(?:there isn'?t)\b.*\b(?:sign(?:ed)?)\b
        \b(?:signed (?:their|the)? ?(?:class|students) up (?:for|on|to))\b.*\b(?:isn'?t)\b.*\b(?:sign(?:ed)?)\b
        \b(?:no|nobody)\b.*\b(?:contract|agreement)\b.*\b(?:but|yet)\b.*\b(?:using|uses|use|on it)\b
        \b(?:no|nobody)\b.*\b(?:contract|agreement)\b.*\b(?:still|though)\b.*\b(?:using|uses|use|on it)\b
        \b(?:never|without)\b.*\b(?:contract|agreement)\b.*\b(?:but|yet)\b.*\b(?:using|uses|use|on it)\b
        \b(?:never|without)\b.*\b(?:contract|agreement)\b.*\b(?:still|though)\b.*\b(?:using|uses|use|on it)\b
        \b(?:no|nobody)\b.*\b(?:dpa|signed|paperwork)\b.*\b(?:but|yet)\b.*\b(?:using|uses|use|on it)\b
        \b(?:no|nobody)\b.*\b(?:dpa|signed|paperwork)\b.*\b(?:still|though)\b.*\b(?:using|uses|use|on it)\b
        \b(?:never|without)\b.*\b(?:dpa|signed|paperwork)\b.*\b(?:but|yet)\b.*\b(?:using|uses|use|on it)\b
        \b(?:never|without)\b.*\b(?:dpa|signed|paperwork)\b.*\b(?:still|though)\b.*\b(?:using|uses|use|on it)\b
        \bnobody signed (?:for|with|anything|a)\b|\bnever signed\b
    """,
    "log-breach": r"""
        ^(?:start|create|open|new)\b.*\b<INCIDENT>\b
        ^(?:log|report|record|enter|file|add|register)\b.*\b<INCIDENT>\b
        \b(?:<VENDOR>|[A-Z]\w+)\b.*\b<INCIDENT>\b|\b<INCIDENT>\b.*\b(?:at|by|from|of)\b
        \bhad a\b.*\b<INCIDENT>\b
    """,
    "value": r"""
        .
    """,
    "log-contract": r"""
        ^(?:log|add|enter|record|file|put in)\b.*\b(?:contract|agreement|dpa|ndpa|deal)\b
        ^(?:register|save|track|create|start|upload)\b.*\b(?:contract|agreement|dpa|ndpa|deal)\b
        ^(?:log|add|enter|record|file|put in)\b.*\b(?:renewal|licen[sc]e|addendum|vendor|app|product)\b
        ^(?:register|save|track|create|start|upload)\b.*\b(?:renewal|licen[sc]e|addendum|vendor|app|product)\b
        \b(?:signed|renewed|executed|inked|countersigned|re-?upped|finali[sz]ed|approved)\b
        \b(?:voted (?:for|on|to)|okayed|ok'?d|greenlit)\b
        \b(?:closed the deal|came back signed|contracted with|went with|re-?signed)\b
        \b(?:new|signed|got a|have a|we have|there'?s a) (?:\w+ ){0,3}?(?:contract|agreement|dpa|ndpa|deal)\b
        \bsignature (?:from|came)\b|^new (?:vendor|app|product|tool)\b
    """,
}
_PARTS = {"INCIDENT": INCIDENT, "VENDOR": VENDOR, "DONE": _DONE}
RULES: Mapping[str, re.Pattern[str]] = {
    command: re.compile(alternatives(lines, _PARTS), re.IGNORECASE) for command, lines in _RULES.items()
}


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


def wants_answer(text: str) -> bool:
    """Whether its sign or its first word makes it a question that no act answers, as ``is it posted?``."""
    asked_for = re.match(r"(?:can|could|would|will)\b", text, re.IGNORECASE)
    first = re.match(
        r"(?:do|does|did|may|must|should|is|are|was|were|am|has|have|had|what|when|who|which|why|how|if|where)\b",
        text,
        re.IGNORECASE,
    )
    return bool(first) or ("?" in text and not asked_for)


def asks(text: str, *, politely: bool) -> bool:
    """Whether it is a question: by its sign, its first word, or a word that asks."""
    if politely or _IMPERATIVE.match(text) or _ASKS_TO.search(text):
        return False
    return "?" in text or bool(_ASKS.search(text))
