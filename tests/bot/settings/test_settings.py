"""Do the settings say who administers and how Slack is reached, and is a wrong one named?"""

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from bot.compose import desk_maker, desk_makers, open_store, open_stores
from bot.models import models_when_asked
from bot.settings import Settings, read_settings
from handlers.dialogue.command_spec import Sorry
from handlers.dialogue.desk import Message
from handlers.dialogue.text import plain
from handlers.dispatch import respond
from handlers.people.access import role_of
from storage.records import Event, Role, Setup


@pytest.mark.parametrize(
    ("typed", "ids"),
    [("", ()), (" slack:u42, teams:29:1aB,", ("slack:U42", "teams:29:1aB")), ("slack:U1,slack:U1", ("slack:U1",))],
)
def test_administrators_are_named_by_their_ids(monkeypatch: pytest.MonkeyPatch, typed: str, ids: tuple[str]) -> None:
    monkeypatch.setenv("DPA_ADMINS", typed)
    assert read_settings().admins == ids


@pytest.mark.parametrize("typed", ["Ana Ruiz", "slack:U1, ana", "U042", '["slack:U1"]', "slack:"])
def test_an_id_that_is_none_is_named(monkeypatch: pytest.MonkeyPatch, typed: str) -> None:
    monkeypatch.setenv("DPA_ADMINS", typed)
    with pytest.raises(Sorry, match=r"DPA_ADMINS: .*is not a person's ID"):
        read_settings()


def test_proxies_on_other_machines_are_named_by_their_addresses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DPA_PROXIES", " 172.30.78.2, 2001:DB8::0002 ")
    assert read_settings().proxies == ("172.30.78.2", "2001:db8::2")
    monkeypatch.setenv("DPA_PROXIES", "caddy")
    with pytest.raises(Sorry, match="DPA_PROXIES: 'caddy' is not an IP address"):
        read_settings()


def test_whom_the_settings_name_is_administrator(tmp_path: Path) -> None:
    made = desk_maker(Settings(data=tmp_path, admins=("slack:U42",)))()
    assert role_of(Message("", who="slack:U42"), made) is Role.ADMIN
    assert role_of(Message("", who="slack:U43"), made) is Role.EVERYONE


@pytest.mark.parametrize("zone", ["Pacific/Honolulu", "Europe/Athens"])
def test_the_zone_of_the_setup_shows_the_same_moment(tmp_path: Path, zone: str) -> None:
    settings = Settings(data=tmp_path, now=datetime.fromisoformat("2026-11-24T22:30"))
    store = open_store(settings)
    make = desk_maker(settings, store)
    before = make().now
    store.change(Event(who="test", what="setup", when=before, surface="test"), lambda _: [Setup(zone=zone)])
    after = make()
    assert str(after.zone) == zone
    assert timedelta() <= after.now - before < timedelta(minutes=5)


def test_only_the_bots_own_district_publishes_into_the_folder_of_the_settings(tmp_path: Path) -> None:
    settings = Settings(data=tmp_path, district="hartford", register_folder=tmp_path / "site")
    make, stores = desk_makers(settings, models_when_asked), open_stores(settings)
    for district in ("hartford", "windham"):
        desk = make(district, stores.open(district), Role.ADMIN, "")()
        reply = respond(Message("publish", who="slack:U1", surface="slack"), desk)
        assert ("set DPA_REGISTER" in plain(reply)) == (district != "hartford"), plain(reply)
    stores.close()


BOT, APP, SIGNING = "xoxb-1-2-abc", "xapp-1-A1-2-abc", "8f742231b10e8888abcd99yyyzzz85a5"


