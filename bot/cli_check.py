"""Are the law files in order?"""

from __future__ import annotations

from knowledge.check import check
from knowledge.complaint import BadLaw, Complaint
from knowledge.finding import read_phrasings
from knowledge.load import HERE, load


def complaints() -> list[Complaint]:
    """Everything to mend in the law files and the phrasings."""
    try:
        return check(load(), read_phrasings(HERE / "phrasings"))
    except BadLaw as bad:
        return bad.complaints
