"""How do people ask for each topic?"""

from __future__ import annotations

import re
from hashlib import sha256
from pathlib import Path

from knowledge.complaint import BadLaw, Complaint
from knowledge.finding.words import words

_TOPIC = re.compile(r"== ([a-z0-9]+(?:-[a-z0-9]+)*)")
_HEADING = "Write == and the topic's id: small letters, digits and single hyphens."
_HERE = Path(__file__).parent
_LEARNED_FROM = ("lexicon.txt",)


def read_phrasings(folder: Path) -> dict[str, tuple[str, ...]]:
    """Every topic's phrasings, from all text files of the folder. Raises BadLaw with every malformed line."""
    found: dict[str, list[str]] = {}
    owners: dict[str, str] = {}
    complaints = []
    for file in sorted(folder.glob("*.txt")):
        topic = ""
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
            text = line.strip()
            if not text or text.startswith("#"):
                continue
            if text.startswith("="):
                heading = _TOPIC.fullmatch(text)
                topic = heading.group(1) if heading else "?"
                wrong, mend = ("", "") if heading else (f"this heading names no topic: {text[:60]}", _HEADING)
            else:
                owner = owners.setdefault(_plain(text) or text, topic)
                wrong, mend = _fault(text, topic, owner)
                if not wrong:
                    found.setdefault(topic, []).append(text)
            if wrong:
                complaints.append(Complaint(file.name, number, wrong, mend))
    if not found and not complaints:
        complaints.append(Complaint(str(folder), 1, "there are no phrasings here", "Restore knowledge/phrasings."))
    if complaints:
        raise BadLaw(complaints)
    return {topic: tuple(dict.fromkeys(texts)) for topic, texts in sorted(found.items())}


def _fault(text: str, topic: str, owner: str) -> tuple[str, str]:
    """What is wrong with a phrasing and how to mend it; empty if nothing is, or its heading is to blame."""
    if not topic:
        return f"this phrasing has no topic: {text[:60]}", "Put it below the line == topic to which it belongs."
    if owner != topic and "?" not in (owner, topic):
        return f"this phrasing stands below {owner} already: {text[:60]}", "Leave it below the topic that answers it."
    return "", ""


def _plain(text: str) -> str:
    return " ".join(words(text))


def stamp(folder: Path) -> str:
    """A mark that changes with the phrasings and all files of this package: then the finder must learn again."""
    mark = sha256()
    for file in (*sorted(folder.glob("*.txt")), *(_HERE / name for name in _LEARNED_FROM), *sorted(_HERE.glob("*.py"))):
        mark.update(f"{file.name}\n".encode() + sha256(file.read_bytes()).digest())
    return mark.hexdigest()
