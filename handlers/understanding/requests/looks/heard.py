"""Turns what the model reads into a look at the records, where no wording fits."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from handlers.dialogue import bounded_re as re
from handlers.understanding.requests.looks.look import made_look
from handlers.understanding.requests.looks.slots import data_named
from handlers.understanding.requests.request import Request, View
from handlers.understanding.requests.said import MaskedText
from knowledge.reading.signs import Signs

LOOK, LOOK_NAMED = 0.5, 0.4
"""The share that a look must have, where no record or person is named and where one is."""
AHEAD, AHEAD_NAMED = 0.3, 0.15
"""By how much it must lead the question on the law."""
EASIER = 0.25
"""How much less it need lead where the command is certain."""
NOT_OURS = 0.15
"""By how much it must lead what is neither a record nor the law."""
COMMAND = 0.5
"""The share of the command; below it, a named record is shown whole, and nothing else is."""
LIKELY, LEAD = 0.35, 0.2
"""The share that is enough for a command that leads every other look by the second."""
BETTER, CERTAIN = 0.75, 0.9
"""From which the model goes before a wording that shows a record whole, and before any other."""
ANYTHING = 0.85
"""From which a look that says nothing in particular is at how things stand."""
GENERAL = frozenset({View.CARD, View.LIST, View.ON_RECORD})
"""What a wording shows that has heard nothing in particular."""
_VIEWS: Mapping[str, tuple[View, str]] = {
    "contracts": (View.LIST, "contract"),
    "contract": (View.CARD, ""),
    "breaches": (View.LIST, "breach"),
    "breach": (View.CARD, "breach"),
    "deadlines": (View.DUE, ""),
    "due": (View.DUE, ""),
    "overdue": (View.OVERDUE, ""),
    "owner": (View.OWNER, ""),
    "expiring": (View.EXPIRING, ""),
    "missing": (View.MISSING, ""),
    "gaps": (View.MISSING, ""),
    "count": (View.COUNT, ""),
    "holds": (View.HOLDS, ""),
    "posted": (View.POSTED, ""),
    "history": (View.HAPPENED, ""),
    "renew": (View.RENEWAL, ""),
    "standing": (View.STANDING, ""),
    "board": (View.STANDING, ""),
    "export": (View.EXPORT, ""),
    "roles": (View.ROLES, ""),
    "contract-file": (View.FILE, ""),
    "vendor-letter": (View.NOTICE, ""),
    "remind": (View.REMINDERS, ""),
    "help": (View.HELP, ""),
}
"""What each command shows, and of which kind of record where that is always the same."""
_UNKNOWN = (View.NONE, "")
_WHOLE: Mapping[View, View] = {
    View.CARD: View.LIST,
    View.RENEWAL: View.EXPIRING,
    View.FILE: View.LIST,
    View.NOTICE: View.NONE,
}
"""What is shown instead where no record is named."""
_LATE = re.compile(r"\b(?:overdue|late|missed|past due|behind)\b")
_COUNTED = re.compile(
    r"\b(?:contracts?|agreements?|n?dpas?|vendors?|apps?|breach\w*|incidents?|deadlines?|postings?|posted|late"
    r"|overdue|signed|expir\w*|owners?|records|how many(?: of (?:them|ours|those|these))? (?:do|did|does|don't|are|have"
    r"|has|is|were|left|more|expir\w+|run))\b"
)
"""What a count may be of; other things are counted elsewhere."""


@dataclass(frozen=True, slots=True)
class HeardLook:
    """A view that the model hears, and how sure it is of it."""

    request: Request
    command: float

    def beats(self, found: Request) -> bool:
        """Whether it goes before what a wording says."""
        same = self.request.view is found.view or self.request.view in GENERAL
        if same or (self.request.view is View.COUNT and found.view not in GENERAL):  # every list says how many
            return False
        return min(self.command, self.request.sure) >= (BETTER if found.view in GENERAL else CERTAIN)


def heard_look(said: MaskedText, signs: Signs) -> HeardLook | None:
    """The view that the model hears; None where it hears another wish, or is not sure."""
    best, share, heard = _best(signs.commands, signs.wishes.get("look", 0.0))
    named = said.named or bool(said.strange)
    if not _is_look(signs.wishes, named=named or said.person is not None, certain=share >= CERTAIN):
        return None
    view, kind = _VIEWS.get(best, _UNKNOWN) if heard else _UNKNOWN
    if view is View.COUNT and said.has(_LATE):
        view = View.OVERDUE
    view = _of_record(view, kind) if named else _WHOLE.get(view, view)
    counts = said.has(_COUNTED) or signs.wishes["look"] >= CERTAIN
    if not heard and view is View.NONE and signs.wishes["look"] >= ANYTHING:
        view = View.HOLDS if data_named(said.text) else View.DUE if said.person else View.STANDING
    if view is View.NONE or (view is View.COUNT and not counts):
        return None
    return HeardLook(made_look(view, kind, said, sure=signs.wishes["look"]), share)


def _best(commands: Mapping[str, float], look: float) -> tuple[str, float, bool]:
    """The command heard best, its share, and whether that is enough to show it."""
    best = max(commands, key=lambda name: commands[name], default="")
    share = commands.get(best, 0.0)
    if share >= COMMAND:
        return best, share, True
    looks = sorted((commands[name], name) for name in commands if name in _VIEWS)
    if not looks:
        return best, share, False
    (share, best), second = looks[-1], looks[-2][0] if len(looks) > 1 else 0.0
    return best, share, share >= LIKELY and share - second >= LEAD and look >= BETTER


def _of_record(view: View, kind: str) -> View:
    """What of a named record is shown: all of it, where nothing in particular is heard."""
    whole = view in {View.NONE, View.HELP, View.STANDING} or (view is View.LIST and kind == "contract")
    return View.CARD if whole else view


def _is_look(wishes: Mapping[str, float], *, named: bool, certain: bool) -> bool:
    look, law = wishes.get("look", 0.0), wishes.get("law", 0.0)
    ahead = (AHEAD_NAMED if named else AHEAD) - (EASIER if certain else 0.0)
    return (
        look >= (LOOK_NAMED if named else LOOK)
        and look - law >= ahead
        and look - wishes.get("outside", 0.0) >= NOT_OURS
    )
