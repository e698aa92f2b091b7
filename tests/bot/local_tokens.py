"""The local tokens of the bots that the tests start, by which a browser on this machine is known."""

import re
from pathlib import Path

LINK = re.compile(r"(http://[^/\s]+)/")
TOKENS: dict[str, str] = {}
"""By origin, as in http://127.0.0.1:3978."""
TOKEN = "t" * 43
"""That of a bot in a test's own process."""


def note(line: str, data: Path) -> str:
    """The address in what a bot says when it starts; its token, which is in its data, is noted."""
    found = LINK.search(line)
    assert found, line
    TOKENS[found[1]] = (data / "local.token").read_text().strip()
    return f"{found[1]}/"


def bearer(url: str) -> dict[str, str]:
    """The header by which a program is known to the bot at that address."""
    found = LINK.match(url)
    token = TOKENS.get(found[1], "") if found else ""
    return {"Authorization": f"Bearer {token}"} if token else {}


def entered(url: str) -> str:
    """The address as a link that opens the page in a browser."""
    found = LINK.match(url)
    token = TOKENS.get(found[1], "") if found else ""
    return f"{url}{'&' if '?' in url else '?'}token={token}" if token else url