@pytest.fixture(autouse=True)
def unset(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("BOT_TOKEN", "APP_TOKEN", "SIGNING_SECRET", "CLIENT_ID", "CLIENT_SECRET"):
        monkeypatch.delenv(f"SLACK_{name}", raising=False)
    for name in ("Id", "Password", "TenantId", "Type"):
        monkeypatch.delenv(f"MicrosoftApp{name}", raising=False)


@pytest.mark.parametrize(
    ("given", "way"),
    [
        ({}, ""),
        ({"BOT_TOKEN": "", "SIGNING_SECRET": " "}, ""),
        ({"BOT_TOKEN": f" {BOT}\n", "SIGNING_SECRET": SIGNING}, "http"),
        ({"BOT_TOKEN": BOT, "APP_TOKEN": APP}, "socket"),
        ({"BOT_TOKEN": BOT, "APP_TOKEN": APP, "SIGNING_SECRET": SIGNING}, "socket"),
        ({"CLIENT_ID": "12.34", "CLIENT_SECRET": "ab", "SIGNING_SECRET": SIGNING}, "http"),
    ],
)
def test_slack_is_reached_as_its_tokens_say(monkeypatch: pytest.MonkeyPatch, given: dict[str, str], way: str) -> None:
    for name, value in given.items():
        monkeypatch.setenv(f"SLACK_{name}", value)
    found = read_settings()
    assert found.slack == way
    assert BOT not in repr(found) and SIGNING not in repr(found)
    if way and "CLIENT_ID" not in given:
        assert found.slack_bot_token and found.slack_bot_token.get_secret_value() == BOT


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"SLACK_BOT_TOKEN": "xoxp-1", "SLACK_APP_TOKEN": APP}, "^The settings are wrong. SLACK_BOT_TOKEN: .*xoxb-"),
        ({"SLACK_BOT_TOKEN": BOT, "SLACK_APP_TOKEN": BOT}, "SLACK_APP_TOKEN: .*xapp-"),
        ({"SLACK_BOT_TOKEN": BOT, "SLACK_SIGNING_SECRET": "two words"}, "SLACK_SIGNING_SECRET: .*no spaces"),
        ({"SLACK_BOT_TOKEN": BOT}, "SLACK_SIGNING_SECRET .* or SLACK_APP_TOKEN"),
        ({"SLACK_APP_TOKEN": APP}, "SLACK_BOT_TOKEN"),
        ({"SLACK_CLIENT_ID": "1.2", "SLACK_SIGNING_SECRET": SIGNING}, "go together"),
        ({"SLACK_BOT_TOKEN": BOT, "SLACK_CLIENT_ID": "1.2", "SLACK_CLIENT_SECRET": "ab"}, "remove one of them"),
        (
            {"DPA_SLACK_TEAMS": "T1=hartford, hartford"},
            "DPA_SLACK_TEAMS: 'hartford' is not a workspace and its district",
        ),
        ({"DPA_SLACK_TEAMS": "T1=../x"}, "DPA_SLACK_TEAMS"),
        ({"DPA_SLACK_API_URL": "http://slack.example.org/api/"}, "loopback"),
        ({"DPA_SLACK_API_URL": "http://127.0.0.1:4003/api/", "DPA_HOST": "0.0.0.0"}, "loopback"),
        ({"DPA_SPEED": "9", "SLACK_BOT_TOKEN": BOT, "SLACK_APP_TOKEN": APP}, "DPA_SLACK_API_URL"),
    ],
)
def test_what_is_wrong_with_slack_is_named(monkeypatch: pytest.MonkeyPatch, given: dict[str, str], says: str) -> None:
    for name, value in given.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(Sorry, match=says) as told:
        read_settings()
    assert BOT not in str(told.value) and APP not in str(told.value)


