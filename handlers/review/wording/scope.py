"""Which clauses speak for another state's residents only."""

from __future__ import annotations

from handlers.dialogue import bounded_re as re

STATES = (
    "Alabama|Alaska|Arizona|Arkansas|California|Colorado|Connecticut|Delaware|Florida|Georgia|Hawaii|Idaho|Illinois|Indiana|Iowa|Kansas|"
    "Kentucky|Louisiana|Maine|Maryland|Massachusetts|Michigan|Minnesota|Mississippi|Missouri|Montana|Nebraska|Nevada|New Hampshire|"
    "New Jersey|New Mexico|New York|North Carolina|North Dakota|Ohio|Oklahoma|Oregon|Pennsylvania|Rhode Island|South Carolina|"
    "South Dakota|Tennessee|Texas|Utah|Vermont|Virginia|Washington|West Virginia|Wisconsin|Wyoming"
).split("|")
OTHERS = "|".join(state.lower() for state in STATES if state != "Connecticut")
FOREIGN = re.compile(
    rf"\b(?:{OTHERS})\b[^›]{{0,30}}\b(?:residents?|FAMILY|BOARD|users?|customers?|supplement|rider|only|rights|notice|terms|addendum|provisions|specific)\b|"
    rf"\b(?:residents?|users|FAMILY|BOARD|notice|terms|provisions|supplement|addendum) (?:of|in|for|to)\b[^›]{{0,20}}\b(?:{OTHERS})\b|"
    rf"^\s*(?:{OTHERS})\s*$|›\s*(?:{OTHERS})\s*$"
)


def foreign(heading: str) -> bool:
    """Whether the nearest heading speaks of another state and not of Connecticut."""
    nearest = heading.rsplit("›", 1)[-1]
    return "connecticut" not in heading and bool(FOREIGN.search(nearest))
