"""How far somebody is in the training; it travels in what the buttons say, so nothing is stored on the way."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from handlers.dialogue import bounded_re as re
from handlers.dialogue.errors import Sorry
from handlers.training import words
from handlers.training.firm import ASKED

LASTS = timedelta(days=1)
MOST_TIMES = 1000
_TOKEN = re.compile(rf"(?P<times>\d{{1,3}})-(?P<began>[0-9a-f]{{1,10}})-(?P<right>[01]{{0,{ASKED - 1}}})")


@dataclass(frozen=True, slots=True)
class Session:
    """The ``times`` that they did it before in this school year, when this one ``began``, which answers were right."""

    times: int
    began: datetime
    right: tuple[bool, ...] = ()

    def __str__(self) -> str:
        """As it stands in what a button says."""
        return f"{self.times}-{int(self.began.timestamp()):x}-{''.join(str(int(one)) for one in self.right)}"

    def answered(self, *, right: bool) -> Session:
        """The same with one more answer."""
        return replace(self, right=(*self.right, right))

    def minutes(self, now: datetime) -> int:
        """How many whole minutes it took, one at least."""
        return max(1, round((now - self.began).total_seconds() / 60))


def read_session(text: str, now: datetime) -> Session:
    """The session that a button says. Raises Sorry where there is none, and where it is of another day."""
    found = _TOKEN.fullmatch(text)
    if found is None:
        raise Sorry(words.NO_SESSION)
    began = datetime.fromtimestamp(int(found["began"], 16), UTC)
    if not timedelta() <= now - began <= LASTS:
        raise Sorry(words.TOO_OLD)
    return Session(int(found["times"]), began, tuple(one == "1" for one in found["right"]))
