"""A clause in plain words: lower case, with VENDOR, BOARD, FAMILY and DATA for whatever the paper calls them."""

from __future__ import annotations

from functools import cache

from handlers.dialogue import bounded_re as re
from handlers.review.wording.parties import Parties

STRAIGHT = str.maketrans(
    {"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "\u00a0": " ", "\u2011": "-", "\n": " "}
)
DATA = re.compile(
    r"\b(?:(?:all|any|the|such|this|that|these|those|said|its|covered|protected|identifiable|confidential|raw|underlying|shared)\s+)?"
    r"(?:personally[- ]identifiable (?:student |pupil )?(?:information|data)(?: \(pii\))?"
    r"|(?:student|pupil|learner|education(?:al)?|district|school|board|customer|client|user|child(?:ren)?'?s?|covered|protected|personal|"
    r"classroom|roster|account|your|their|subscriber|institution(?:al)?|lea|board's|district's|school's|student's|students'|pupil's|pupils'|family)"
    r"(?:[ -](?:personal|education(?:al)?|roster|account|identifiable|private|submitted|related))?"
    r"[ -](?:information|data|records?|files?(?! (?:a|an|the|with|by)\b)|content|work|materials?|submissions?|uploads?|details|pii|responses|profiles?|answers|scores|essays|creations|recordings)"
    r"|(?:student|pupil|user|learner|child)[ -](?:generated|created|authored|produced)[ -](?:content|work|materials?)"
    r"|(?:rosters?|recordings|images|portraits|photo(?:graph)?s|essays|submissions|transcripts|voice clips|patron records)|(?:patron|player|rider|ridership|athlete|camper|member|reader|patient|game|learning|examinee|borrower|meal|library|attendance|test|voice|video|audio|photo|roster) (?:information|data|records|profiles?|history|histories|responses|files|recordings)|(?:borrower|examinee|patron|reading|loan|borrowing|purchase|quiz|test|assessment) (?:histories|history|responses|answers|scores|results)|(?:work|works|content|items|things) (?:made|created|produced|written|authored) by (?:the |your |its )?(?:students?|pupils?|children|learners)|(?:(?:those|these|the|their|student|students'?) )?(?:names|e-mails|quizzes|scores|answers|grades|comments|photos|notes)(?:(?:,|,? and|,? or) (?:(?:the|their) )?(?:names|e-mails|quizzes|scores|answers|grades|comments|photos|notes))+|pii|data(?! (?:officer|coordinator|steward|manager|team|desk|specialist|clerk|custodian|cent(?:er|re)|base|security|protection|privacy|processing|breach|processor|controller|subject|loss|incident|retention|elements?))"
    r"|(?:the|all|any|such|this) (?:information|content|records)|information (?:about|on|of|from|relating to) (?:students?|pupils?|children|your students)"
    r"|(?:everything|anything|whatever|content|materials?|information) (?:that )?(?:you|users?|students?|the district|teachers?|schools?)"
    r"(?: or [\w ]{2,20}?)? (?:submit|upload|post|send|enter|put|type|give|provide|create|make|store)s?)\b"
)
VENDOR = re.compile(
    r"\bi(?= (?:will|delete|keep|do|make|am|have|can|don't|would|call|follow|send|run|sell)\b)|\b(?:(?:the|each|our|this)\s+)?(?:contractor|service provider|provider|vendor|company|operator|(?<!sub)processor|consultant|supplier|"
    r"licensor|firm|seller|publisher|we|us|our(?= (?:sole |exclusive |and |own |absolute )*(?:property|control|ownership|discretion|judgment|opinion|view)\b)|our (?:company|team|staff|engineers|people|employees|president)|ourselves|developer)(?:'s)?\b"
)
BOARD = re.compile(
    r"\b(?:(?:the|your|each|a|any|our|such|local)\s+)*(?:(?:local|regional|or|participating|individual|subscribing|public|contracting|"
    r"superintendent of the|member) )*(?:board of education|board|(?<!judicial )school districts?|(?<!judicial )districts?|lea|schools? or districts?|schools?|customers?(?! (?:success|support|service|care))|clients?|subscriber|"
    r"(?<!data )(?<!sole )(?<!or )controller(?! of)|licensee|educational (?:agency|institution)|institution|purchaser|buyer|superintendent|you|ea|school officials?|"
    r"principal|registrar|account owners?|(?:technology|it|special education|business) (?:director|manager|office)|director of [a-z]+(?: [a-z]+)?|(?:building|school) secretary|administrators?)(?:'s|')?(?! (?:data|records?|information|purposes?|days?|year|law|official|use))\b"
)
FAMILY = re.compile(
    r"\b(?:(?:the|a|an|any|each|your|eligible|adult|or|and|legal|their|his|her)\s+)*(?:parents?|guardians?|families|family|students?|pupils?|learners?|players?|riders?|athletes?|patrons?|data subjects?|child|"
    r"children|kids?|caregivers?|carers?|mom|dad|moms|dads|household)(?:'s|')?"
    r"(?:(?:,| or| and|, or|, and|/)+ ?(?:(?:the|a|an|any|eligible|adult|legal|their)\s+)*(?:parents?|guardians?|families|family|students?|pupils?|learners?|child|children|caregivers?))*\b"
    r"(?! (?:data|information|records?|content|work))"
)


def plain_words(text: str, parties: Parties) -> str:
    """The clause in plain words."""
    for pattern, name in _names(parties):
        text = pattern.sub(name, text)
    words = re.sub(r"\s+", " ", text.translate(STRAIGHT))
    words = re.sub(r"[A-Z][a-zA-Z'\-]*|[A-Z]+", lambda found: found[0] if found[0] in KEPT else found[0].lower(), words)
    words = INNER.sub("-", words).replace("u-s-c.", "usc").replace("c-f-r.", "cfr")
    words = CONTRACTED.sub(lambda found: f" {CONTRACTIONS[found[1]]}", words)
    words = words.replace("end user", "user").replace("end-user", "user")
    words = BY_LAW.sub("", words)
    words = LAWS.sub("ferpa", LIMITED.sub("including", words))
    words = DATA.sub("DATA", SENT.sub("DATA", OFFICE.sub("BOARD", words)))
    words = FAMILY.sub("FAMILY", words)
    words = BOARD.sub("BOARD", words)
    words = VENDOR.sub("VENDOR", words)
    words = re.sub(r"\bDATA(?:(?:,|;| and| or|, and|, or|\(|\))+ ?DATA)+", "DATA", words)
    words = re.sub(r"\b(?:the|our) (VENDOR|BOARD)", r"\1", words)
    return words.replace("DATA (DATA)", "DATA")


OFFICE = re.compile(
    r"\b(?:the |an? )?(?:board|district|school|lea)(?:'s)? (?:data|privacy|technology|it|information|records) (?:manager|officer|coordinator|steward|director|lead|specialist|contact|office)\b"
)
"""Who acts for the board, though the words look like data."""
SENT = re.compile(
    r"\b(?:everything|anything|whatever|all that|all) (?:that (?:is |was )?)?(?:\w+,? ){0,3}(?:sent|given|typed|submitted|uploaded|provided|entered|posted|shared|supplied|recorded|collected)\b"
)
"""What was handed over, by whatever name."""
INNER = re.compile(r"(?<=\w)\.(?=\w)|(?<=\binc)\.|(?<=\bno)\.(?= ?\d)|(?<=\be-g)\.|(?<=\bi-e)\.|(?<=\bsec)\.")
"""A point that ends no sentence."""
BY_LAW = re.compile(
    r"\b(?:except|unless) (?:as |where |when |to the extent )?(?:otherwise )?(?:prohibited|required|permitted|forbidden) by (?:applicable |state |federal )?law,?"
)
"""An exception that every promise has."""
CONTRACTIONS = {"ll": "will", "re": "are", "ve": "have", "d": "would"}
CONTRACTED = re.compile(r"(?<=\w)'(ll|re|ve|d)\b")
LIMITED = re.compile(
    r"(?:including,? )?(?:but )?(?:is |are )?not (?:be )?limited to|(?:including )?without limitation|not only"
)
LAWS = re.compile(r"""family educational rights (?:and|&) privacy act(?: of 1974)?(?: \("?ferpa"?\))?""")
KEPT = {"VENDOR", "BOARD", "FAMILY", "DATA"}


@cache
def _names(parties: Parties) -> tuple[tuple[re.Pattern[str], str], ...]:
    """How each name of the paper becomes the word for its side."""
    sides = ((parties.data, "DATA"), (parties.board, "BOARD"), (parties.vendor, "VENDOR"))
    return tuple(
        (re.compile(rf"(?:\b[Tt]he )?(?<!\w){re.escape(name)}(?:[’']s)?(?!\w)(?:, (?:Inc|LLC)\.?)?"), word)
        for names, word in sides
        for name in names
    )
