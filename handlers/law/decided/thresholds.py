"""How sure a reading must be before an answer rests on it; all shares are between 0 and 1."""

from __future__ import annotations

from typing import Final

STANCE_SURE: Final = 0.5
"""From this share on, the model's stance counts; below it, the one that plain rules find."""
ENTRY_SURE: Final = 0.5
"""From this share on, an entry decides, whichever topic was found."""
ENTRY_NEAR: Final = 0.15
"""From this share on, an entry decides where the topic found rests on the same passage."""
ENTRY_INSIDE: Final = 0.9
"""From this share on, an entry decides even where the finder takes the question for one outside the book."""
SAID: Final = 0.5
"""From this share on, a fact counts as told."""
NEAR: Final = 0.25
"""From this share on, a fact that would turn the answer makes it depend on that fact."""
AGREES: Final = 0.35
"""What the model must give the judge's opening before a bare Yes or No is said."""
CONTRADICTS: Final = 0.6
"""From this share on, another opening of the model's makes an answer that rests on the topic alone depend."""
