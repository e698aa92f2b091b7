"""What programs that call the bot read where something is wrong."""

from __future__ import annotations

CHALLENGE = 'Bearer realm="dpa"'
OFF = (
    "This address is off: nobody has made a token for a program yet. A member of the staff makes one with token new "
    "in a chat or on the page."
)
UNSIGNED = (
    "A token is needed. Send it as Authorization: Bearer TOKEN. A member of the staff makes one with token new in a "
    "chat or on the page."
)
MISSHAPEN = "This is not the shape of a token. Copy it whole, with the district in front of the dot."
NOT_SERVED = "This token is for a district that this bot does not serve."
FOREIGN = "Another web page may not use this address."
TOO_MANY = "Too many requests with this token in the last minute. Wait a little."
