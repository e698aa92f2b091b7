"""What a browser shows instead of a page that it does not get: a sentence of what to do, and a link."""

from __future__ import annotations

from aiohttp import hdrs, web

from bot.web import about_words, words
from bot.web.entry import SAFE_METHODS, Handler
from bot.web.pages import TEMPLATES

NO_PAGE = {404, 405}


@web.middleware
async def refusals_as_pages(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Give an error as a page to a browser that opens an address; scripts and programs read its text alone."""
    try:
        return await handler(request)
    except web.HTTPException as refused:
        if refused.status >= web.HTTPBadRequest.status_code and "text/html" in request.headers.get(hdrs.ACCEPT, ""):
            _make_page(request, refused)
        raise


def _make_page(request: web.Request, refused: web.HTTPException) -> None:
    says = words.NO_SUCH_PAGE if refused.status in NO_PAGE else refused.text
    kept_out = refused.status == web.HTTPForbidden.status_code and request.method in SAFE_METHODS
    link, leads_to = ("/about", about_words.TITLE) if kept_out else ("/", words.START)
    template = request.app[TEMPLATES].get_template("refused.html")
    refused.text = template.render(title=words.SORRY, says=says, link=link, leads_to=leads_to)
    refused.content_type = "text/html"
