"""How sure a reading must be before an answer rests on it; all shares are between 0 and 1."""

from __future__ import annotations

from typing import Final

STANCE_SURE: Final = 0.5
"""From this share on, the model's stance counts; below it, the one that plain rules find."""
TURNED_SURE: Final = 0.8
"""The same where plain rules find words that turn the question round, as "refuse to"."""
ENTRY_SURE: Final = 0.5
"""From this share on, an entry decides, whichever topic was found."""
ENTRY_NEAR: Final = 0.15
"""From this share on, an entry decides where the topic found rests on the same passage."""
SAID: Final = 0.6
"""From this share on, a fact counts as told."""
NEAR: Final = 0.25
"""From this share on, a fact that would turn the answer makes it depend on that fact."""
PERMITS: Final = 0.74
"""What the readers together must give an opening before something is said to be allowed, or no duty."""
OVERRULES: Final = 0.9
"""From this share on, something is allowed though the judge, on the facts read, does not come to it."""
CARRIES: Final = 0.75
"""From this share on, and with the model alone of the same mind, something is allowed on the conditions that the judge
leaves open, and these are named."""
OPENS: Final = 0.4
"""What they must give any bare Yes or No."""
LEADS: Final = 0.35
"""By less, a Yes before a No, or a No before a Yes, is right less than every second time, and needs a second reader."""
DOUBTED: Final = 0.2
"""Below this share of the model, a Yes or No that only follows from a topic's verdict is not said."""
PERMITS_ALONE: Final = 0.1
"""Below this share of the model, a topic that allows something, or asks for nothing, says neither Yes nor No."""
CASE: Final = 0.0
CASE_WORDS, CASE_TOPIC, CASE_OPENS, CASE_NONE = 0.154, -1.8, 3.3, -4.3
"""A message tells of a case where its words, the finder's share of the topic and the share of the best opening, each
times its number, and the last number come to more than ``CASE``. Fitted on messages of both kinds, see
docs/decisions.md."""
SURELY_CASE: Final = 18
"""So many words always tell of a case."""
TOPIC_SURE: Final = 0.95
"""From this share of the topic on, a No waits where topic and judge see an exception with conditions left open."""
