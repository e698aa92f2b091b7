"""The page of a review: what was read in a paper, above its text."""

from __future__ import annotations

from aiohttp import web
from markupsafe import Markup

from bot.web import words
from bot.web.entry.visitor import visitor_of
from bot.web.pages import error_page, render
from bot.web.waiting import while_waiting
from handlers.dialogue.desk import Message
from handlers.dialogue.errors import Sorry
from handlers.dispatch import may
from handlers.documents.as_html import as_fragment
from handlers.documents.document import Document
from handlers.review.answers.commands import SAY, report_page

ROUTE = "/review/{ref:C-[0-9]{1,9}|[0-9a-f]{16}}"


async def review_page(request: web.Request) -> web.Response:
    """What was read in a paper, above its text; each provision leads to its quotes."""
    visitor, ref = visitor_of(request), request.match_info["ref"]

    def report() -> Document | None:
        desk, message = visitor.service.desk(), Message(f"{SAY} {ref}", who=visitor.who, surface="page")
        return report_page(ref, message, desk) if may(SAY, message, desk) else None

    try:
        found = await while_waiting(request, report)
    except Sorry as sorry:
        return error_page(request, str(sorry), 404)
    if found is None:
        return error_page(request, words.NOT_YOURS, 403)
    body = Markup(as_fragment(found))  # noqa: S704 - it escapes what it holds
    return render(request, "review.html", title=found.title, body=body, seen=())
