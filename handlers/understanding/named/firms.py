"""Leaves out of a firm's name what only says that it is one: Acme Inc., Acme Limited, Acme GmbH."""

from __future__ import annotations

from handlers.dialogue import bounded_re as re

_FORMS = r"inc|incorporated|llc|l\.l\.c|ltd|limited|corp|corporation|co|company|gmbh|plc|pbc|lp|llp|s\.l|aps|ab|ulc"
_AT_THE_END = re.compile(rf"[\s,]+(?:{_FORMS})\.?$", re.IGNORECASE)


def without_firm(name: str) -> str:
    """The name without its legal form at the end; as it is where nothing else is left."""
    return _AT_THE_END.sub("", name.strip()) or name
