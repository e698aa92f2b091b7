"""Asks one address whether a page is there; keeps nothing of the answer but what that comes to."""

from __future__ import annotations

import asyncio
import logging
import socket
import threading
from collections import Counter
from collections.abc import Iterable, Mapping
from concurrent.futures import CancelledError
from contextlib import suppress
from datetime import UTC, timedelta
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from queue import Queue
from typing import Any
from urllib.parse import urljoin, urlsplit

import aiohttp

from handlers.dialogue.desk import Desk
from handlers.links.posts import PageState, is_due, posted_pages, save_check

WITHIN = 10.0
"""Seconds for one address, with all its redirects."""
MOST_REDIRECTS = 4
GONE = frozenset({404, 410})
NO_SUCH_HOST = frozenset({socket.EAI_NONAME, getattr(socket, "EAI_NODATA", socket.EAI_NONAME)})
HEADERS: Mapping[str, str] = {"User-Agent": "dpa link check", "Accept": "*/*"}
_UNICAST = IPv6Network("2000::/3")
"""All that is routed on the public internet of IPv6; translations of IPv4 stand beside it."""
_IPV4_LAST = tuple(IPv6Network(f"{prefix}/96") for prefix in ("64:ff9b::", "::", "::ffff:0:0", "::ffff:0:0:0"))
_ISATAP = frozenset({0x00005EFE, 0x02005EFE})
"""What stands before an IPv4 address at the end of one that a network makes of it."""


class NotPublicError(OSError):
    """An address is inside somebody's own network."""


def is_public(address: str, *, loopback: bool) -> bool:
    """Whether an IP address is on the public internet, also where it stands inside another one.

    ``loopback``: this machine counts as public too, in tests and drills.
    """
    ip = _innermost(ip_address(address))
    if ip.is_loopback:
        return loopback
    is_routed = isinstance(ip, IPv4Address) or ip in _UNICAST
    return is_routed and ip.is_global and not ip.is_multicast


def _innermost(ip: IPv4Address | IPv6Address) -> IPv4Address | IPv6Address:
    if isinstance(ip, IPv4Address) or ip.is_loopback:
        return ip
    last = IPv4Address(int(ip) & 0xFFFFFFFF)
    if any(ip in one for one in _IPV4_LAST) or int(ip) >> 32 & 0xFFFFFFFF in _ISATAP:
        return last
    return ip.sixtofour or (ip.teredo[1] if ip.teredo else ip)


def open_session(*, loopback: bool) -> aiohttp.ClientSession:
    """A client that connects to public addresses only, whatever a name resolves to or a redirect says.

    It looks at the address of each connection, so a name that changes between two looks gains nothing.
    """

    def guarded(info: tuple[Any, ...]) -> socket.socket:
        family, kind, protocol, _, where = info
        if not is_public(str(where[0]), loopback=loopback):
            raise NotPublicError("not on the public internet")
        return socket.socket(family, kind, protocol)

    connector = aiohttp.TCPConnector(
        force_close=True, socket_factory=guarded, resolver=aiohttp.ThreadedResolver(), use_dns_cache=False
    )
    return aiohttp.ClientSession(
        connector=connector, cookie_jar=aiohttp.DummyCookieJar(), headers=HEADERS, auto_decompress=False
    )


async def visit(address: str, session: aiohttp.ClientSession, within: float = WITHIN) -> PageState:
    """How a page stands. Never raises for what a server does."""
    try:
        async with asyncio.timeout(within):
            return await _follow(address, session)
    except aiohttp.ClientConnectorDNSError as error:
        return PageState.GONE if error.os_error.errno in NO_SUCH_HOST else PageState.SILENT
    except (aiohttp.ClientError, OSError, ValueError):
        return PageState.SILENT


async def _follow(address: str, session: aiohttp.ClientSession) -> PageState:
    now = address
    for _ in range(MOST_REDIRECTS + 1):
        status, onward = await _ask(now, session)
        if not onward:
            return _state(status, moved=_site(now) != _site(address))
        now = urljoin(now, onward)
        parts = urlsplit(now)
        if parts.scheme not in {"http", "https"} or parts.username is not None:
            return PageState.UNCLEAR
    return PageState.UNCLEAR


