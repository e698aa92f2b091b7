"""The wordings in which people ask to see their records, view by view, in the order in which they are tried."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from handlers.understanding.requests.request import View

_GROUPS: Mapping[str, str] = {
    "SHOW": (
        r"(?:show|list|display|pull(?: up)?|bring up|give|get|find|see|view|look(?: at| up)?|check(?: on)?|open|print|tell"
        r"|send|fetch|read|make|create|draft|generate|write|remind|know|count|(?:i|we) (?:need|want|would like|'d like)"
        r"|i'd like|we'd like)(?: (?:me|us))?\b"
    ),
    "CON": r"(?:contracts?|agreements?|n?dpas?|deals?|paperwork)\b",
    "CONS": r"(?:contracts|agreements|n?dpas|deals|ones)\b",
    "BRE": r"(?:(?:data |security )?(?:breach|breaches|incidents?|leaks?|hacks?))\b",
    "DL": r"(?:deadlines?|due dates?|tasks?|to-?dos?|to do list|postings?|open items?|action items?|clocks?|obligations)\b",
    "VEN": r"(?:vendors?|apps?|products?|tools?|compan(?:y|ies)|providers?|platforms?|programs?|software|contractors?)\b",
    "VENS": r"(?:vendors|apps|products|tools|companies|providers|platforms|programs|contractors|operators)\b",
    "FAM": r"(?:famil(?:y|ies)|parents?|guardians?|students?|kids|everyone|everybody|anyone|anybody|homes?|board)\b",
    "TOLD": r"(?:told|notified|informed|e-?mailed|contacted|alerted|warned|heard|know|tell|notify|alert|inform)\b",
    "REC": r"(?:<id>|<v>)",
    "ONREC": r"(?:on (?:file|record|the books|the list)|in (?:the|our) (?:system|records|list|register|log)|logged|tracked)",
    "DONE": (
        r"(?:changed|logged|added|entered|edited|marked|closed|uploaded|touched|updated|created|deleted|withdrew|withdrawn"
        r"|reassigned|snoozed|recorded|reopened|corrected|assigned|erased|put in|filed|signed off|moved|approved|posted)"
    ),
    "EXP": (
        r"(?:expir\w*|run(?:s|ning)? out|ran out|laps\w+|up for renewal|due for renewal|come(?:s)? up for renewal"
        r"|renewals?|coming to an end|end(?:s|ing|ed)?|terminat\w+|come(?:s)? up|coming up for renewal|good through"
        r"|good until|valid until|still (?:good|valid|active|current|in force|running)|term\b)"
    ),
    "DATA": (
        r"(?:student(?:s'?)? (?:info\w*|data|records?|work|names|content)|student[- ](?:generated|created|made)"
        r"|(?:education|educational) records?|directory info\w*|pii|personal (?:data|info\w*)|grades?|ieps?|health"
        r"|medical|photos?|addresses|birth ?dates?|essays?|attendance|locations?|biometric\w*|discipline|test scores?"
        r"|scores|special ed\w*|lunch|voice|video|kids'? (?:data|info\w*|names|work)|data)\b"
    ),
    "NOT": r"(?:not|n't|never|yet to be|un)",
}
LAW = re.compile(
    r"\b(?:must|allowed|legal|legally|illegal|law|laws|lawful|statute|act|required?|requires|obligat\w+|obliged|permitted"
    r"|prohibit\w*|should|shall|supposed to|have to|has to|had to|need to|needs to|needn't|what if|what happens (?:if|when)"
    r"|violat\w+|penalt\w+|fines?|fined|if|ok to|okay to|may (?:we|i|the|a|an|they|it|our|_v_)|can(?:'t|not)? (?:a|an|the"
    r"|they|it|he|she|vendors?|teachers?|parents?|students?|_v_)|could (?:a|the|they|_v_)|would|right to|sell|sells|ban"
    r"|banned|exempt|count as|counts as|considered|enough|mean|means|define|entitled|ferpa|coppa|hipaa|clause says"
    r"|under (?:the )?(?:act|law|ct|connecticut|10-234\w*))\b"
)
"""Words that make it a question on the law, where a rule is not sure by itself."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A wording. ``named``: only where one of the district's own records is named. ``sure``: also beside words of law."""

    view: View
    pattern: re.Pattern[str]
    named: bool = False
    sure: bool = False
    kind: str = ""


