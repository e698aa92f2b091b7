"""One call of every tool, with what its answer has to hold; the same over both transports."""

from typing import Any

from mcp import Client

PAPER = "This agreement is between Acme Inc. and the Hartford Board of Education.\nThe operator shall not sell student data."
CALLS: dict[str, dict[str, Any]] = {
    "ask": {"question": "may the vendor sell student data?"},
    "define": {"word": "operator"},
    "rule": {"cite": "cc(b)(3)"},
    "due": {"event": "contract_executed", "at": "2026-10-07"},
    "contracts": {"search": "Acme"},
    "deadlines": {},
    "review": {"name": "acme.txt", "text": PAPER},
}


async def call_all(client: Client) -> dict[str, dict[str, Any]]:
    """The structured answer of every tool; each has text, cites, how far checked, and the day."""
    found = {}
    for name, arguments in CALLS.items():
        answer = await client.call_tool(name, arguments)
        assert not answer.is_error, (name, answer.content)
        (text,) = answer.content
        data = answer.structured_content
        assert text.type == "text" and len(text.text) > 20, name
        assert data["cites"] and all(one["cite"].startswith("10-234") for one in data["cites"]), name
        assert data["checked"]["tag"] and data["checked"]["says"], name
        assert data["day"] == ("2026-10-07" if name == "due" else data["day"]), name
        found[name] = data
    return found
