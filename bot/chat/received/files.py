"""Says which files that come in a chat belong to a command, and how much of them is read."""

from __future__ import annotations

from collections.abc import AsyncIterable

from bot.chat import words
from bot.chat.received.incoming import Incoming
from handlers.commands import COMMANDS
from handlers.contracts import words as contract_words
from handlers.contracts.file import LARGEST_FILE, MEDIA_TYPES
from handlers.contracts.files.add_file import SAY as ADD_FILE
from handlers.contracts.listing import SAY as LOG
from handlers.dialogue.file_names import file_name
from handlers.dialogue.reply import File, Reply, Text, sorry_reply
from handlers.imports.commands import SAY as IMPORT
from handlers.imports.files.sheets import is_sheet
from handlers.review.answers.commands import SAY as REVIEW
from handlers.review.subject.sources import is_paper

WITH_A_FILE = frozenset(one.name for one in COMMANDS.values() if one.takes_file)
"""The commands that take one."""
FILE_IS_ENOUGH = frozenset(one.name for one in COMMANDS.values() if one.file_is_enough)
MOST_FILES = 5
LARGEST_KEPT = 25 * 1024 * 1024
LARGEST = 1024 * 1024 * 1024


def needs_files(incoming: Incoming) -> bool:
    """Whether the files belong to what was said; most bare commands only open their form, which keeps them."""
    typed = incoming.text.split(maxsplit=1)
    if not (incoming.files and typed):
        return False
    enough = incoming.parsed.name in FILE_IS_ENOUGH
    takes = typed[0].lower() in WITH_A_FILE - FILE_IS_ENOUGH and len(typed) > 1
    return bool(incoming.fields) or enough or takes


def only_for_files(incoming: Incoming) -> bool:
    """Whether nothing was said, or only that the files are to be reviewed, of which each is answered apart."""
    reviews = incoming.parsed.name == REVIEW and not incoming.parsed.id
    return bool(incoming.files) and not incoming.fields and (reviews or not incoming.text)


def is_reviewed(name: str, size: int = 1) -> bool:
    """Whether a file that came without a command is reviewed at once; ``size`` where it is known."""
    return is_paper(name) and 0 < size <= LARGEST_FILE


def fits(name: str) -> bool:
    """Whether it is named like a document that is kept."""
    return name.lower().endswith(tuple(MEDIA_TYPES))


def offers(name: str) -> tuple[tuple[str, str], ...]:
    """What can be done with a file of that name: what its buttons say, and their labels."""
    if is_sheet(name):
        return ((IMPORT, words.IMPORT_THIS),)
    return ((LOG, words.LOG_THIS), (ADD_FILE, words.ADD_THIS)) if fits(name) else ()


def what_with(name: str, size: int | None = None) -> Reply:
    """A file that came without a command: what to do with it, or that nothing can be; ``size`` where it is known."""
    name = file_name(name)
    if is_sheet(name):
        return Reply(title=words.FILE_TITLE, parts=(Text(words.what_with_sheet(name)),))
    if wrong := _unfit(name, size):
        return sorry_reply(words.FILE_TITLE, wrong)
    return Reply(title=words.FILE_TITLE, parts=(Text(words.what_with(name)),))


def _unfit(name: str, size: int | None) -> str:
    """Why no contract keeps such a file; empty where one may."""
    if not fits(name):
        return contract_words.not_a_document(name)
    if size is not None and size > LARGEST_FILE:
        return contract_words.file_too_large(name, size, LARGEST_FILE)
    return contract_words.empty_file(name) if size == 0 else ""


def refuses_files(reply: Reply) -> bool:
    """Whether it is a form that does not take the files which came for it."""
    return any(field.kind == "file" and field.error for field in (reply.form.fields if reply.form else ()))


def too_large(name: str, size: int) -> File:
    """In the place of a file that is not read: only zeros, which say how large it is."""
    return File(name, "", bytes(min(size, LARGEST)))


async def whole(pieces: AsyncIterable[bytes]) -> bytes | None:
    """All of it; None where it is larger than what is kept."""
    content = bytearray()
    async for piece in pieces:
        content += piece
        if len(content) > LARGEST_KEPT:
            return None
    return bytes(content)
