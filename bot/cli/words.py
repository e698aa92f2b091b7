"""Which words does a terminal show around a reply?"""

from __future__ import annotations

PROMPT = "\nyou> "
HINT = "Type a question, the number of a choice, or 'exit'."
FORM_HINT = "Answer field by field. Enter keeps what is in brackets; 'cancel' stops. Fields with * are required."
FILE_HINT = "a file; get it on the page, in Slack or in Teams"
