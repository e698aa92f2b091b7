"""Finds the person to whom something is to be given, and the role that they are to have."""

from __future__ import annotations

import re
from collections.abc import Mapping

ME = "me"
_NAME = r"(?P<name>@?[A-Z][\w'’-]+(?: [A-Z][\w'’-]+){0,2}|<@\w+>|(?!https?:)[a-z]{3,9}:[A-Z0-9][\w-]+)"
_LOWER = r"(?P<name>[a-z][\w'’-]{2,}(?: [a-z][\w'’-]+)?)"
_MINE = re.compile(
    r"\b(?:i'?ll (?:take|do|handle|own)|i (?:will|can) (?:take|do|handle)|(?:to|for|on) (?:me|myself)\b"
    r"|assign me\b|make me\b|i'?m (?:the|our|your)\b|i own|put me (?:on|down))",
    re.IGNORECASE,
)
_TO = tuple(
    re.compile(line.replace("<NAME>", _NAME))
    for line in (
        r"<NAME>(?: (?i:is|will|can|should|has|is going to|wants to))? (?i:take|taking|handle|handling|own|owns|do)\b",
        r"(?i:\b(?:to|over to|onto)|->|=>|→) <NAME>",
        r"(?i:\b(?:give|let|make|have|put|assign|add|grant|get|remove|revoke|take|drop)) <NAME>",
        r"<NAME>(?: (?i:is|will|can|should|has))? (?i:doing|be|responsible|in charge|needs|need|left|quit|retired)\b",
        r"(?i:\bfor) <NAME>",
        r"<NAME> (?i:has|will|leaving|is|got)\b",
        r"<NAME>(?i:['’]s (?:access|role|rights|admin))",
        r"(?i:\b(?:lead|superintendent|owner|admin|administrator)(?: is| to|:|=| now| will be| should be)*) <NAME>",
    )
)
_TO_LOWER = re.compile(
    rf"\b(?:add|make|grant) (?P<added>[a-z][\w'’-]{{2,}}(?: [a-z][\w'’-]+)?) (?:as|an?) |\b(?:(?:hand"
    rf"|give|assign|reassign|pass|move|transfer|delegate|goes|send|switch)\b.{{0,40}}?\bto) {_LOWER}",
    re.IGNORECASE,
)
_NOBODY = frozenset(
    "the a an it this that families parents us them board district vendor site website monday tuesday wednesday "
    "thursday friday saturday sunday january february march april may june july august september october november "
    "december tomorrow today next last done open my our i we they he she somebody someone everybody student "
    "students staff privacy admin administrator new erase withdraw correct mark no yes please can could contract "
    "all any and for i'll i'm we'll with don't its it's access role dpa ferpa log add jan feb mar apr jun jul aug "
    "sep oct nov dec".split()
)
ROLES: Mapping[str, str] = {
    "lead": r"(?:privacy )?lead(?:er)?\b|in charge of privacy|privacy officer",
    "admin": r"\badmin(?:istrator)?s?\b|full access|settings",
    "privacy": r"privacy(?: team)?\b|log (?:contracts|breaches|things)|edit|mark|write access|the team\b",
    "staff": r"\bstaff\b|read[- ]only|look (?:things )?up|view|see the records|read access|\baccess\b",
}


def said_person(text: str, people: Mapping[str, str]) -> tuple[str, str]:
    """The person's id and the name as typed; the id is ``me`` for the one who asks, empty for a name not on file."""
    for name, id in sorted(people.items(), key=lambda pair: -len(pair[0])):
        if re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text, re.IGNORECASE):
            return id, name
    if one := _by_first_name(text, people):
        return one
    if _MINE.search(text):
        return ME, ME
    for pattern in _TO:
        for match in pattern.finditer(text):
            if _first(match["name"]) not in _NOBODY:
                return _on_file(re.sub(r"['’]s$", "", match["name"]), people)
    lower = _TO_LOWER.search(text)
    name = (lower["name"] or lower["added"]) if lower else ""
    return ("", name.title()) if name and not _NOBODY & set(name.lower().split()) else ("", "")


def said_role(text: str) -> str:
    """``staff``, ``privacy``, ``lead`` or ``admin``; empty where none is named."""
    return next((role for role, words in ROLES.items() if re.search(words, text, re.IGNORECASE)), "")


def _on_file(name: str, people: Mapping[str, str]) -> tuple[str, str]:
    """The only person on file with that first name, else the name alone."""
    found = [
        (id, full) for full, id in people.items() if name.casefold() in {full.casefold(), full.split()[0].casefold()}
    ]
    return found[0] if len(found) == 1 else ("", name)


def _first(name: str) -> str:
    return name.split(maxsplit=1)[0].lower().removesuffix("'s").removesuffix("’s")


def _by_first_name(text: str, people: Mapping[str, str]) -> tuple[str, str] | None:
    words = {word.casefold() for word in re.findall(r"[\w-]+", text)}
    found = {
        (id, name) for name, id in people.items() for part in name.split() if len(part) > 2 and part.casefold() in words
    }
    return found.pop() if len({id for id, _ in found}) == 1 else None
