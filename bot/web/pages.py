"""The HTML pages and fragments: chat, board, records, reminders and About, and waiting while they are made."""

from __future__ import annotations

import asyncio
import json
import re
import secrets
import threading
from base64 import b64encode
from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import urlencode

from aiohttp import hdrs, web
from jinja2 import Environment, FileSystemLoader
from markupsafe import Markup, escape

from bot.chat.replies import beside, shown
from bot.chat.work import AnswerQueue
from bot.installed import version
from bot.web import about_words, entry
from bot.web import words as page_words
from bot.web.bodies import FIELD, read_message
from bot.web.entry import SAFE_METHODS, Handler, visitor_of
from handlers.board import words as board_words
from handlers.board.board import SentPost, board, first_replies, sent_posts
from handlers.board.dues import BoardQuery
from handlers.board.link import notice_on_page
from handlers.commands import COMMANDS
from handlers.dialogue import words as wording
from handlers.dialogue.command_spec import WITH_PAGES, Sorry, id_pattern, kind_of
from handlers.dialogue.desk import Desk, Message
from handlers.dialogue.reply import Reply, sorry_reply
from handlers.forms.filling import in_sections, picker_value
from handlers.forms.values import row_ids, span_options
from handlers.imports.files.tables import SHEET_ENDINGS
from handlers.people.names import known_people
from handlers.review.subject import ENDINGS as PAPERS
from handlers.text_extraction.building import GONE

T = TypeVar("T")
MOST_WAITING = 40
"""Questions that may wait at once: about two seconds' work."""
RETRY_AFTER = {hdrs.RETRY_AFTER: "5"}
LOOKS_EVERY = 0.5
"""Seconds between two checks whether the browser is still connected."""
QUESTIONS: web.AppKey[AnswerQueue] = web.AppKey("questions")


async def answer_in_turn(request: web.Request, work: Callable[[], T]) -> T:
    """The result of ``work``, done in its turn. Raises HTTPServiceUnavailable at once where too many wait."""
    try:
        return await request.app[QUESTIONS].answer(work, _tell_nobody)
    except Sorry:
        says, kind = str(page_words.TOO_MANY), "text/plain"
        if request.path.startswith("/api/"):
            says, kind = json.dumps({"error": says}), "application/json"
        raise web.HTTPServiceUnavailable(text=says, content_type=kind, headers=RETRY_AFTER) from None


async def _tell_nobody(place: int) -> None:
    """Do nothing: the page and programs are not told their place in the queue."""


async def while_waiting(request: web.Request, work: Callable[[], T]) -> T:
    """The result of ``work``, done in a thread; reading a paper stops when the browser is gone, a change never."""
    gone = threading.Event()
    GONE.set(gone)
    task = asyncio.ensure_future(asyncio.to_thread(work))
    try:
        while not (await asyncio.wait({task}, timeout=LOOKS_EVERY))[0]:
            if request.transport is None or request.transport.is_closing():
                gone.set()
        return task.result()
    finally:
        gone.set()


HERE = Path(__file__).parent
TEMPLATES: web.AppKey[Environment] = web.AppKey("templates")
_ID = re.compile(rf"(?<![\w./-]){id_pattern(WITH_PAGES)}(?![\w/-]|\.\w)")
"""Of a record, where it stands alone: not within the name of a file or an address."""
MAX_POSTS = 20
SECURE: web.AppKey[bool] = web.AppKey("secure")
"""Whether browsers reach the page by HTTPS."""


