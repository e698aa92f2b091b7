"""What does somebody read where Teams itself was in the way?"""

from __future__ import annotations

BUSY = (
    "Teams is so busy just now that it did not take my answer. Please ask once more in a few minutes; if you were "
    "saving something, look first whether it was saved."
)
PERHAPS_TITLE = "Did my answer arrive?"
PERHAPS = (
    "Teams did not tell me. If my answer is not above, please ask once more; if you were saving something, look first "
    "whether it was saved."
)
