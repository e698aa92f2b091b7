"""What a reminder looks like as an e-mail."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from email.message import EmailMessage
from email.utils import formatdate

from bot.mail import words
from bot.mail.server import Address
from handlers.dialogue.reply import Reply
from handlers.dialogue.text.badges import SIGNS
from handlers.dialogue.text.plain_text import plain


def letter(reply: Reply, to: str, sender: Address, *, post: str, page: str = "") -> EmailMessage:
    """The reply as text; buttons become the page's address. The same post has the same Message-ID each time."""
    message = EmailMessage()
    message["From"], message["To"] = sender.sender, to
    late = f"{SIGNS[reply.tone][1]}: " if reply.tone == "overdue" else ""
    message["Subject"] = " ".join(f"{late}{reply.title}".split())
    message["Date"] = formatdate(localtime=False)
    name = hashlib.sha256(f"{post} {to}".encode()).hexdigest()[:32]
    message["Message-ID"] = f"<{name}@{sender.domain}>"
    message["Auto-Submitted"] = "auto-generated"
    lines = (
        plain(replace(reply, choices=(), form=None)),
        words.page(page) if page and reply.choices else "",
        words.AUTOMATIC,
    )
    message.set_content("\n\n".join(line for line in lines if line) + "\n")
    return message
