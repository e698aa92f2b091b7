"""Checks whether the web pages that a district has posted are there, visiting public addresses only."""

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
from handlers.links import PageState, is_due, posted_pages, save_check

WITHIN = 10.0
"""Seconds for one address, with all its redirects."""
MOST_REDIRECTS = 4
GONE = frozenset({404, 410})
NO_SUCH_HOST = frozenset({socket.EAI_NONAME, getattr(socket, "EAI_NODATA", socket.EAI_NONAME)})
HEADERS: Mapping[str, str] = {"User-Agent": "dpa link check", "Accept": "*/*"}
_UNICAST = IPv6Network("2000::/3")
"""The IPv6 addresses that are routed on the public internet."""
_IPV4_LAST = tuple(IPv6Network(f"{prefix}/96") for prefix in ("64:ff9b::", "::", "::ffff:0:0", "::ffff:0:0:0"))
"""Networks whose addresses end in the IPv4 address that they stand for."""
_ISATAP = frozenset({0x00005EFE, 0x02005EFE})
"""ISATAP: the 32 bits before the IPv4 address at the end of an IPv6 address."""


class NotPublicError(OSError):
    """The address is inside a private network."""


def is_public(address: str, *, loopback: bool) -> bool:
    """Whether an IP address is on the public internet, also where it is embedded in another address.

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

    It checks the address of each connection, so a name that resolves differently the second time gains nothing.
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
    """Whether the page at the address is there. Never raises for what a server does."""
    try:
        async with asyncio.timeout(within):
            return await _follow(address, session)
    except aiohttp.ClientConnectorDNSError as error:
        return PageState.GONE if error.os_error.errno in NO_SUCH_HOST else PageState.SILENT
    except (aiohttp.ClientError, OSError, ValueError):
        return PageState.SILENT


async def _follow(address: str, session: aiohttp.ClientSession) -> PageState:
    current = address
    for _ in range(MOST_REDIRECTS + 1):
        status, redirect = await _ask(current, session)
        if not redirect:
            return _state(status, moved=_site(current) != _site(address))
        current = urljoin(current, redirect)
        parts = urlsplit(current)
        if parts.scheme not in {"http", "https"} or parts.username is not None:
            return PageState.UNCLEAR
    return PageState.UNCLEAR


async def _ask(address: str, session: aiohttp.ClientSession) -> tuple[int, str]:
    """The status, and where a redirect leads. Servers that refuse HEAD, in one way or another, are asked with GET."""
    status, redirect = 0, ""
    for method in ("HEAD", "GET"):
        async with session.request(method, address, allow_redirects=False) as answer:
            status, redirect = answer.status, answer.headers.get("Location", "")
        if status < 400:
            return status, redirect if status in {301, 302, 303, 307, 308} else ""
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
"""After this many addresses without an answer, a host is skipped until the next check."""
SLOT, LEASE = "page check", timedelta(hours=12)
"""The slot that lets one bot check at a time; after the lease another one takes over from one that died."""
CLOSES_WITHIN = 5.0


class PageChecker:
    """Checks the pages of one district after another, in a thread of its own."""

    def __init__(self, *, loopback: bool, within: float = WITHIN) -> None:
        self._loopback, self._within = loopback, within
        self._waiting: Queue[Desk | None] = Queue()
        self._thread: threading.Thread | None = None
        self._running: tuple[asyncio.AbstractEventLoop, asyncio.Task[object]] | None = None
        self._closed = False

    def begin(self, district: str, desk: Desk) -> None:  # noqa: ARG002 - what the heartbeat calls each day
        """Check the district's pages soon, if that is due. Never raises: reminders do not depend on it."""
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
        """Stop at once; the next day's check starts over."""
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
        """Check all of a district's pages, and save their states. Raises StoreError."""
        states = asyncio.run(self._visit_all(tuple(posted_pages(desk))))
        save_check(states, desk)

    async def _visit_all(self, addresses: Iterable[str]) -> dict[str, PageState]:
        task = asyncio.current_task()
        assert task is not None
        self._running = asyncio.get_running_loop(), task
        page_states, unanswered, turns = dict[str, PageState](), Counter[str](), asyncio.Semaphore(AT_ONCE)
        async with open_session(loopback=self._loopback) as session:

            async def one(address: str) -> None:
                async with turns:
                    host = urlsplit(address).netloc
                    page_states[address] = PageState.SILENT
                    if unanswered[host] < MOST_UNANSWERED:
                        page_states[address] = await visit(address, session, self._within)
                    unanswered[host] += page_states[address] is PageState.SILENT

            try:
                await asyncio.gather(*map(one, addresses))
            finally:
                self._running = None
        return page_states
