"""A district as the surfaces see it: what answers its messages, and its desk."""

from collections.abc import Callable
from dataclasses import dataclass

from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.reply import Reply


@dataclass(frozen=True, slots=True)
class DistrictService:
    """What answers the messages of a district, and what makes its desk."""

    respond: Callable[[Message], Reply]
    desk: Callable[[], Desk]
