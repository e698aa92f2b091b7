"""Which words does Teams alone show around a reply?"""

from __future__ import annotations

OPEN = "Open the form"
FILL_IN_HERE = "Fill it in here"
TOO_OLD = "This version of Teams cannot show the card. Open the chat in Teams on the web, or update Teams."
PICK = "Choose one"
FIND = "Type to find one"
FIND_PERSON = "Type a name"
CUT = "Only the beginning of what was typed fits in here; the rest is not kept."
DROP_FILE = "A form in Teams takes no file. Send the file to me in our chat, and I ask what to do with it."
