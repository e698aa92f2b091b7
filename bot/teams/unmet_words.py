"""What does somebody read in the personal tab of whom Teams has not told yet whether they belong to the district?"""

from __future__ import annotations

UNMET = (
    "I do not know yet whether you are on the district's staff or a guest. Say hello to me in the app's chat so that "
    "Teams can tell me, then open the board again. Guests cannot see the board."
)
