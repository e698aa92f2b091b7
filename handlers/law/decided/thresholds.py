"""How sure a reading must be before an answer rests on it; all shares are between 0 and 1."""

from __future__ import annotations

from typing import Final

ENTRY_SURE: Final = 0.5
"""From this share on, an entry decides, whichever topic was found."""
ENTRY_NEAR: Final = 0.15
"""From this share on, an entry decides where the topic found rests on the same passage."""
SAID: Final = 0.6
"""From this share on, a fact counts as told."""
ALOUD: Final = 0.9
"""From this share on, a fact that counts as told is also said back; below it a third were heard wrongly."""
NEAR: Final = 0.25
"""From this share on, a fact that would turn the answer makes it depend on that fact."""
ALLOWS: Final = 0.75
"""How likely an opening must be before something is said to be allowed, or no duty."""
OPENS: Final = 0.45
"""How likely any other must be before it is said."""