async def _ask(address: str, session: aiohttp.ClientSession) -> tuple[int, str]:
    """The status, and where it leads. Servers that refuse HEAD, in one way or another, are asked with GET."""
    status, onward = 0, ""
    for method in ("HEAD", "GET"):
        async with session.request(method, address, allow_redirects=False) as answer:
            status, onward = answer.status, answer.headers.get("Location", "")
        if status < 400:
            return status, onward if status in {301, 302, 303, 307, 308} else ""
    return status, ""


def _state(status: int, *, moved: bool) -> PageState:
    if status in GONE:
        return PageState.GONE
    if status >= 400:
        return PageState.UNCLEAR
    return PageState.MOVED if moved else PageState.THERE


def _site(address: str) -> str:
    return (urlsplit(address).hostname or "").removeprefix("www.")


log = logging.getLogger("dpa")
AT_ONCE = 4
MOST_UNANSWERED = 3
"""After so many addresses without an answer a host is left alone until the next check."""
SLOT, LEASE = "page check", timedelta(hours=12)
"""One bot checks at a time; another one takes over from one that died."""
CLOSES_WITHIN = 5.0


class PageChecker:
    """Checks one district after another."""

    def __init__(self, *, loopback: bool, within: float = WITHIN) -> None:
        self._loopback, self._within = loopback, within
        self._waiting: Queue[Desk | None] = Queue()
        self._thread: threading.Thread | None = None
        self._running: tuple[asyncio.AbstractEventLoop, asyncio.Task[object]] | None = None
        self._closed = False

    def begin(self, district: str, desk: Desk) -> None:  # noqa: ARG002 - what the heartbeat calls each day
        """Check the district's pages soon, if it is time to. Never raises: reminders do not depend on it."""
        now = desk.now.astimezone(UTC)
        try:
            if self._closed or not is_due(desk) or desk.store.take_slot(SLOT, now, LEASE) != now:
                return
        except Exception:
            log.exception("the posted pages were not checked; trying again tomorrow")
            return
        self._waiting.put(desk)
        if self._thread is None:
            self._thread = threading.Thread(target=self._work, name="page check", daemon=True)
            self._thread.start()

    @property
    def is_idle(self) -> bool:
        """Whether no check runs or waits."""
        return self._waiting.unfinished_tasks == 0

    def close(self) -> None:
        """Stop at once; the next day begins again."""
        self._closed = True
        if self._thread is None:
            return
        self._waiting.put(None)
        if running := self._running:
            with suppress(RuntimeError):  # the loop has just ended by itself
                running[0].call_soon_threadsafe(running[1].cancel)
        self._thread.join(CLOSES_WITHIN)

    def _work(self) -> None:
        while (desk := self._waiting.get()) and not self._closed:
            try:
                self.check(desk)
            except (asyncio.CancelledError, CancelledError):
                return
            except Exception:
                log.exception("the posted pages were not checked; trying again tomorrow")
            self._waiting.task_done()

    def check(self, desk: Desk) -> None:
        """Check all of a district's pages, and keep what was found. Raises StoreError."""
        states = asyncio.run(self._visit_all(tuple(posted_pages(desk))))
        save_check(states, desk)

    async def _visit_all(self, addresses: Iterable[str]) -> dict[str, PageState]:
        task = asyncio.current_task()
        assert task is not None
        self._running = asyncio.get_running_loop(), task
        found, unanswered, turns = dict[str, PageState](), Counter[str](), asyncio.Semaphore(AT_ONCE)
        async with open_session(loopback=self._loopback) as session:

            async def one(address: str) -> None:
                async with turns:
                    host = urlsplit(address).netloc
                    found[address] = PageState.SILENT
                    if unanswered[host] < MOST_UNANSWERED:
                        found[address] = await visit(address, session, self._within)
                    unanswered[host] += found[address] is PageState.SILENT

            try:
                await asyncio.gather(*map(one, addresses))
            finally:
                self._running = None
        return found
