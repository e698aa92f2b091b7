"""To whom does the tab show the board, by what Entra says of them?"""

import asyncio
import base64
import json
import time
from typing import Any

import pytest

from bot.teams import tab_words
from bot.teams.tab_words import UNMET
from handlers.people.contacts import remember_person
from handlers.people.page_people import forget_lost_places
from storage.records import Event, Person, Place, Role
from tests.bot.teams.small_teams import tokens
from tests.bot.teams.small_teams.teams import APP, ELSEWHERE, TENANT, until
from tests.bot.teams.tab.tab_server import NOW, Served

HOUR = 3600
WRONG: dict[str, dict[str, Any]] = {
    "expired": {"exp": time.time() - HOUR},
    "without an end": {"exp": None},
    "not yet good": {"nbf": time.time() + HOUR},
    "of another app": {"aud": "22222222-2222-4222-8222-222222222222"},
    "of what only ends like us": {"aud": f"api://evil.example.org/{APP}"},
    "for nobody": {"aud": None},
    "of another issuer": {"iss": "https://login.example.org/"},
    "of a strange tenant": {"tid": ELSEWHERE},
    "of no tenant": {"tid": None},
    "of a path": {"tid": "../common"},
    "of no person": {"oid": None},
    "of an odd person": {"oid": "teams:admin"},
    "of an app for itself": {"scp": None, "roles": ["access_as_user"]},
    "of another scope": {"scp": "User.Read"},
}


@pytest.mark.parametrize("claims", WRONG.values(), ids=WRONG)
async def test_a_token_that_is_wrong_in_one_thing_opens_nothing(served: Served, claims: dict[str, Any]) -> None:
    assert await served.board(**claims) == (401, tab_words.NOT_TAKEN)
    assert (await served.board())[0] == 200


@pytest.mark.parametrize("algorithm", ["none", "HS256", "RS512"])
async def test_one_algorithm_is_taken(served: Served, algorithm: str) -> None:
    good = json.loads(_body(served.teams.entra_token()))
    token = tokens.sign(good, "entra", "entra", algorithm)
    assert (await served.get("teams/board", Authorization=f"Bearer {token}"))[0] == 401
    for odd in ("", "Bearer", "Bearer x.y.z", f"Basic {served.teams.entra_token()}"):
        assert (await served.get("teams/board", Authorization=odd))[:2] == (401, tab_words.NOT_TAKEN)


def _body(token: str) -> bytes:
    part = token.split(".")[1]
    return base64.urlsafe_b64decode(part + "=" * (-len(part) % 4))


async def test_a_key_of_somebody_else_opens_nothing(served: Served) -> None:
    assert (await served.board(key="stranger"))[0] == 401


async def test_a_tenant_that_is_not_served_makes_us_fetch_nothing(served: Served) -> None:
    assert (await served.board("far"))[0] == 401
    assert not served.teams.calls


async def test_both_versions_of_tokens_are_taken(served: Served) -> None:
    first = {"ver": "1.0", "iss": f"{served.teams.entra}/{TENANT}/"}
    for audience in (APP, f"api://{APP}", f"api://dpa.example.org/{APP}", f"api://dpa.example.org/botid-{APP}"):
        assert (await served.board(aud=audience))[0] == 200, audience
        assert (await served.board(aud=audience, **first))[0] == 200, audience
    assert len([call for call in served.teams.calls if call.what == "entra_keys"]) == 1, "kept"


@pytest.mark.parametrize(
    "claims",
    [
        {"acct": 1},
        {"acct": "1"},
        {"acct": None, "idp": f"https://sts.windows.net/{ELSEWHERE}/"},
        {"acct": None, "idp": "live.com"},
    ],
)
async def test_a_guest_sees_nothing_whatever_their_role(served: Served, claims: dict[str, Any]) -> None:
    status, text = await served.board(**claims)
    assert status == 403 and "not for guests" in text and "Acme" not in text
    member = {"acct": 0, "idp": f"https://sts.windows.net/{TENANT}/"}
    assert (await served.board(**member))[0] == 200


@pytest.mark.parametrize("said", ["deadlines", "contract C-1", "log-contract vendor: Canva; executed: 2026-10-06"])
async def test_a_guest_is_told_nothing_by_a_button_of_the_tab_and_changes_nothing(served: Served, said: str) -> None:
    person = Person(id=f"teams:{served.teams.people['ana'].aad}", name="Ana Ruiz", role=Role.PRIVACY)
    served.desk.store.change(Event(who="test", what="grant", when=NOW, surface="test"), lambda _: [person])
    text = await served.says(said, acct=1)
    assert "guest" in text and "Acme" not in text and len(served.desk.store.contracts()) == 1
    text = await served.says(said, acct=0)
    assert "Acme" in text or len(served.desk.store.contracts()) == 2, "a member with the same role is served"


UNTOLD: dict[str, dict[str, Any]] = {
    "neither claim": {"acct": None},
    "signed in here, as a guest with an account of ours is": {
        "acct": None,
        "idp": f"https://sts.windows.net/{TENANT}/",
    },
}


@pytest.mark.parametrize("claims", UNTOLD.values(), ids=UNTOLD)
async def test_whom_the_token_does_not_call_a_member_teams_has_to_have_called_one(
    served: Served, claims: dict[str, Any]
) -> None:
    ana, desk = f"teams:{served.teams.people['ana'].aad}", served.desk
    assert await served.board(**claims) == (403, UNMET), "a role alone is not enough"
    elsewhere = Place(id="slack:D1", surface="slack", address={"channel": "D1"}, name="Ana Ruiz", private=True)
    remember_person(ana, "Ana Ruiz", elsewhere, desk)
    assert await served.board(**claims) == (403, UNMET)
    chat = Place(id="teams:a:ana", surface="teams", address={"conversation": "a:ana"}, name="Ana Ruiz", private=True)
    remember_person(ana, "Ana Ruiz", chat, desk)
    assert (await served.board(**claims))[0] == 200
    assert (await served.board(acct=1))[0] == 403, "what the token says comes first"
    forget_lost_places("teams", lambda place: place.id == chat.id, desk)
    assert await served.board(**claims) == (403, UNMET)


async def test_a_role_is_looked_up_each_time(served: Served) -> None:
    person = Person(id=f"teams:{served.teams.people['ana'].aad}", name="Ana Ruiz", role=Role.EVERYONE)
    served.desk.store.change(Event(who="test", what="revoke", when=NOW, surface="test"), lambda _: [person])
    assert (await served.board())[0] == 403


async def test_without_keys_nobody_is_told_anything_and_nothing_else_waits(
    served: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.teams.connector.tokens.WITHIN", 5.0)
    for what in ("login", "entra_keys"):
        served.teams.hang(what)
    waiting = asyncio.create_task(served.board())
    await until(lambda: served.teams.calls)
    assert (await served.get("healthz"))[0] == 200 and not waiting.done()
    assert await waiting == (503, tab_words.NOT_NOW)
