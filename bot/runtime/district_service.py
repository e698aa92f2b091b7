"""Who answers for a district, whichever chat it is in?"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.reply import Reply


@dataclass(frozen=True, slots=True)
class DistrictService:
    """A district: who hears its people, and its desk."""

    respond: Callable[[Message], Reply]
    desk: Callable[[], Desk]
