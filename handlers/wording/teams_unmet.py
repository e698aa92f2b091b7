"""What does somebody read in the personal tab of whom Teams has not told yet whether they belong to the district?"""

from __future__ import annotations

UNMET = (
    "I do not know yet whether you belong to the district or are its guest. Write hello to me once, in the app's chat: "
    "then Teams tells me. After that, open the board anew; to guests it stays shut."
)
