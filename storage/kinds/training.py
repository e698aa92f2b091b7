"""That somebody did the two-minute training."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class Training:
    """Who did it and on which day, T-7; how many answers were right is kept nowhere."""

    id: str
    who: str
    day: date