def _rules(lines: str) -> Iterator[Rule]:
    """A line: the view, its signs (``n`` named, ``s`` sure, ``-`` none), the kind or ``-``, and the pattern."""
    text = lines
    for _ in range(2):
        text = re.sub(r"<([A-Z]+)>", lambda name: _GROUPS[name[1]], text)
    text = re.sub(r"<([a-z]+)>", r"_\1_", text)
    for line in filter(None, map(str.strip, text.splitlines())):
        view, signs, kind, pattern = line.split(None, 3)
        yield Rule(View[view], re.compile(pattern), "n" in signs, "s" in signs, "" if kind == "-" else kind)


RULES = tuple(
    _rules(r"""
    EXPORT     s  -  ^<SHOW>.*\b(?:spreadsheets?|excel|csv|xlsx|workbook|json|ics|ical|calendar file|export)\b
    EXPORT     s  -  ^(?:export|download)\b.*(?:<CON>|<BRE>|<DL>|records|everything|all|data|list|to |as |it)
    EXPORT     -  -  ^(?:spreadsheet|excel|csv|export) (?:of|with|for)\b
    SETTINGS   s  -  ^(?:<SHOW> )?(?:what (?:are|is) |what's )?(?:our|the|your|my|district) (?:settings|setup|closures|closed days|quiet hours|calendar of closures)\b
    SETTINGS   s  -  (?:which|what) (?:days|closures) (?:are we closed|do we have|are set|are entered|have we)|when are we closed|(?:when|what time) do (?:the |your |our )?(?:reminders|digests?) (?:go|come|get)
    ROLES      s  -  ^(?:<SHOW> )?who(?:'s| is| are|se)? (?:the |an |our |your |my )*(?:admins?|administrators?|privacy (?:lead|officer|team|person|contact)|on (?:the|our) (?:privacy )?team)\b(?! (?:must|has to|need))
    ROLES      s  -  ^what(?:'s| is) (?:my|<p>) role|(?:what|which) roles? (?:do|does|have|has|are|is)|^who has (?:access|what role|which role|permissions?)(?: to (?:you|the bot|this(?: bot)?|the system|our records here))?$
    ROLES      s  -  ^who (?:can|may|is able to|is allowed to) (?:log|add|withdraw|erase|delete|correct|edit|change|mark|close|approve|assign|reassign|snooze|grant|reopen) (?:a |an |the |our |new |any )*(?:<CON>|<BRE>|<DL>|<id>|roles?|records? (?:here|in (?:here|the bot|this)))
    ROLES      s  -  ^what (?:can|may|is) <p> (?:do|see|allowed)|^what (?:can|may) i do here|what am i allowed to (?:do|see) here|^(?:<SHOW> )?(?:the |all |our )*(?:roles|permissions)$
    NOTICE     ns -  ^(?:<SHOW> |can i (?:have|get|see) |what(?:'s| is| does) |where(?:'s| is) )(?:.*\b)?(?:notice|posting text|notification|announcement|wording)\b
    NOTICE     n  -  ^(?:draft |public |posting )?(?:notice|posting text)\b.*<REC>|<REC>.*\b(?:notice text|posting text|draft notice)
    RENEWAL    ns -  \b(?:renewing|re-?sign(?:ing)?|re-?up(?:ping)?|extending|(?:about to|going to|want to|plan(?:ning)? to|need to|to|will|gonna|ready to) (?:renew|extend)|renew (?:<v>|<id>|the|our|it|that)|renewal of|(?:before|for|at) (?:the |our |its )?(?:<REC> )?renewal)\b
    RENEWAL    ns -  \b<REC>.*\b(?:is being renewed|is renewing|renews|is up (?:for renewal )?<t>.*what|renewal (?:checklist|steps|prep))
    TOLD       ns -  (?:who|have|has|did|were|was|are|when did|any(?:one|body)).*\b(?:<FAM>.*<TOLD>|<TOLD>.*<FAM>|\b<TOLD> (?:about|of|on|for))|^(?:<SHOW> )?(?:who|have we|has anyone|anyone|anybody|did we)\b.*\b<TOLD>
    REMINDERS  s  -  ^(?:<SHOW> )?(?:when|who|which|what|how often|will|any|next|upcoming|coming|scheduled)\b.*\bremind(?:ers?|ed|s)?\b(?! me\b.*\b(?:what|who) the law)
    REMINDERS  s  -  ^(?:<SHOW> )?(?:the |all |my |our |next |upcoming |coming )*reminders?\b
    FILE       n  -  (?:<SHOW>|where|do we|have we|is there|got|can i).*\b(?:file(?! with)|pdf|copy|scan|scanned|document|signed version|original)\b
    HAPPENED   s  -  ^(?:<SHOW> )?who(?:'s| is| was| has| all| else| last)? .*?\b<DONE>\b.*<REC>|^(?:<SHOW> )?who (?:last )?(?:has |was )?<DONE> (?:it|that|this|the <REC>)
    HAPPENED   n  -  ^(?:when|how long ago|on what day|what day) (?:did|was|were|has|have|exactly).*\b(?:<DONE>|log|add|enter|mark|close|update|change|reassign|withdraw|snooze|correct)\b
    HAPPENED   ns -  \bhistory\b|audit (?:trail|log)|change ?log|timeline|what(?:'s| has| all)? (?:happened|changed|been (?:done|happening|changed))|what (?:did|has|have) (?:we|<p>|i|anyone) (?:do|done|change)|who (?:did|has done) what|what went on|story (?:of|with|on)|any (?:changes|activity|updates?|movement)
    HAPPENED   -  -  ^(?:<SHOW> )?(?:what(?:'s| has| all)? (?:happened|changed|been (?:done|happening|changed|logged))|what (?:did|has|have) (?:<p>|we|i|the team|anyone|everyone) (?:do|done|change|changed|log|logged|work)|(?:the )?(?:recent|latest|last|all) (?:changes|activity|events|updates|edits)|(?:the |our )?(?:activity|audit (?:trail|log)|change ?log|history)|who (?:changed|did|logged|touched|edited|closed) (?:what|anything|something)|any(?:thing)? (?:changes|new|changed)|what's new)\b(?!.*\b(?:student|law|statute)\b)
    OWNER      ns -  who(?:'s| is| are|se)?\b.*\b(?:owns?|own|owner|owners|responsible|in charge|handl\w+|manag\w+|look(?:s|ing)? after|point (?:person|of contact)|point|contact|tak(?:es|ing) care|lead(?:s|ing)?|assigned|working on|dealing|doing|has|have|got|on top of|accountable|job|ask|talk to|baby|plate|responsibility|supposed to)\b
    OWNER      ns -  whose\b|\bowner(?:s|ship)?\b.*<REC>|<REC>.*\bowners?\b|\bbelongs? to\b|assigned to who|who(?:'s| is)? (?:on|for) <REC>|who (?:do|should|can) (?:i|we) (?:ask|talk|go|contact|call|e-?mail)
    OWNER      -  -  ^(?:<SHOW> )?who (?:owns|handles|is responsible for|has|manages) (?:what|which (?:<CON>|<DL>|<VEN>|ones?)|each (?:<CON>|<DL>|<VEN>|one|of)|(?:all|every)(?: of)?(?: the| our)? (?:<CON>|<DL>))(?: (?:here|right now|now|currently))?$|^(?:<SHOW> )?(?:(?:the|all|our) )*owners?(?: (?:of|for|by) (?:each|all|every|the|our) .*)?$|^(?:<CON>|<DL>) by (?:owner|person)
    MISSING    s  -  ^(?:<SHOW> )?(?:which|what|any|how many|<SHOW>|all|our|do we have|are there|the|who)\b(?!.*(?:without|no) (?:a |any )?(?:contract|agreement|dpa))(?!.*\b(?:used|send|sends|we do) without).*\b(?:<CON>|<VENS>|records|ones|<DL>|anything|everything)\b.*\b(?:missing|lack\w*|without|incomplete|no (?:owner|end date|expir\w+|link|file|copy|proof)|unassigned|unowned|unposted|not (?:yet )?(?:been )?(?:posted|assigned)|(?:nobody|no one) owns|gaps?|(?:do not|don't|does not|doesn't) (?:have|include|contain)|haven't (?:been )?posted|aren't posted|hasn't been posted|isn't posted)\b(?!.*\b(?:legal|allowed|must|required?|void|violat\w+|if|law)\b)
    MISSING    -  -  ^(?:<SHOW> )?(?:all |the |our |my |any )*(?:<CON>|<VENS>|<DL>) (?:(?:that|which|who) (?:are|is|have|has|do|does) )?(?:still )?(?:missing|lacking|without|incomplete|with (?:gaps|no|missing)|unposted|not posted|unassigned|that lack|that aren't)\b
    MISSING    s  -  ^what(?:'s| is| are)? (?:do )?(?:we )?(?:still )?(?:need to|have to|got to|left to) (?:be )?post(?:ed)?$|^what do we still (?:need|have) to post\b.{0,20}$
    MISSING    -  -  ^(?:<SHOW> )?(?:all |the |our |any )*(?:incomplete|unposted|unassigned|unowned|ownerless) (?:<CON>|<DL>|records|ones)|^(?:what's|what is|anything|is anything|are we|what are we) (?:still |currently )?(?:missing|incomplete|unassigned|unposted|not posted)(?: anything)?(?: (?:from|in|on) (?:our|the) (?:records|contracts|agreements|dpas|files?))?$|^what(?:'s| is| are)? (?:do )?(?:we )?(?:still )?(?:need to|have to|got to|left to) post(?:ed)?\b|(?:what|which|anything) (?:still )?(?:needs|has) to (?:be posted|go (?:up|on the site))(?: still)?$
    MISSING    n  -  \b(?:missing|lack\w*|incomplete|complete|gaps?|holes?|leave out|leaves out|left out|provisions?|clauses?|all ten|10 of 10|checklist|what (?:else )?(?:does|is) .* need|wrong with|problems? with|issues? with|in order|good shape|fix)\b
    MISSING    ns -  ^(?:what|which)(?:'s| is| are| provisions?| clauses?)? (?:still )?(?:missing|lacking|not in|left out)|(?:what|which) .*\b(?:is|are) <REC> (?:still )?missing|^what (?:do|should|can) (?:we|i) (?:still )?(?:ask|need|get) (?:<v>|from <v>)|letter (?:to|for) <v>|vendor letter|what(?:'s| is) <REC> (?:still )?missing
    MISSING    n  -  (?:does|do|did|has|have|is there|is).*<REC>.*\b(?:have|include|contain|cover|say|mention|address|provision|clause|section|sentence|language)\b.*\b(?:security|deletion|delete|ferpa|breach|sever\w+|governing|ownership|property|purpose|review|retention|provision|clause)
    OVERDUE    ns -  \b(?:overdue|past[- ]due|late|missed|miss|behind|slipp\w+|on time|in time|past (?:the|its) (?:deadline|date))\b
    OVERDUE    s  -  ^(?:<SHOW> )?(?:(?:what|which|who|anything|something|is|are|there|any|the|all|our|my|me|we|i|how many|how much|whats|what's|everything|stuff|things?|do|have|right now|that's|that is|that are|<DL>|<CON>|that|currently|<p>|<p>'s|ones|of|for|still|now|got|items?|us) )*(?:overdue|past[- ]due|late|behind|delinquent)(?: (?:stuff|things?|items?|ones?|<DL>|right now|now|today|for (?:me|us|<p>)|on (?:anything|something|my plate|our (?:list|plate)|any <DL>|our <DL>|<DL>)|this (?:week|month)|<t>|by (?:how much|person|owner)|currently|yet|at the moment|and (?:who|by|how|whose).*|list|report|here|with|of (?:mine|ours|<p>)|in (?:the|our) (?:list|system|records)|list|please))*$
    OVERDUE    s  -  (?:did|have|has) (?:we|i|anyone|anybody|<p>) (?:ever |already )?(?:miss(?:ed)?|blow(?:n)?|slip(?:ped)?|forget|forgotten) (?:any(?:thing)?|some(?:thing)?|a|our)\b(?: <DL>| dates?| posting)?(?: (?:lately|recently|<t>|so far))?$|^what (?:have we|did we|has <p>|have i) (?:miss(?:ed)?|forgot(?:ten)?|let slip)|what(?:'s| has| is) (?:slipped|fallen behind|past (?:its|the) (?:deadline|date))|^who(?:'s| is) (?:overdue|late|behind)(?: (?:on|with) .*)?$
    EXPIRING   -  -  ^(?:<SHOW> )?(?:which|what|does|do|will|is|are|any|anything|how many|<SHOW>|all|list|do we have|are there|is there|our|my|the next)\b.*\b(?:<CON>|<VENS>|anything|something|one|ones)\b.*\b<EXP>\b(?!.*\b(?:data|delete|destroy|return|keep|records of|happens)\b)
    EXPIRING   -  -  ^(?:<SHOW> )?(?:(?:all|the|our|my|any|which|what|me|upcoming|next) )*(?:<CON> )?(?:that |which |(?:that|which) (?:are|will) |will |are |is |set to |due to |to )*(?:expire|expires|expiring|expired|ending|ended|running out|lapsing|up for renewal|coming up for renewal|due for renewal|renewing)\b(?: (?:<CON>|ones))?(?: (?:soon|<t>|next|first|already|shortly|now))*$
    EXPIRING   -  -  ^(?:<SHOW> )?(?:(?:all|the|our|my|any|upcoming|next|contract|<t>) )*(?:expirations?|expir(?:y|ation) dates?|renewals?|renewal dates?|end dates?)\b(?: (?:coming up|soon|<t>|list|report|calendar|schedule|due|for (?:all|our|the) .*|of (?:all|our|the) .*))*$|^what(?:'s| is| are)? (?:expiring|ending|running out|lapsing|up for renewal|coming up for renewal|(?:our|the) (?:next )?(?:renewals?|expirations?))\b|^(?:anything|is anything|something) (?:expiring|ending|about to (?:expire|end|lapse)|running out|up for renewal|coming up for renewal)
    EXPIRING   n  -  \b(?:when|how long|what day|what date|until when|does|do|is|are|did|has|will|what's|what is|<SHOW>)\b.*\b<EXP>\b(?!.*\b(?:data|delete|destroy|return)\b)
    POSTED     n  -  ^(?!.*\b(?:due|deadline|have to|need to|must|how long|late|overdue)\b).*\b(?:post|posted|posting|published?|publish|online|on (?:the|our) (?:web ?)?(?:site|page)|url|link|links|web address|address|proof|went up|go up|live|put up|put online|public)\b
    POSTED     -  -  ^(?:<SHOW> )?(?:which|what|all|the|our|list|any|where(?:'s| is| are)?)\b(?!.*\byearly).*\b(?:<CON>|<VENS>|postings?|links?|proofs?)\b.*\b(?:we (?:have )?posted|posted|are online|on (?:our|the) (?:web ?)?site|are up|links?|proofs?)\b(?!.*\b(?:must|required?|when|how long)\b)
    COUNT      -  -  ^(?:<SHOW> )?(?:how many|the number of|number of|(?:the )?total(?: number)?(?: of)?|(?:a |the )?count(?: of)?|how much)\b.*\b(?:<CON>|<VENS>|<BRE>|<DL>|students?|kids|pupils|children|records|people|families)\b.*\b(?:do we|we|have|has|are|is|were|on (?:file|record)|so far|total|open|overdue|active|affected|hit|involved|due|signed|logged|posted|missing|expir\w+|<t>|<v>|<p>|<id>|our|my|i|in all|currently|incomplete|own\w*)\b(?!.*\b(?:days|hours|a contract|the contract|must|law)\b)
    COUNT      -  -  ^(?:<SHOW> )?(?:how many|the number of|number of|total|count)(?: of)? (?:(?:open|active|current|overdue|our|my|all|total|signed|the|logged) )*(?:<CONS>|<VENS>|breaches|incidents|deadlines)$
    HOLDS      n  -  \b(?:what|which|whose|how much|does|do|<SHOW>)\b.*\b(?:data|info\w*|student records|kinds? of data|records)\b.*<REC>.*\b(?:have|has|hold|holds|collect\w*|get|gets|stor\w+|receiv\w+|see|sees|cover\w*|tak\w+|use|uses|touch\w*|keep|keeps|access|for|about|process\w*)?|\b(?:what|which|does|do)\b.*<REC>.*\b(?:collect\w*|hold|holds|stor\w+|receiv\w+|has|have|get|gets|cover\w*|access)\b.*<DATA>
    HOLDS      -  -  ^(?:<SHOW> )?(?:which|what|all|the|list|any|every|who|our|my|do (?:we|any)|does any|how many)?\b ?(?:of )?(?:the )?(?:our |the |are )*(?:<VENS>|<CON>|ones|(?:who)\b(?= (?:all )?(?:has|holds|gets|collects|have)))\b.*\b(?:hold\w*|has|have|having|collect\w*|get|gets|getting|stor\w+|receiv\w+|see|sees|touch\w*|cover\w*|process\w*|handl\w+|with|involv\w+|contain\w*|access\w*)\b.*<DATA>(?!.*\b(?:missing|provision|clause|ten|describe|sign\w*|under|taking|lets?)\b)
    DUE        s  deadline  ^what (?:do|does|did|must|should|am|is) (?:i|we|<p>|the board|the district|our team) (?:still )?(?:have|need|got|owe|supposed|due|to do)(?: (?:to (?:do|post|finish|get done|take care of|submit|send)|due|done|open|on (?:my|our|their) (?:plate|list)|coming up|left|for))*(?: <t>| (?:this|next) (?:week|month)| today| soon| still| by <t>)*$
    STANDING   s  -  ^(?:so )?(?:are|is) (?:we|everything|our (?:district|school|board|records?|contracts?|paperwork)|the district|things|it all) (?:\w+ )?(?:compliant|in compliance|good(?: to go| shape)?|okay?|ok|all (?:good|set)|in (?:good )?(?:shape|order|trouble)|set|on track|on top of (?:things|everything|it)|up to date|caught up|current|under control|squared away|clean|covered|ready)(?: (?:right now|today|now|here|overall|on everything|with everything|across the board|at the moment|yet|currently|still|on (?:all )?(?:our|the) (?:contracts?|deadlines?|postings?|dpas?|paperwork|records?)|with (?:all )?(?:our|the) (?:contracts?|deadlines?|postings?|dpas?|vendors?|law|act|state|statute|requirements|records?)|for (?:an?|the) (?:audit|board meeting|inspection|auditors?|state)|<t>|or (?:not|what)))*$
    STANDING   s  -  ^(?:<SHOW> )?(?:where (?:do )?(?:we|things|everything) (?:all )?stand|how(?:'re| are| do| is|'s)? (?:we|things|everything|our (?:contracts|deadlines|compliance|records)|it|the district) (?:all )?(?:doing|look(?:ing)?|stand(?:ing)?|going)|what(?:'s| is) (?:our|the) (?:status|situation|state|standing|compliance)\b|(?:a |an |the |our |quick |me |overall |compliance |privacy |full |current |short |one[- ]page )*(?:status(?: (?:report|update|check|summary))?|overview|summary|health check|rundown|big picture|snapshot|dashboard|compliance (?:report|check|summary|status|picture)|recap|sitrep))\b(?: (?:of|for|on|please|report|right now|today|across|overall)\b(?!.*(?:<id>|<v>)).*)?$
    STANDING   s  -  ^(?:is there )?(?:anything|something) (?:i|we) (?:need|should|ought|have|must) (?:to )?(?:know|worry|be worried|deal with|take care of|look at|be aware|do|handle|address)\b(?: (?:about|of|today|now|right now|<t>|first|here))*$|^what (?:should|do|must|can) (?:i|we) (?:need to |have to )?(?:work on|do|tackle|deal with|focus on|look at|handle|worry about|fix|prioriti\w+)(?: (?:first|next|today|now|right now|this morning|<t>|urgently|most))*$|^what(?:'s| is| are)? (?:needs|most urgent|urgent|the (?:biggest|most urgent|top) .*|(?:my|our|the|top) priorit\w+|(?:our|the) (?:biggest )?(?:risks?|problems?|gaps|red flags|exposure))\b|what needs (?:my|our|some|to be)? ?(?:attention|done|doing|fixing)|(?:do we have|are there) any (?:problems|issues|gaps|red flags|risks|loose ends|compliance (?:problems|issues|gaps))|^(?:any|what) (?:problems|issues|gaps|red flags|loose ends|risks)(?: .{0,20})?$|audit[- ]ready|ready for (?:an|the|our) (?:audit|auditor)|^are we in trouble(?: here| anywhere)?$
    DUE        n  -  ^(?:<SHOW> )?(?:when|what|how long|how much time|how many days|by when|what's|what is|which|any|is|are)\b.*\b(?:due|deadlines?|dates?|clocks?|time left|days left|to (?:post|tell|notify|do)|next|left|post|open|outstanding|coming up|pending|running)\b
    DUE        ns -  ^(?:<SHOW> )?(?:when|by when|how long|how much time|what(?:'s| is) the (?:deadline|due date|last (?:day|date)))\b.*\b(?:due|deadline|have to|need to|must|has to|left|clock|by)\b
    DUE        ns -  \b(?:deadlines?|due dates?|clocks?|to-?dos?|open items|tasks)\b.*(?:for|of|on|from|with|about) (?:the )?<REC>|<REC>(?:'s)? (?:deadlines?|clock|due dates?|tasks)
    DUE        s  deadline  ^(?:<SHOW> )?(?:(?:all|the|our|my|any|me|us|open|upcoming|next|every|of|new|pending|full|list|current|<p>|<p>'s|board's|vendors?'?) )*(?:<DL>)(?: (?:for|of|by|due|that are|that|are|is|on|in|from|assigned to|owned by|with|and|to|me|us|mine|<p>|<t>|<v>|<id>|this|next|week|month|coming up|list|left|open|we have|i have|do i have|do we have|do|does|have|has|today|there|still|all|everyone|everybody|between|which|who|each|owner|owners|person|their|dates?|sorted|please|own|owns|next up|the|team|calendar))*$
    DUE        s  deadline  ^(?:<SHOW> )?(?:what|which|anything|whats|what's|is anything|something|everything|stuff|things|is there anything|do (?:i|we) have (?:anything|something)|when(?:'s| is)?|who(?:'s| has)?)\b(?: (?:is|are|'s|all|else|of|my|our|the|do|does|i|we|have|has|that's|that is|<DL>|anything|something|that|still|<p>|next|thing|got|stuff|am|to|up|for|on|me))* (?:due|coming (?:up|due)|on (?:my|our|<p>) (?:plate|list|desk)|open|outstanding|pending|upcoming|left(?: to do| open)?|next(?: deadline| due)?|owed?|owe|need to do|have to do|supposed to do|to do|on tap|on deck)(?: (?:due|from|for|by|to|of|on|in|me|us|<p>|<t>|this|next|week|month|today|tomorrow|soon|now|right now|yet|still|the|district|board|our|team|<v>|first|and|who|is|when|whose|which|list|it|with|between|here|please|at the moment|currently|up))*$
    DUE        -  deadline  ^(?:(?:do|does|is|are) )?(?:i|we|<p>) (?:have )?(?:any|anything|something|nothing) (?:<DL>|due|coming up|coming due|open$|pending|outstanding)
    ON_RECORD  n  -  \b(?:do|does|did|have|has|is|are|was|were|got)\b.*\b(?:we|us|our|<REC>|there|district|anyone|anybody)\b.*\b(?:<CON>|signed|sign|under contract|<ONREC>|approved|cleared|vetted|anything with|in place|ok|okay|covered|breach(?:es|ed)?|incidents?)\b
    ON_RECORD  ns -  ^(?:can|could|may) (?:we|i|(?:our |my |the )?(?:teachers?|students?|kids|staff|class|school|\w+ graders?)|teachers|\w+) (?:already |still |just )?(?:use|using|start using|keep using|install|download|try)\b.*<v>|^(?:is|are) <v> (?:still |already |currently )?(?:approved|allowed|ok|okay|cleared|vetted|good to (?:go|use)|safe to use|fine|under contract|on (?:the|our) (?:approved )?list)
    LIST       -  breach  ^(?:<SHOW> )?(?:which|what|any|all|our|the|every|do we have(?: any)?|have we had(?: any)?|are there(?: any)?|is there an?|have there been(?: any)?|list of|list|(?:open|active|past|recent|current|known|logged) )*(?: ?(?:open|active|past|recent|current|known|logged|ongoing|our|all|the|data|security|student|of|other|closed))* ?(?:breaches|incidents|leaks|hacks|breach|incident)(?: (?:do we have|have we had|are (?:open|there|active|ongoing)|on (?:file|record)|<t>|open|we have|we've had|so far|right now|list|that (?:are|is)(?: still)? open|logged|ever|lately|recently|log|at|with|by|<v>|this|year|we had|did we have|happened|any|still|in|report|reports))*$
    LIST       -  contract  ^(?:<SHOW> )?(?:(?:which|what|any|all|our|my|the|every|of|list|full|complete|entire|whole|me|us|a|current|active|signed|open|existing|recent|<p>|<p>'s|do we have|are there|latest|newest|most recent|last|first|oldest|two|three|five|ten|\d+|withdrawn|expired|approved|privacy|data|student) )*(?:<CON>|vendors|apps|products|vendor list|app list|approved list)(?: (?:we have|we've signed|we signed|do we have|have we(?: signed| got)?|(?:did|have) we (?:sign|signed|execute|add|log|get|make)|are (?:active|current|there|open|approved|signed|in place|in force|allowed|on (?:file|record))|on (?:file|record)|in (?:force|place|effect)|for|of|by|with|from|owned by|signed|executed|logged|added|that|are|is|under|<t>|<p>|<v>|<id>|list|right now|currently|today|mine|me|us|our|district|this|year|so far|did|does|do|we|i|own|owns|have|has|all|everyone|sorted|please|first|still|in|the|system|records|approved|active|current|responsible|to|<ONREC>|handle|handles|which|who|entered|ended|already|expired))*$
    LIST       s  contract  ^(?:which|what) (?:<VENS>|<CONS>) (?:are|is|have been|has been|can we use|do we|did we|have we) (?:we )?(?:approved|allowed|signed|cleared|ok|okay|vetted|under contract|on (?:the|our) (?:approved )?list|on (?:file|record)|in place|active|have|contracts? with|signed with)?(?: (?:here|so far|with|to use|right now|for|in|our|district|<t>|contracts?|agreements?|dpas?|a|an|on|file|record|by us|already|<p>))*$
    LIST       s  -  ^(?:<SHOW> )?(?:(?:what|which|who)(?:'s| is| was| were| are)? )?(?:(?:the|our|my|a|when was|when did we (?:sign|log|have)) )*(?:latest|newest|most recent|very last|last|first|oldest|earliest|previous)(?: (?:\d+|two|three|five|ten|few))?(?: (?:signed|logged|data|security|open|student|privacy))* (?:<CON>|<BRE>|<DL>|vendor|app)(?: (?:we|i|you|signed|logged|had|have|added|did|was|that|<t>|on (?:file|record)|to|be|expire|is|entered|recorded|got|<p>|about|from|here|again|due|made|executed|put in))*$
    CARD       n  -  ^(?:<SHOW> |what(?:'s| is| about| do you know|'s up)|how(?:'s| is| about)|tell|where(?:'s| are| is| do)|status|state|details?|info\w*|more on|anything on|update on|about|any|which|for|and|everything|all|summary|overview|sum\w+)\b
    """)
)
"""The first that fits counts."""
