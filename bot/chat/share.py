"""Shows an answer to everybody when the person who got it presses its button."""

from __future__ import annotations

import asyncio
from dataclasses import replace

from bot.chat import words
from bot.chat.pipeline import Pipeline
from bot.chat.readers import asked_first
from bot.chat.replies.errors import sorry
from bot.chat.sharing import ShareRequest
from bot.chat.transport import C, Failure, In
from handlers.dialogue.desk import PlaceReaders
from handlers.dialogue.reply import LONGEST_TEXT, Quote, Reply
from handlers.dialogue.text.shorten import short
from handlers.dispatch import may


async def share(pipeline: Pipeline[In, C], request: ShareRequest, incoming: In, client: C, name: str) -> None:
    """Show it; where it did not come to that, another press, by that ``name``, is new.

    Raises what the transport raises.
    """
    stands = False
    try:
        stands = await _share(pipeline, request, incoming, client)
    except Exception as problem:
        stands = pipeline.transport.classify(problem) is Failure.MAYBE
        raise
    finally:
        if not stands:
            await pipeline.dedupe.forget_everywhere(name, client.desk)


def _with_question(reply: Reply, asked: In) -> Reply:
    """The answer below the question, for those who did not read it."""
    question = asked.text.removeprefix("ask ").strip()
    return replace(reply, parts=(Quote(short(question, LONGEST_TEXT)), *reply.parts)) if asked.is_question else reply


async def _share(pipeline: Pipeline[In, C], request: ShareRequest, incoming: In, client: C) -> bool:
    async def still_may(command: str) -> bool:
        asked, who = await pipeline.transport.identify(incoming.saying(command), client)

        def look() -> bool:
            desk = client.desk()
            return may(command, pipeline.message(asked, who, client, desk), desk)

        return await asyncio.to_thread(look)

    asked = incoming.saying(request.text, thread=request.thread or incoming.thread, request="")
    whose = pipeline.whose(incoming, client)
    given = await pipeline.shareable.found(request, whose, still_may, lambda: pipeline.reply(asked, client))
    if given is None:
        await pipeline.transport.deliver(sorry(words.NOT_SHARED), incoming, client)
        return False
    if not given.is_law_alone and (question := asked_first(request, await _readers(pipeline, incoming, client))):
        await pipeline.transport.deliver(question[0], incoming, client, question[1])
        return False
    await pipeline.transport.publish(_with_question(given.reply, asked), incoming, client, request.thread)
    return True


async def _readers(pipeline: Pipeline[In, C], incoming: In, client: C) -> PlaceReaders:
    """Who reads the place in which it would be shared."""
    incoming, _ = await pipeline.transport.identify(incoming, client)
    audience = await asyncio.to_thread(lambda: pipeline.transport.audience(incoming, client.desk(), client))
    return await pipeline.transport.who_reads(audience.place, client) if audience.place else PlaceReaders("")
