"""Words that Teams alone shows around a reply."""

from __future__ import annotations

OPEN = "Open the form"
FILL_IN_HERE = "Fill it in here"
TOO_OLD = "This version of Teams cannot show the card. Open the chat in Teams on the web, or update Teams."
PICK = "Choose one"
FIND = "Type to find one"
FIND_PERSON = "Type a name"
CUT = "Only the beginning of what was typed fits here. The rest will not be saved."
DROP_FILE = "You cannot attach a file to a form in Teams. Send it to me in our chat, and I will ask what to do with it."
