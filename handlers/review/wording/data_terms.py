"""What a paper calls the data of students."""

from __future__ import annotations

from handlers.dialogue import bounded_re as re

DATA_TERM = re.compile(
    r"[“\"]([A-Z][\w’'\-]+(?: [A-Z][\w’'\-]+){0,3}),?[”\"](?: (?:means|is|are|refers|includes|shall mean|stands for|covers|has the)\b([^.]{0,90})|\))"
)
DATA_NOUN = re.compile(
    r"(?i)\b(?:data|information|records?|content|stuff|materials?|files?|posts|submissions?|works?|media|images|profiles?|portraits|uploads|"
    r"responses|scores|cards|listings|recordings|creations|essays)$"
)
ABOUT_DATA = re.compile(r"(?i)\b(?:information|data|records?|everything|anything|student-generated)\b")
NO_DATA = re.compile(
    r"(?i)agreement|services?\b|provider|vendor|contractor|company|board|district|lea\b|school$|parent|\bact\b|law|ferpa|dpa|addendum|user$|purpose|breach|"
    r"exhibit|policy|incident|part(?:y|ies)$|official|days?\b|de-?identified|directory|operator|student$|pupil$|terms|msa|order|processor|controller|"
    r"eligible|^we$|^you$|confidential|products?$|claims|usage|aggregate|anonym|system data|underlying"
)


def data_terms(text: str) -> set[str]:
    """What the paper calls the data: terms that end in a word for it, or are defined by one."""
    return {
        found[1]
        for found in DATA_TERM.finditer(text)
        if not NO_DATA.search(found[1]) and (DATA_NOUN.search(found[1]) or ABOUT_DATA.search(found[2] or ""))
    }
