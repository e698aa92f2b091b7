"""A browser without scripts, on this machine."""

import io
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import aiohttp

from tests.bot.local_tokens import bearer


@dataclass(frozen=True)
class Answer:
    """What came back, read to the end."""

    status: int
    text: str
    headers: Mapping[str, str]

    @property
    def json(self) -> dict[str, Any]:
        return json.loads(self.text)

    def hidden(self, name: str) -> str:
        """The first hidden field of that name."""
        found = re.search(rf'name="{name}" value="([^"]*)"', self.text)
        assert found, f"no hidden {name} in {self.text[:500]}"
        return found[1]


class Browser:
    """A client that reads every answer to the end and keeps its cookies, as a browser without scripts does."""

    def __init__(self, session: aiohttp.ClientSession) -> None:
        self._session = session

    async def get(self, url: str, **words: Any) -> Answer:
        return await self._ask("GET", url, words)

    async def post(self, url: str, **words: Any) -> Answer:
        return await self._ask("POST", url, words)

    async def say(self, bot: str, said: str, path: str = "", **fields: Any) -> Answer:
        """Type a line, or send a form, on the bot's own page."""
        page = await self.get(bot)
        form = aiohttp.FormData({"token": page.hidden("token"), "say": said}, default_to_multipart=bool(fields))
        for name, value in fields.items():
            if isinstance(value, bytes):
                form.add_field(f"f.{name}", io.BytesIO(value), filename="contract.pdf", content_type="application/pdf")
            else:
                form.add_field(name if name == "request" else f"f.{name}", value)
        return await self.post(f"{bot}{path}", data=form, headers={"Origin": bot.rstrip("/")})

    async def _ask(self, method: str, url: str, words: dict[str, Any]) -> Answer:
        words["headers"] = {**bearer(url), **words.get("headers", {})}
        async with self._session.request(method, url, **words) as answer:
            return Answer(answer.status, await answer.text(), answer.headers)
