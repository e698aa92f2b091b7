"""How does a text read once Teams has shown it?"""

import re

from bot.teams.render.escape import JOINER


def tidy(text: str) -> str:
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return (
        re.sub("[\x00-\x08\x0e-\x1b\x7f\ud800-\udfff]", "\ufffd", re.sub("[\x0b\x0c\x1c-\x1f]", " ", lines)) or "help"
    )


def bare(text: str) -> str:
    return "".join(tidy(text).replace(JOINER, "").split()) if text else ""
