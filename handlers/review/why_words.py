"""Why a provision is found as it is, in plain sentences."""

NOTHING = "The paper says nothing on this."
UNREAD = "The paper touches on this; read the words."