def templates() -> Environment:
    """The templates; everything they show is escaped."""
    environment = Environment(
        loader=FileSystemLoader(HERE / "templates"), autoescape=True, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters |= {
        "shown": partial(shown, errors_above=True),
        "beside": beside,
        "day": wording.day,
        "linked": linked,
        "base64": lambda content: b64encode(content).decode(),
        "in_sections": in_sections,
        "picker_value": picker_value,
        "span_options": span_options,
        "day_rows": row_ids,
    }
    environment.globals |= {
        "press": lambda: secrets.token_hex(8),
        "FIELD": FIELD,
        "address": address,
        "page": page_words,
    }
    environment.globals |= {"sheets": " ".join(SHEET_ENDINGS), "papers": " ".join(PAPERS)}
    return environment


def linked(text: str) -> Markup:
    """The text, escaped, with the number of each record as a link to its page."""
    return Markup(_ID.sub(r'<a href="/record/\g<0>">\g<0></a>', str(escape(text))))  # noqa: S704 - escaped just before


async def chat(request: web.Request) -> web.Response:
    """The page with its question box; in a browser without scripts, every form and button comes here too."""
    desk = await asyncio.to_thread(visitor_of(request).service.desk)
    reader = Message("", who=visitor_of(request).who, surface="page")
    waiting = await asyncio.to_thread(_waiting, reader, desk)
    if request.method != hdrs.METH_POST:
        replies = await asyncio.to_thread(first_replies, reader, desk)
        notice = await _notice(request)
        replies = (notice, *replies) if notice else replies
        return render(request, "chat.html", replies=replies, said="", waiting=waiting, seen=waiting)
    message = await read_message(request, visitor_of(request).who)
    reply = await reply_to(request, message)
    people = await _people_for(request, reply)
    return render(request, "chat.html", replies=[reply], said=echo_of(message), people=people, waiting=(), seen=waiting)


async def _notice(request: web.Request) -> Reply | None:
    """A notice of the visitor's role that is shown once; None where there is none, or the records cannot be read."""
    visitor = visitor_of(request)
    try:
        return await asyncio.to_thread(lambda: notice_on_page(visitor.who, visitor.service.desk()))
    except Sorry:
        return None


def _waiting(reader: Message, desk: Desk) -> tuple[SentPost, ...]:
    """The reminders that went out; none while the records cannot be read, which the reply says then."""
    try:
        return sent_posts(desk, reader=reader) if desk.records else ()
    except Sorry:
        return ()


async def say(request: web.Request) -> web.Response:
    """What the page's script sends: a typed line, a pressed button or a form; the reply as a piece of the page.

    After a change it comes with the page's first replies as they stand now.
    """
    visitor = visitor_of(request)
    message = await read_message(request, visitor.who)
    reply = await reply_to(request, message)
    people = await _people_for(request, reply)
    reader = Message("", who=visitor.who, surface="page")
    first = await asyncio.to_thread(lambda: first_replies(reader, visitor.service.desk())) if reply.event else ()
    return render(request, "said.html", reply=reply, said=echo_of(message), people=people, first=first)


async def _people_for(request: web.Request, reply: Reply) -> tuple[str, ...]:
    """Who can be picked in the reply's form."""
    if not reply.form or not any(field.kind == "person" for field in reply.form.fields):
        return ()
    return await asyncio.to_thread(lambda: known_people(visitor_of(request).service.desk()))


def echo_of(message: Message) -> str:
    """What the page shows as said by the person; nothing for a form."""
    return "" if message.fields else message.text


async def reply_to(request: web.Request, message: Message) -> Reply:
    """The bot's reply, made in a thread; questions wait for their turn, buttons, forms and commands do not."""
    respond = partial(visitor_of(request).service.respond, message)
    if message.fields or message.files or message.text.partition(" ")[0].lower() in COMMANDS:
        return await while_waiting(request, respond)
    return await answer_in_turn(request, respond)


async def board_page(request: web.Request) -> web.Response:
    """What is due, what is on record, and what is missing."""
    query = request.query
    asked = BoardQuery(
        search=query.get("q", "")[:200].strip(),
        gaps="gaps" in query,
        every="all" in query,
        contracts=_number(query.get("contracts", "")),
        breaches=_number(query.get("breaches", "")),
    )
    visitor = visitor_of(request)
    reader = Message("board", who=visitor.who, surface="page") if visitor.who else None
    try:
        shown_board = await asyncio.to_thread(lambda: board(asked, visitor.service.desk(), reader))
    except Sorry as sorry:
        return error_page(request, str(sorry), 503)
    notice = await _notice(request)
    return render(request, "board.html", board=shown_board, asked=asked, seen=shown_board.sent, notice=notice)


def address(asked: BoardQuery, section: str, page: int | str) -> str:
    """The address of another page of a section (contracts or breaches), with everything else as it was."""
    query = {
        "q": asked.search,
        "gaps": "on" if asked.gaps else "",
        "all": "on" if asked.every else "",
        "contracts": str(asked.contracts),
        "breaches": str(asked.breaches),
        section: str(page),
    }
    return f"?{urlencode({word: value for word, value in query.items() if value and value != '1'})}#{section}"


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 7 else 1


async def record_page(request: web.Request) -> web.Response:
    """A record and its history."""
    id = request.match_info["id"].upper()
    kind = kind_of(id)
    if kind is None or not _ID.fullmatch(id):
        return error_page(request, board_words.NO_RECORD, 404)
    asked = (
        Message(f"{word} {id}", who=visitor_of(request).who, surface="record page") for word in (kind.word, "history")
    )
    replies = [await reply_to(request, message) for message in asked]
    if replies[0].failed:
        return render(request, "record.html", id=id, replies=replies[:1], seen=(), status=404)
    return render(request, "record.html", id=id, replies=replies, seen=())


async def posts(request: web.Request) -> web.Response:
    """The reminders that went out since a moment, as cards; the page drops those it has."""
    desk = await asyncio.to_thread(visitor_of(request).service.desk)
    try:
        after = datetime.fromisoformat(request.query["after"]) if request.query.get("after") else None
        if after is not None and after.tzinfo is None:
            raise ValueError
        reader = Message("", who=visitor_of(request).who, surface="page")
        sent = await asyncio.to_thread(sent_posts, desk, after, MAX_POSTS, reader)
    except (ValueError, OverflowError):  # near year 1 or 9999 a time cannot be converted to another zone
        raise web.HTTPBadRequest(text=wording.no_date(request.query["after"])) from None
    except Sorry as sorry:
        raise web.HTTPServiceUnavailable(text=str(sorry)) from None
    return render(request, "posts.html", found=sent, brief="brief" in request.query)


async def about(request: web.Request) -> web.Response:
    """What the app is and what it keeps: for anybody, without a cookie."""
    desk = await asyncio.to_thread(visitor_of(request).service.desk)
    edition = desk.law.edition
    law, changed, copied = (edition.version, edition.date, edition.copied) if edition else ("", None, False)
    parts = (*about_words.PARTS, about_words.versions(version(), law, changed, copied=copied))
    text = request.app[TEMPLATES].get_template("about.html").render(title=about_words.TITLE, parts=parts)
    return web.Response(text=text, content_type="text/html")


def error_page(request: web.Request, says: str, status: int) -> web.Response:
    """A page with one sentence, with that HTTP status."""
    reply = sorry_reply(wording.SORRY_TITLE, says)
    return render(request, "record.html", id="", replies=[reply], seen=(), status=status)


def render(request: web.Request, template: str, status: int = 200, **values: Any) -> web.Response:
    """A rendered template, with the cookie and the token that its forms need."""
    cookie = entry.cookie_of(request)
    token = entry.token_of(request, cookie)
    context = {"token": token, "path": request.path, "visitor": visitor_of(request).name, **values}
    text = request.app[TEMPLATES].get_template(template).render(context)
    response = web.Response(text=text, status=status, content_type="text/html", headers={"X-Token": token})
    entry.set_cookie(response, cookie, secure=request.app[SECURE] and entry.AT_MACHINE not in request)
    return response


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
    says = page_words.NO_SUCH_PAGE if refused.status in NO_PAGE else refused.text
    kept_out = refused.status == web.HTTPForbidden.status_code and request.method in SAFE_METHODS
    link, leads_to = ("/about", about_words.TITLE) if kept_out else ("/", page_words.START)
    template = request.app[TEMPLATES].get_template("refused.html")
    refused.text = template.render(title=page_words.SORRY, says=says, link=link, leads_to=leads_to)
    refused.content_type = "text/html"