@pytest.mark.parametrize(
    ("typed", "url"),
    [
        ("", ""),
        ("https://dpa.example.org", "https://dpa.example.org"),
        (" HTTPS://DPA.example.org:443/ ", "https://dpa.example.org"),
        ("https://dpa.example.org:8443", "https://dpa.example.org:8443"),
        ("http://127.0.0.1:3978/", "http://127.0.0.1:3978"),
        ("http://[::1]:80", "http://[::1]"),
    ],
)
def test_the_page_has_an_address(monkeypatch: pytest.MonkeyPatch, typed: str, url: str) -> None:
    monkeypatch.setenv("DPA_URL", typed)
    assert read_settings().url == url


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("http://dpa.example.org", "DPA_URL: needs https://"),
        ("http://127.0.0.1.example.org", "DPA_URL: needs https://"),
        ("dpa.example.org", "DPA_URL: is not a web address"),
        ("https://dpa.example.org/page", "DPA_URL: is not a web address"),
        ("https://ana@dpa.example.org", "DPA_URL: is not a web address"),
        ("https://dpa.example.org:0x1", "DPA_URL: is not a web address"),
        ("https://dpa.example.org:65536", "DPA_URL: has an invalid port 65536"),
        ("javascript:alert(1)", "DPA_URL: is not a web address"),
        ("https://dpa.example.org https://x", "DPA_URL: is not a web address"),
    ],
)
def test_an_address_that_is_none_is_named(monkeypatch: pytest.MonkeyPatch, typed: str, says: str) -> None:
    monkeypatch.setenv("DPA_URL", typed)
    with pytest.raises(Sorry, match=says):
        read_settings()


def test_the_page_needs_a_link_once_slack_comes_over_http() -> None:
    assert not Settings().page_needs_sign_in
    assert not Settings(SLACK_BOT_TOKEN=BOT, SLACK_APP_TOKEN=APP).page_needs_sign_in
    assert Settings(SLACK_BOT_TOKEN=BOT, SLACK_SIGNING_SECRET=SIGNING).page_needs_sign_in
    many = {"SLACK_CLIENT_ID": "1.2", "SLACK_CLIENT_SECRET": "ab"}
    assert Settings(**many, SLACK_SIGNING_SECRET=SIGNING).page_needs_sign_in
    assert Settings(**many, SLACK_APP_TOKEN=APP).page_needs_sign_in


def test_each_workspace_leads_to_one_district() -> None:
    one = Settings(slack_teams=(("T1", "hartford"),), district="danbury")
    assert (one.district_of("T1"), one.district_of("T2")) == ("hartford", "danbury")
    many = Settings(SLACK_CLIENT_ID="1.2", SLACK_CLIENT_SECRET="ab", SLACK_SIGNING_SECRET=SIGNING)
    assert many.district_of("T2") == "t2"  # nobody sees another's records by installing


AZURE = {"MicrosoftAppId": "11111111-1111-4111-8111-111111111111", "MicrosoftAppPassword": "abc~8Q.secret_word"}
HOME, OTHER = "0a1b2c3d-0000-4000-8000-00000000000a", "0a1b2c3d-0000-4000-8000-00000000000b"
NEAR = {
    "TO_BOT_FROM_CHANNEL_TOKEN_ISSUER": "http://127.0.0.1:3999",
    "TO_BOT_FROM_CHANNEL_OPENID_METADATA_URL": "http://127.0.0.1:3999/.well-known/openidconfiguration",
}


def test_teams_is_connected_once_it_has_an_app(monkeypatch: pytest.MonkeyPatch) -> None:
    assert not read_settings().teams and not read_settings().page_needs_sign_in
    for name, value in AZURE.items():
        monkeypatch.setenv(name, f" {value}\n")
    found = read_settings()
    assert found.teams and found.page_needs_sign_in and not found.one_tenant
    assert found.teams_app_id == AZURE["MicrosoftAppId"] and AZURE["MicrosoftAppPassword"] not in repr(found)
    assert found.teams_password and found.teams_password.get_secret_value() == AZURE["MicrosoftAppPassword"]
    assert (found.login, found.entra) == ("", "https://login.microsoftonline.com")
    monkeypatch.setenv("MicrosoftAppType", "singletenant")
    monkeypatch.setenv("MicrosoftAppTenantId", HOME.upper())
    assert read_settings().one_tenant and read_settings().teams_tenant == HOME


