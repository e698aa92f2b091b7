"""Sentences about e-mail: what is wrong with the mail server, and the test message."""

from __future__ import annotations

NO_ANSWER = "The mail server does not answer. Reminders by e-mail are tried again."
NOT_REACHED = "The mail server cannot be reached. Check DPA_SMTP_HOST and DPA_SMTP_PORT. Reminders are tried again."
NO_LOGIN = "The mail server refused the name or the password. Check DPA_SMTP_USER and DPA_SMTP_PASSWORD."
NO_TLS = "There is no safe connection to the mail server: TLS failed, or its certificate is not trusted."
NOT_SET_UP = "E-mail is not set up. Set DPA_SMTP_HOST and DPA_SMTP_FROM; docs/running.md has the rest."
TEST_SUBJECT = "Test of the privacy bot"
TEST = "This message shows that the privacy bot can send e-mail. You do not have to do anything."
TROUBLE_TITLE = "E-mail is not going out"
AUTOMATIC = "You get this because you are named in your district's records. Please do not reply to this message."


def answered(code: int) -> str:
    """The server refused the message."""
    return f"The mail server refused a message (answer {code}). Reminders by e-mail are tried again."


def refused(code: int) -> str:
    """The server refuses this address."""
    return f"the mail server refuses this address (answer {code})"


def page(address: str) -> str:
    """The link to the page, where the reader can act."""
    return f"Open it on the page: {address}"


def tested(address: str) -> str:
    """The test message was sent."""
    return f"Sent to {address}. Look for it there, also among the junk."


def no_address(text: str) -> str:
    """The text is not an e-mail address."""
    return f"'{text[:80]}' is not an e-mail address; write for example ana@example.org"
