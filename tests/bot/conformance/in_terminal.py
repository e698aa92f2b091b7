"""How does a person use the bot in a terminal? Lines, numbers for buttons, a prompt for each field of a form."""

# ruff: noqa: ARG002 (every surface matches these words)

import asyncio
import queue
import re
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from bot.cli.conversation import FORM_HINT, PROMPT, SECTION_PROMPT, chat
from tests.bot.conformance.surface import Listener, Seen


class InTerminal:
    name = "Terminal"
    sam = "slack:U2"
    takes_files = ""

    def __init__(self, listener: Listener) -> None:
        self.listener = listener
        self.lines: queue.Queue[str] = queue.Queue()
        self.asked: queue.Queue[str] = queue.Queue()
        self.printed: list[str] = []
        self.prompt = PROMPT
        self.thread = threading.Thread(target=chat, args=(listener, self._hear, self.printed.append, ""), daemon=True)

    def _hear(self, prompt: str) -> str:
        self.asked.put(prompt)
        return self.lines.get()

    async def _type(self, line: str) -> str:
        """Type it; what was printed until the next prompt."""
        self.printed.clear()
        self.lines.put(line)
        self.prompt = await asyncio.to_thread(self.asked.get, timeout=60)
        return "\n".join(self.printed)

    async def says(self, text: str) -> Seen:
        if self.prompt != PROMPT:
            await self._type("cancel")
        return self._seen(await self._type(text))

    async def presses(self, label: str, on: Seen) -> Seen:
        labels = [choice.label for choice in self.listener.reply.every_choice]
        assert on.on == labels
        return await self.says(str(labels.index(label) + 1))

    async def fills(self, on: Seen, file: tuple[str, bytes] | None = None, **values: str) -> Seen:
        form = self.listener.reply.form
        assert form
        while True:
            if SECTION_PROMPT in self.prompt:
                said = await self._type("y")
                continue
            field = max(
                (one for one in form.fields if self.prompt.startswith(one.label)), key=lambda one: len(one.label)
            )
            said = await self._type(values.get(field.id, ""))
            if self.prompt == PROMPT or FORM_HINT in said:
                return self._seen(said)

    async def gives(self, name: str, content: bytes, text: str) -> Seen:
        raise NotImplementedError("a terminal takes no file")

    def _seen(self, said: str) -> Seen:
        how = "text" if self.prompt == PROMPT else "prompts"
        files = {file.name: b"" for file in self.listener.reply.files if file.name in said}  # no more than its name
        how += ", a file by its name alone" if files else ""
        labels = [choice.label for choice in self.listener.reply.every_choice]
        unmarked = re.sub(r"^  \| ", "", said, flags=re.MULTILINE)  # before each line of somebody else's words
        return Seen(how, f"{unmarked}\n{self.prompt}", labels, files)


@asynccontextmanager
async def in_terminal(listener: Listener, data: Path) -> AsyncIterator[InTerminal]:
    found = InTerminal(listener)
    found.thread.start()
    await asyncio.to_thread(found.asked.get, timeout=60)
    listener.heard.clear()
    yield found
    if found.prompt != PROMPT:
        await found._type("cancel")
    found.lines.put("exit")
    await asyncio.to_thread(found.thread.join, 20)