@pytest.mark.parametrize(
    ("given", "says"),
    [
        (
            {"MicrosoftAppId": "an app"},
            "^The settings are wrong. MicrosoftAppId: .*no spaces; copy the Microsoft App ID",
        ),
        ({"MicrosoftAppPassword": "se cret"}, "MicrosoftAppPassword: .*no spaces"),
        ({"MicrosoftAppId": AZURE["MicrosoftAppId"]}, "MicrosoftAppId and MicrosoftAppPassword go together"),
        ({"MicrosoftAppPassword": "secret"}, "MicrosoftAppId and MicrosoftAppPassword go together"),
        ({"MicrosoftAppTenantId": HOME}, "needs MicrosoftAppId"),
        ({**AZURE, "MicrosoftAppType": "SingleTenant"}, "MicrosoftAppTenantId must say"),
        ({**AZURE, "MicrosoftAppType": "UserAssignedMSI"}, "MicrosoftAppType: .*must be SingleTenant or MultiTenant"),
        (
            {**AZURE, "DPA_TEAMS_TENANTS": "contoso.com=hartford"},
            "DPA_TEAMS_TENANTS: 'contoso.com=hartford' is not a tenant",
        ),
        ({**AZURE, "DPA_TEAMS_TENANTS": f"{HOME}=../x"}, "DPA_TEAMS_TENANTS"),
        ({**AZURE, "DPA_SPEED": "9"}, "TO_BOT_FROM_CHANNEL"),
        ({**AZURE, **NEAR, "DPA_HOST": "0.0.0.0"}, "loopback"),
        ({**AZURE, **NEAR, "TO_CHANNEL_FROM_BOT_LOGIN_URL": "https://login.example.org/x"}, "loopback"),
        ({**AZURE, **NEAR, "DPA_ENTRA_URL": "https://login.microsoftonline.com"}, "loopback"),
        ({**AZURE, **NEAR, "TO_BOT_FROM_CHANNEL_OPENID_METADATA_URL": "https://x.example.org/"}, "loopback"),
        ({**AZURE, **NEAR, "TO_BOT_FROM_CHANNEL_OPENID_METADATA_URL": ""}, "go together"),
        ({**AZURE, "DPA_ENTRA_URL": "http://127.0.0.1:3999"}, "go together"),
        ({**AZURE, **NEAR, "DPA_ENTRA_URL": "127.0.0.1:3999"}, "DPA_ENTRA_URL: is not a web address"),
    ],
)
def test_what_is_wrong_with_teams_is_named(monkeypatch: pytest.MonkeyPatch, given: dict[str, str], says: str) -> None:
    for name, value in given.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(Sorry, match=says) as told:
        read_settings()
    assert AZURE["MicrosoftAppPassword"] not in str(told.value)


def test_in_a_drill_nothing_but_this_machine_is_called() -> None:
    found = Settings(**AZURE, **NEAR)
    assert found.login == "http://127.0.0.1:3999/botframework.com" and found.entra == "http://127.0.0.1:3999"


def test_each_tenant_leads_to_one_district_and_a_strange_one_to_none_of_them() -> None:
    assert Settings().district_of_tenant(OTHER) == "district", "the Playground, on this machine"
    named = {"teams_tenants": ((HOME, "hartford"),), "district": "danbury"}
    many = Settings(**AZURE, **named)
    assert [many.district_of_tenant(it) for it in (HOME, HOME.upper(), OTHER)] == ["hartford", "hartford", OTHER]
    assert not any(map(many.district_of_tenant, ("", "contoso.com", f"{OTHER}/..", "danbury")))
    one = Settings(**AZURE, MicrosoftAppType="SingleTenant", MicrosoftAppTenantId=OTHER, **named)
    assert [one.district_of_tenant(it) for it in (OTHER, HOME)] == ["danbury", "hartford"]
    assert one.district_of_tenant(OTHER.replace("b", "c")) == ""


@pytest.mark.parametrize("written", [str.upper, str.lower, str.title])
def test_a_tenant_has_its_district_however_the_settings_spell_it(
    monkeypatch: pytest.MonkeyPatch, written: Callable[[str], str]
) -> None:
    for name, value in {**AZURE, "DPA_TEAMS_TENANTS": written(f"{HOME}=hartford")}.items():
        monkeypatch.setenv(name, value)
    assert [read_settings().district_of_tenant(it) for it in (HOME, HOME.upper())] == ["hartford", "hartford"]
