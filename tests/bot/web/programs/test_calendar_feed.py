"""Does the calendar feed give the open deadlines to everybody who has its secret address, and only what changed?"""

from collections.abc import AsyncIterator
from datetime import timedelta

import aiohttp
import pytest
from icalendar import Calendar

from handlers.dialogue.reply import Link
from storage.records import Role
from tests.bot.mcp.conftest import ANA, District

BO = "page:bo@example.org"


@pytest.fixture
async def http() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(force_close=True)) as session:
        yield session


def address(district: District, who: str = ANA) -> str:
    """The path of a new address, as the reply shows it."""
    shown = next(part.url for part in district.say("calendar new", who).parts if isinstance(part, Link))
    assert shown.startswith("https://dpa.example.org/calendar/district/") and shown.endswith(".ics")
    return shown.removeprefix("https://dpa.example.org/")


async def read(http: aiohttp.ClientSession, url: str, known: str = "") -> tuple[int, bytes, str]:
    headers = {"If-None-Match": known} if known else {}
    async with http.get(url, headers=headers) as answer:
        return answer.status, await answer.read(), answer.headers.get("ETag", "")


async def test_a_calendar_reads_the_open_deadlines_and_asks_again_for_nothing(
    served: str, district: District, http: aiohttp.ClientSession
) -> None:
    url = f"{served}{address(district)}"
    before = district.store.dump()
    status, content, tag = await read(http, url)
    assert status == 200 and tag
    calendar = Calendar.from_ical(content)
    (event,) = calendar.walk("VEVENT")
    (deadline,) = district.store.deadlines()
    assert (event.decoded("dtstart"), event.decoded("dtend")) == (deadline.safe, deadline.safe + timedelta(days=1))
    assert "Acme" in event["summary"] and deadline.cite in event["description"]
    assert event["uid"] == f"{deadline.id}-district@dpa"
    assert await read(http, url, tag) == (304, b"", tag), "a subscription that asks again gets nothing"
    assert (await read(http, url))[1] == content
    assert district.store.dump() == before, "reading writes nothing"
    district.say("log-contract vendor: Bright; executed: 2026-11-23; purpose: reading")
    status, changed, other = await read(http, url, tag)
    assert status == 200 and other != tag and len(Calendar.from_ical(changed).walk("VEVENT")) == 2
    async with http.get(url) as answer:
        assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
        assert answer.headers["Cache-Control"] == "private, no-cache"
    async with http.head(url) as answer:
        assert answer.status == 200


async def test_an_address_that_was_ended_or_replaced_opens_nothing(
    served: str, district: District, http: aiohttp.ClientSession
) -> None:
    first = f"{served}{address(district)}"
    second = f"{served}{address(district)}"
    assert (await read(http, first))[0] == 404 and (await read(http, second))[0] == 200
    assert second.rpartition("/")[2][:43].encode() not in repr(district.store.dump()).encode()
    district.say("calendar end")
    status, says, _ = await read(http, second)
    assert status == 404 and b"calendar new" in says
    assert (await read(http, f"{served}calendar/nowhere/{'a' * 43}.ics"))[0] == 404
    assert (await read(http, f"{served}calendar/district/short.ics"))[0] == 404


async def test_who_loses_the_role_loses_the_calendar(
    served: str, district: District, http: aiohttp.ClientSession
) -> None:
    district.role(Role.STAFF, BO)
    url = f"{served}{address(district, BO)}"
    assert (await read(http, url))[0] == 200
    district.role(Role.EVERYONE, BO)
    assert (await read(http, url))[0] == 404


async def test_a_token_of_a_program_is_no_calendar_and_the_other_way_round(
    served: str, district: District, http: aiohttp.ClientSession
) -> None:
    token, url = district.token(), f"{served}{address(district)}"
    secret = token.partition(".")[2]
    assert (await read(http, f"{served}calendar/district/{secret}.ics"))[0] == 404
    held = url.rpartition("/")[2].removesuffix(".ics")
    headers = {"Authorization": f"Bearer district.{held}"}
    async with http.get(f"{served}api/contracts", headers=headers) as answer:
        assert answer.status == 401
