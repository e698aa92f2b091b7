"""Is a page found to be there, gone or elsewhere, and is nobody's own network ever asked?"""

import socket

import aiohttp
import pytest

from bot.links import MOST_REDIRECTS, NotPublicError, is_public, open_session, visit
from handlers.links import PageState
from tests.bot.links.website import Website

GONE, MOVED, THERE = PageState.GONE, PageState.MOVED, PageState.THERE
UNCLEAR, SILENT = PageState.UNCLEAR, PageState.SILENT


async def look(address: str, *, loopback: bool = True, within: float = 60) -> PageState:
    async with open_session(loopback=loopback) as session:
        return await visit(address, session, within)


@pytest.mark.parametrize(
    ("status", "state"), [(200, THERE), (204, THERE), (404, GONE), (410, GONE), (403, UNCLEAR), (503, UNCLEAR)]
)
async def test_the_status_tells_it(site: Website, status: int, state: PageState) -> None:
    site.pages["/a"] = status
    assert await look(site.at("/a")) is state


@pytest.mark.parametrize("refusal", [405, 501, 403, 404])
async def test_a_server_that_refuses_head_is_asked_with_get(site: Website, refusal: int) -> None:
    site.pages["/a"], site.refuses["HEAD"] = 200, refusal
    assert await look(site.at("/a")) is THERE
    assert site.asked == [("HEAD", "/a"), ("GET", "/a")]


async def test_a_redirect_within_the_site_is_there_and_to_another_one_has_moved(site: Website) -> None:
    site.pages |= {"/a": "/b", "/b": 200, "/c": site.at("/b", "localhost"), "/d": site.at("/none", "localhost")}
    assert await look(site.at("/a")) is THERE
    assert await look(site.at("/c")) is MOVED
    assert await look(site.at("/d")) is GONE


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
async def test_every_kind_of_redirect_is_followed(site: Website, status: int) -> None:
    site.leads_by = status
    site.pages |= {"/a": site.at("/b", "localhost"), "/b": 200, "/c": "/none"}
    assert await look(site.at("/a")) is MOVED
    assert await look(site.at("/c")) is GONE


async def test_it_follows_four_redirects_and_no_more(site: Website) -> None:
    site.pages |= {f"/{k}": f"/{k - 1}" for k in range(1, MOST_REDIRECTS + 2)} | {"/0": 200}
    assert await look(site.at(f"/{MOST_REDIRECTS}")) is THERE
    assert await look(site.at(f"/{MOST_REDIRECTS + 1}")) is UNCLEAR


async def test_a_server_that_does_not_answer_is_not_gone(site: Website) -> None:
    site.silent.add("/a")
    assert await look(site.at("/a"), within=0.2) is SILENT
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        assert await look(f"http://127.0.0.1:{closed.getsockname()[1]}/") is SILENT


@pytest.mark.parametrize(("error", "state"), [(socket.EAI_NONAME, GONE), (socket.EAI_AGAIN, SILENT)])
async def test_a_host_that_does_not_exist_is_gone_and_a_broken_resolver_tells_nothing(
    monkeypatch: pytest.MonkeyPatch, error: int, state: PageState
) -> None:
    def fails(*_: object, **__: object) -> None:
        raise socket.gaierror(error, "as the system says")

    monkeypatch.setattr(socket, "getaddrinfo", fails)
    assert await look("https://schools.example.org/") is state


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "127.1", "2130706433", "0x7f000001", "１２７.0.0.1"])
async def test_this_machine_is_never_asked_however_it_is_written(site: Website, host: str) -> None:
    site.pages["/a"] = 200
    assert await look(site.at("/a", host), loopback=False) in {SILENT, GONE}
    assert not site.asked


@pytest.mark.parametrize("inside", ["http://10.0.0.1/", "http://169.254.169.254/latest/", "http://[fd00::1]/"])
async def test_no_network_is_asked_also_after_a_redirect(site: Website, inside: str) -> None:
    site.pages["/a"] = inside
    assert await look(site.at("/a")) is SILENT
    assert await is_refused(inside)


@pytest.mark.parametrize(
    "onward", ["ftp://127.0.0.1/", "file:///etc/passwd", "http://name:word@127.0.0.1/", "http://["]
)
async def test_a_redirect_to_what_is_no_page_is_not_followed(site: Website, onward: str) -> None:
    site.pages["/a"] = onward
    assert await look(site.at("/a")) in {UNCLEAR, SILENT}
    assert {path for _, path in site.asked} == {"/a"}


async def test_a_name_that_resolves_to_a_private_address_is_not_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    """Also where the name led elsewhere a moment before: each connection is looked at."""
    found = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("192.168.1.10", 80))]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: found)
    assert await is_refused("http://schools.example.org/")


async def is_refused(address: str) -> bool:
    """Whether no connection is tried, which a network that drops it would hide."""
    async with open_session(loopback=True) as session:
        with pytest.raises(aiohttp.ClientConnectorError) as raised:
            await session.get(address)
    return isinstance(raised.value.os_error, NotPublicError)


@pytest.mark.parametrize(
    "address",
    [
        "10.1.2.3",
        "172.16.0.1",
        "192.168.0.1",
        "169.254.169.254",
        "100.64.0.1",
        "0.0.0.0",
        "224.0.0.1",
        "255.255.255.255",
        "::",
        "fe80::1",
        "fe80::1%eth0",
        "fd00::1",
        "ff02::1",
        "::ffff:10.0.0.1",
        "64:ff9b::a00:1",
        "2002:a00:1::1",
    ],
)
def test_addresses_inside_a_network_are_refused_also_in_drills(address: str) -> None:
    assert not is_public(address, loopback=True)


@pytest.mark.parametrize("address", ["127.0.0.1", "127.8.8.8", "::1", "::ffff:127.0.0.1", "64:ff9b::7f00:1"])
def test_this_machine_is_public_in_drills_only(address: str) -> None:
    assert is_public(address, loopback=True) and not is_public(address, loopback=False)


INSIDE = ("10.1.2.3", "192.168.0.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1")
WRITTEN = (
    "::{}",
    "::ffff:{}",
    "::ffff:0:{}",
    "64:ff9b::{}",
    "64:ff9b:1::{}",
    "2001:4860::5efe:{}",
    "2001:4860::200:5efe:{}",
)
"""How an IPv4 address stands at the end of one of IPv6."""


@pytest.mark.parametrize("written", WRITTEN)
def test_an_address_inside_another_one_is_as_public_as_itself(written: str) -> None:
    assert not any(is_public(written.format(inside), loopback=True) for inside in INSIDE)
    assert not is_public(written.format("127.0.0.1"), loopback=False)


@pytest.mark.parametrize("start", range(0, 0x10000, 0x100))
def test_of_ipv6_only_what_is_routed_is_public(start: int) -> None:
    """Site-local, unique, link-local, multicast, documentation and what nobody has yet."""
    address = f"{start:x}:db8:1::1"
    assert is_public(address, loopback=True) <= (0x2000 <= start < 0x4000)


@pytest.mark.parametrize("address", ["8.8.8.8", "64:ff9b::8.8.8.8", "2001:4860:4860::8888", "::ffff:8.8.8.8"])
def test_public_addresses_are_asked(address: str) -> None:
    assert is_public(address, loopback=False)
