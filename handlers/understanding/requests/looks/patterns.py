"""The wordings in which people ask to see their records, view by view, in the order in which they are tried."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from handlers.dialogue import bounded_re as re
from handlers.understanding.requests.request import View

LAW = re.compile(
    r"\b(?:must|allowed|legal|legally|illegal|law|laws|lawful|statute|act|required?|requires|obligat\w+|obliged"
    r"|permitted"
    r"|prohibit\w*|should|shall|supposed to|have to|has to|had to|need to|needs to|needn't|what if|what happens "
    r"(?:if|when)"
    r"|violat\w+|penalt\w+|fines?|fined|if|ok to|okay to|may (?:we|i|the|a|an|they|it|our|_v_)|can(?:'t|not)? "
    r"(?:a|an|the"
    r"|they|it|he|she|vendors?|teachers?|parents?|students?|_v_)|could (?:a|the|they|_v_)|would|right to|sell|sells|ban"
    r"|banned|void|voided|exempt|count as|counts as|considered|enough|mean|means|define|entitled|ferpa|coppa|hipaa"
    r"|clause says"
    r"|under (?:the )?(?:act|law|ct|connecticut|10-234\w*))\b"
)
"""Words that make it a question on the law, where a rule is not sure by itself."""


@dataclass(frozen=True, slots=True)
class Wording:
    """A wording of a view."""

    view: View
    pattern: re.Pattern[str]
    named: bool = False
    """Whether it counts only where one of the district's own records is named."""
    sure: bool = False
    """Whether it counts beside words of law, too."""
    kind: str = ""


def _rules(text: str) -> tuple[Wording, ...]:
    """The file's lines: a group's name and what it stands for; or the view, its signs, the kind, and the pattern."""
    groups: dict[str, str] = {}
    found: list[Wording] = []
    for line in text.splitlines():
        if line.startswith("<"):
            name, _, pattern = line.partition("> ")
            groups[name[1:]] = _filled(pattern, groups)
        elif line and not line.startswith("#"):
            view, signs, kind, pattern = line.split(None, 3)
            written = re.compile(_filled(pattern, groups))
            found.append(Wording(View[view], written, "n" in signs, "s" in signs, "" if kind == "-" else kind))
    return tuple(found)


def _filled(pattern: str, groups: Mapping[str, str]) -> str:
    """The pattern with the groups before it put in."""
    return re.sub(r"<([A-Z]+)>", lambda name: groups[name[1]], pattern)


RULES = _rules(Path(__file__).with_name("looks.txt").read_text(encoding="utf-8"))
"""The first that fits counts."""
