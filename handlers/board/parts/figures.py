"""The few figures by which a district sees at a glance how it stands; every surface shows the same ones."""

from __future__ import annotations

from collections.abc import Sequence

from handlers.board import words as board_words
from handlers.contracts.form.provisions import missing_provisions
from handlers.deadlines.states import DeadlineState, count_states
from handlers.dialogue.desk import Desk
from handlers.dialogue.tiles import Tile, Tiles
from knowledge.names import TELL_FAMILIES
from storage.records import Deadline


def figures(open_ones: Sequence[Deadline], desk: Desk) -> Tiles:
    """What is overdue, due within a week, of which breaches families wait to hear, and which contracts lack something.

    A safe date that has passed counts as due within a week. Raises StoreError.
    """
    counts = count_states(open_ones, desk.today)
    soon = counts[DeadlineState.PASSING] + counts[DeadlineState.SOON]
    families = sum(one.duty == TELL_FAMILIES for one in open_ones)
    lacking = sum(not one.withdrawn and bool(missing_provisions(one, desk)) for one in desk.store.contracts())
    return Tiles(
        (
            Tile(counts[DeadlineState.OVERDUE], board_words.OVERDUE, "overdue", "deadlines overdue"),
            Tile(soon, board_words.SOON, "due", "deadlines this week"),
            Tile(families, board_words.FAMILIES, "overdue", "breaches"),
            Tile(lacking, board_words.LACKING, "incomplete", "contracts"),
        )
    )
