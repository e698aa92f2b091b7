"""Is what somebody pastes checked at once, saved for them alone, and what the bot then starts with?"""

import asyncio
import io
import os
import pty
import select
import stat
import sys
from collections.abc import AsyncIterator
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

import pytest

from bot.compose import name_district
from bot.settings import Settings, read_settings
from bot.settings.file import read_file
from storage.embedded.store import open_embedded
from tests.bot.cli.district_cli import DistrictCli
from tests.bot.conftest import ROOT
from tests.bot.slack.small_slack.slack import Slack
from tests.bot.teams.bot_process import given
from tests.bot.teams.small_teams.api import NO_TENANT
from tests.bot.teams.small_teams.teams import TENANT, Teams

OBJECT = "0a1b2c3d-4e5f-4a6b-8c7d-9e0f1a2b3c4d"
URL = "https://dpa.example.org"
LONG_NAME = "Regional School District No. 13, Durham and Middlefield"
PATIENCE = 60
"""Seconds."""
TEAMS_DRILL = (
    "TO_BOT_FROM_CHANNEL_TOKEN_ISSUER",
    "TO_BOT_FROM_CHANNEL_OPENID_METADATA_URL",
    LOGIN := "TO_CHANNEL_FROM_BOT_LOGIN_URL",
    "DPA_ENTRA_URL",
)


def environment(data: Path, **more: str) -> dict[str, str]:
    """That of a machine on which nothing is set, where Slack or Microsoft is the small one."""
    plain = {name: value for name, value in os.environ.items() if not name.startswith(("DPA_", "SLACK_", "Micro"))}
    return {**plain, "DPA_DATA": str(data), **more}


async def dpa(env: dict[str, str], *words: str, lines: tuple[str, ...] = ()) -> tuple[int, str]:
    """``dpa`` with these lines on standard input: its exit code, and all that it says."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "bot.cli",
        *words,
        cwd=ROOT,
        env=env,
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    said, _ = await process.communicate("".join(f"{line}\n" for line in lines).encode())
    return process.returncode or 0, said.decode()


@pytest.fixture
async def slack() -> AsyncIterator[Slack]:
    async with Slack() as slack:
        slack.user("U042", name="Ana Ruiz")
        yield slack


@pytest.fixture
async def teams() -> AsyncIterator[Teams]:
    async with Teams() as teams:
        teams.person("ana", "Ana Ruiz")
        yield teams


def near(teams: Teams, data: Path) -> dict[str, str]:
    """The environment in which Microsoft is the small Teams."""
    return environment(data, **{name: value for name, value in given(teams).items() if name in TEAMS_DRILL})


async def test_slack_s_tokens_are_checked_saved_for_one_account_and_used(slack: Slack, tmp_path: Path) -> None:
    env, file = environment(tmp_path / "data", DPA_SLACK_API_URL=slack.url), tmp_path / "data/settings.env"
    code, said = await dpa(env, "connect", "slack", lines=(slack.token, slack.app_token, "U042"))
    assert code == 0 and "Connected to the workspace District T1." in said
    assert "Socket Mode works" in said and "Administrator: Ana Ruiz." in said
    assert slack.token not in said and slack.app_token not in said
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert file.read_text().splitlines() == [
        f"SLACK_BOT_TOKEN={slack.token}",
        f"SLACK_APP_TOKEN={slack.app_token}",
        "DPA_ADMINS=slack:U042",
    ]
    assert (await dpa(env, "check"))[0] == 0
    file.chmod(0o640)
    code, said = await dpa(env, "check")
    assert code == 1 and f"chmod 600 {file}" in said
    file.chmod(0o600)
    # The environment comes first.
    code, said = await dpa({**env, "SLACK_APP_TOKEN": "xoxb-in-its-place"}, "check")
    assert code == 1 and "SLACK_APP_TOKEN: does not look right: this is the Bot User OAuth Token" in said


@pytest.mark.parametrize(
    ("ahead", "says"),
    [(timedelta(days=1), "24 hours behind Slack's"), (-timedelta(days=3), "72 hours ahead of Slack's")],
)
async def test_a_clock_that_is_off_is_told_and_nothing_saved(
    slack: Slack, tmp_path: Path, ahead: timedelta, says: str
) -> None:
    slack.ahead = ahead
    env = environment(tmp_path, DPA_SLACK_API_URL=slack.url)
    code, said = await dpa(env, "connect", "slack", lines=(slack.token, slack.app_token))
    assert code == 2 and says in said and "Set the clock" in said
    assert not (tmp_path / "settings.env").exists()


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("SLACK_BOT_TOKN=xoxb-1", "SLACK_BOT_TOKN: is not a setting; do you mean SLACK_BOT_TOKEN?"),
        ("xoxb-1", "Line 1 of "),
        ("DPA_PORT=many", "DPA_PORT: "),
        ("SLACK_BOT_TOKEN=xoxb-1", "SLACK_SIGNING_SECRET"),
    ],
)
async def test_the_bot_does_not_start_with_a_file_that_cannot_work(tmp_path: Path, line: str, says: str) -> None:
    (tmp_path / "settings.env").write_text(f"{line}\n")
    code, said = await dpa(environment(tmp_path), "run")
    assert code == 1 and says in said and "settings.env" in said and "xoxb-1" not in said.replace(line, "")


async def test_the_signing_secret_takes_the_place_of_the_app_token(slack: Slack, tmp_path: Path) -> None:
    env, file = environment(tmp_path, DPA_SLACK_API_URL=slack.url), tmp_path / "settings.env"
    await dpa(env, "connect", "slack", lines=(slack.token, slack.app_token))
    code, said = await dpa(env, "connect", "slack", lines=("", f"SLACK_SIGNING_SECRET='{'0f' * 16}'", URL))
    assert code == 0, said
    assert file.read_text().splitlines() == [
        f"SLACK_BOT_TOKEN={slack.token}",
        f"SLACK_SIGNING_SECRET={'0f' * 16}",
        f"DPA_URL={URL}",
    ]


@pytest.mark.parametrize(
    ("lines", "says"),
    [
        (("xapp-1-A1-2-abc",), "this is an app-level token (SLACK_APP_TOKEN)"),
        (("xoxp-1-2-abc",), "another kind of Slack token"),
        (("xoxb-of-another-time",), "Slack does not know this token"),
        (("xoxb-T1", "xoxb-T1"), "this is the Bot User OAuth Token (SLACK_BOT_TOKEN)"),
        (("xoxb-T1", "A0123ABCDE"), "this is the App ID"),
        (("xoxb-T1", "1234567890.1234567890"), "this is the Client ID"),
        (("xoxb-T1", "xapp-1-A0002-9-abc"), "of another app (A0002) than the bot token (A1)"),
        (("xoxb-T1", "xapp-1", "ana@example.org"), "is not a person's ID"),
        (("xoxb-T1", "xapp-1", "U999"), "knows nobody of this workspace with that member ID. It looks like U0123ABCDE"),
        (("xoxb-T1", "0f" * 15), "does not look like a Signing Secret: Slack's have 32 digits"),
        (("xoxb-T1",), "This one is needed."),
    ],
)
async def test_what_cannot_be_right_in_slack_is_told_and_nothing_saved(
    slack: Slack, tmp_path: Path, lines: tuple[str, ...], says: str
) -> None:
    code, said = await dpa(environment(tmp_path, DPA_SLACK_API_URL=slack.url), "connect", "slack", lines=lines)
    assert code == 2 and says in said
    assert not (tmp_path / "settings.env").exists()


async def test_permissions_that_the_app_lacks_are_named(slack: Slack, tmp_path: Path) -> None:
    slack.scopes = slack.scopes - {"im:write"}
    env = environment(tmp_path, DPA_SLACK_API_URL=slack.url)
    code, said = await dpa(env, "connect", "slack", lines=(slack.token,))
    assert code == 2 and "lacks permissions: im:write" in said


async def test_where_slack_cannot_be_reached_a_script_may_save_without_the_check(tmp_path: Path) -> None:
    env = environment(tmp_path, DPA_SLACK_API_URL="http://127.0.0.1:1/api/")
    lines = ("xoxb-1", "xapp-1", "")
    code, said = await dpa(env, "connect", "slack", lines=lines)
    assert code == 2 and "Slack could not be reached" in said and "--no-check" in said
    assert not (tmp_path / "settings.env").exists()
    assert (await dpa(env, "connect", "slack", "--no-check", lines=lines))[0] == 0
    assert "xoxb-1" in (tmp_path / "settings.env").read_text()


async def test_what_azure_issued_is_checked_and_makes_the_package(teams: Teams, tmp_path: Path) -> None:
    env, file = near(teams, tmp_path), tmp_path / "settings.env"
    lines = (teams.app_id, TENANT, teams.secret, URL, OBJECT.upper(), "Hartford Public Schools")
    code, said = await dpa(env, "connect", "teams", lines=lines)
    assert code == 0 and "Microsoft takes this ID and secret." in said and teams.secret not in said
    assert dict(line.split("=", 1) for line in file.read_text().splitlines()) == {
        "MicrosoftAppType": "SingleTenant",
        "MicrosoftAppId": teams.app_id,
        "MicrosoftAppTenantId": TENANT,
        "MicrosoftAppPassword": teams.secret,
        "DPA_URL": URL,
        "DPA_ADMINS": f"teams:{OBJECT}",
        "DPA_DISTRICT_NAME": "'Hartford Public Schools'",
    }
    package = tmp_path / "teams.zip"
    assert (await dpa(env, "manifest", "teams", str(package)))[0] == 0
    content = package.read_bytes()
    assert teams.app_id.encode() in content and b"Hartford Public Schools" in content and URL.encode() in content


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({0: "contoso.onmicrosoft.com"}, "this is the name of a tenant"),
        ({1: "contoso.onmicrosoft.com"}, "this is the name of a tenant"),
        ({2: OBJECT}, "this is the Secret ID; copy the Value"),
        ({2: "of-last-year"}, "refuses this secret. Copy the Value"),
        ({0: OBJECT}, "does not find this app in that tenant"),
        ({3: "dpa.example.org"}, "DPA_URL: is not a web address"),
        ({4: "ana@example.org"}, "is not a person's ID"),
        ({5: "The Public Schools of Elm" * 5}, "DPA_DISTRICT_NAME"),
        ({5: LONG_NAME, 6: LONG_NAME}, "DPA_PUBLISHER"),
    ],
)
async def test_what_cannot_be_right_in_teams_is_told_and_nothing_saved(
    teams: Teams, tmp_path: Path, change: dict[int, str], says: str
) -> None:
    right = [teams.app_id, TENANT, teams.secret, URL, OBJECT, "", ""]
    lines = tuple(change.get(number, line) for number, line in enumerate(right))
    code, said = await dpa(near(teams, tmp_path), "connect", "teams", lines=lines)
    assert code == 2 and says in said, said
    assert not (tmp_path / "settings.env").exists()


def test_connecting_teams_replaces_its_own_administrators_alone(
    files: DistrictCli, monkeypatch: pytest.MonkeyPatch
) -> None:
    file, app, earlier = files.data / "settings.env", OBJECT.replace("0a", "1a"), OBJECT.replace("0a", "2a")
    files.data.mkdir()
    file.write_text(f"DPA_ADMINS=slack:U042,teams:{earlier},slack:U043\n")
    file.chmod(0o600)
    monkeypatch.setattr(sys, "stdin", io.StringIO(f"{app}\n{TENANT}\nsecret\n{URL}\n{OBJECT}\n"))
    done = files("connect", "teams", "--no-check", DPA_SETTINGS=str(file))
    assert done.returncode == 0, done
    assert f"DPA_ADMINS=slack:U042,slack:U043,teams:{OBJECT}" in file.read_text().splitlines()


async def test_a_long_name_has_a_short_form_for_teams_and_an_earlier_publisher_is_the_name(
    teams: Teams, tmp_path: Path
) -> None:
    env, file, package = near(teams, tmp_path), tmp_path / "settings.env", tmp_path / "teams.zip"
    file.write_text("DPA_PUBLISHER='Elm Schools'\n")
    assert read_settings(read_file(file)).named == "Elm Schools"
    lines = (teams.app_id, TENANT, teams.secret, URL, OBJECT, "", "")
    assert (await dpa(env, "connect", "teams", lines=lines))[0] == 0
    assert "DPA_PUBLISHER='Elm Schools'" in file.read_text().splitlines()
    assert (await dpa(env, "connect", "teams", lines=("", "", "", "", "", LONG_NAME, "Durham Schools")))[0] == 0
    assert file.read_text().splitlines()[-2:] == [f"DPA_DISTRICT_NAME='{LONG_NAME}'", "DPA_PUBLISHER='Durham Schools'"]
    assert (await dpa(env, "manifest", "teams", str(package)))[0] == 0 and b"Durham Schools" in package.read_bytes()


def test_the_name_that_was_asked_is_the_district_s_until_setup_has_another(tmp_path: Path) -> None:
    settings, store = Settings(district_name=LONG_NAME), open_embedded(tmp_path, "elm")
    name_district(settings, store)
    name_district(Settings(district_name="Another"), store)
    assert store.setup().district == LONG_NAME and store.head().number == 1
    store.close()


async def test_the_same_id_twice_is_no_connection(teams: Teams, tmp_path: Path) -> None:
    lines = (teams.app_id, teams.app_id, "secret", URL, "", "")
    code, said = await dpa(near(teams, tmp_path), "connect", "teams", "--no-check", lines=lines)
    assert code == 2 and "are the same" in said


async def test_what_is_no_file_is_not_replaced_by_the_settings(tmp_path: Path) -> None:
    pipe = tmp_path / "settings"
    os.mkfifo(pipe)
    code, said = await dpa(environment(tmp_path, DPA_SETTINGS=str(pipe)), "connect", "slack", lines=("token",))
    assert code and f"DPA_SETTINGS names {pipe}, which is no file" in said
    assert stat.S_ISFIFO(pipe.stat().st_mode)


class AtTerminal:
    """``dpa connect`` at a terminal of its own."""

    def __init__(self, process: asyncio.subprocess.Process, ours: int) -> None:
        self.process, self.ours, self.said = process, ours, ""

    @classmethod
    async def begins(cls, chat: str, env: dict[str, str]) -> "AtTerminal":
        ours, theirs = pty.openpty()
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "bot.cli", "connect", chat, cwd=ROOT, env=env, stdin=theirs, stdout=theirs,
            stderr=theirs, start_new_session=True, preexec_fn=lambda: controlling(theirs),
        )  # fmt: skip
        os.close(theirs)
        return cls(process, ours)

    async def answers(self, *pairs: tuple[str, str]) -> None:
        """Types each line once its prompt stands there."""
        for prompt, line in pairs:
            await self.hears(prompt)
            if line == CTRL_C:
                await self.stops()
            else:
                os.write(self.ours, f"{line}\n".encode())

    async def stops(self) -> None:
        """Presses Ctrl-C, again where it came after the prompt and before the reading, where Python misses it."""
        for _ in range(PATIENCE // 5):
            os.write(self.ours, CTRL_C.encode())
            with suppress(TimeoutError):
                await asyncio.wait_for(self.process.wait(), 5)
                return
        pytest.fail(f"It goes on after Ctrl-C: {self.said}")

    async def hears(self, words: str) -> None:
        """Reads until it says them. Fails where it says nothing for long."""
        before = len(self.said)
        while words not in self.said[before:]:
            ready, _, _ = await asyncio.to_thread(select.select, [self.ours], [], [], PATIENCE)
            assert ready, f"It did not say {words!r}: {self.said}"
            self.said += os.read(self.ours, 4096).decode()

    async def ends(self) -> int:
        """Its exit code, once it has said all."""
        code = await asyncio.wait_for(self.process.wait(), PATIENCE)
        os.close(self.ours)
        return code


CTRL_C = "\x03"
TO_NAME = ("then an administrator names it with setup", "")
TO_BOT, TO_APP, TO_MEMBER = "xoxb-): ", "App Credentials): ", "Copy member ID) [Enter leaves it out]: "


async def test_at_a_terminal_secrets_are_hidden_and_what_is_wrong_is_asked_once_more(
    slack: Slack, tmp_path: Path
) -> None:
    terminal = await AtTerminal.begins("slack", environment(tmp_path, DPA_SLACK_API_URL=slack.url))
    await terminal.answers(
        (TO_BOT, slack.app_token), (TO_BOT, slack.token), (TO_APP, slack.app_token), (TO_MEMBER, "ana"),
        (TO_MEMBER, "U999"), (TO_MEMBER, "U042"), TO_NAME,
    )  # fmt: skip
    await terminal.hears("make run")
    assert await terminal.ends() == 0
    said = terminal.said
    assert "this is an app-level token" in said and slack.token not in said and slack.app_token not in said
    assert "write for example U0123ABCDE" in said and "It looks like U0123ABCDE" in said and "teams:" not in said
    assert "DPA_ADMINS=slack:U042" in (tmp_path / "settings.env").read_text()


async def test_an_administrator_whom_slack_does_not_know_is_left_out_with_enter(slack: Slack, tmp_path: Path) -> None:
    file, env = tmp_path / "settings.env", environment(tmp_path, DPA_SLACK_API_URL=slack.url)
    file.write_text(f"SLACK_BOT_TOKEN={slack.token}\nSLACK_APP_TOKEN={slack.app_token}\nDPA_ADMINS=teams:{OBJECT}\n")
    terminal = await AtTerminal.begins("slack", env)
    await terminal.answers(("you have]: ", ""), ("you have]: ", ""), (TO_MEMBER, "U999"), (TO_MEMBER, ""), TO_NAME)
    await terminal.hears("make run")
    assert await terminal.ends() == 0
    assert file.read_text().splitlines()[-1] == f"DPA_ADMINS=teams:{OBJECT}"


async def test_an_administrator_on_file_may_be_kept_or_left_out(slack: Slack, tmp_path: Path) -> None:
    file, env = tmp_path / "settings.env", environment(tmp_path, DPA_SLACK_API_URL=slack.url)
    await dpa(env, "connect", "slack", lines=(slack.token, slack.app_token, "U042"))
    terminal = await AtTerminal.begins("slack", env)
    await terminal.answers(("you have]: ", ""), ("you have]: ", ""), ("you have; - leaves it out]: ", "-"), TO_NAME)
    await terminal.hears("make run")
    assert await terminal.ends() == 0 and "DPA_ADMINS" not in file.read_text()


async def test_a_token_on_file_that_slack_knows_no_more_is_not_kept(slack: Slack, tmp_path: Path) -> None:
    (tmp_path / "settings.env").write_text(f"SLACK_BOT_TOKEN=xoxb-old\nSLACK_APP_TOKEN={slack.app_token}\n")
    terminal = await AtTerminal.begins("slack", environment(tmp_path, DPA_SLACK_API_URL=slack.url))
    await terminal.answers(
        ("you have]: ", ""), (TO_BOT, ""), (TO_BOT, slack.token), ("you have]: ", ""), (TO_MEMBER, ""), TO_NAME
    )
    await terminal.hears("make run")
    assert await terminal.ends() == 0 and "This one is needed." in terminal.said


async def test_a_secret_that_microsoft_refuses_is_asked_for_again_alone_and_hidden(
    teams: Teams, tmp_path: Path
) -> None:
    terminal, secret = await AtTerminal.begins("teams", near(teams, tmp_path)), "(Certificates & secrets): "
    await terminal.answers(
        ("ID (Configuration): ", teams.app_id), ("ID (Configuration): ", TENANT), (secret, "of-last-year")
    )
    await terminal.answers((secret, teams.secret))
    await terminal.answers(("example.org: ", URL), ("leaves it out: then anybody who gets the app", ""))
    await terminal.answers(TO_NAME)
    await terminal.hears("make run")
    assert await terminal.ends() == 0 and teams.secret not in terminal.said


async def test_what_was_checked_is_kept_when_somebody_stops_and_the_next_time_goes_on(
    slack: Slack, tmp_path: Path
) -> None:
    env, file = environment(tmp_path, DPA_SLACK_API_URL=slack.url), tmp_path / "settings.env"
    file.write_text(f"SLACK_BOT_TOKEN=xoxb-old\nSLACK_SIGNING_SECRET={'0f' * 16}\n")
    terminal = await AtTerminal.begins("slack", env)
    await terminal.answers(("you have]: ", slack.token), ("you have]: ", slack.app_token), (TO_MEMBER, CTRL_C))
    await terminal.hears("Stopped. What you entered is kept: dpa connect slack goes on from there.")
    assert await terminal.ends() == 130
    unfinished = tmp_path / "settings.env.slack"
    assert stat.S_IMODE(unfinished.stat().st_mode) == 0o600 and "xoxb-old" in file.read_text()
    code, said = await dpa(env, "connect", "slack", lines=("", "", "U042"))
    assert code == 0, said
    assert file.read_text().splitlines() == [
        f"SLACK_BOT_TOKEN={slack.token}",
        f"SLACK_APP_TOKEN={slack.app_token}",
        "DPA_ADMINS=slack:U042",
    ]
    assert not unfinished.exists()


async def test_the_ids_are_kept_when_somebody_stops_before_the_secret(teams: Teams, tmp_path: Path) -> None:
    env, secret = near(teams, tmp_path), "(Certificates & secrets): "
    terminal = await AtTerminal.begins("teams", env)
    ids = (("ID (Configuration): ", teams.app_id), ("ID (Configuration): ", TENANT))
    await terminal.answers(*ids, (secret, CTRL_C))
    await terminal.hears("Stopped. What you entered is kept: dpa connect teams goes on from there.")
    assert await terminal.ends() == 130 and not (tmp_path / "settings.env").exists()
    code, said = await dpa(env, "connect", "teams", lines=("", "", teams.secret, URL, "", ""))
    assert code == 0, said
    assert f"MicrosoftAppTenantId={TENANT}\n" in (tmp_path / "settings.env").read_text()


async def test_a_tenant_that_does_not_exist_is_told_so(teams: Teams, tmp_path: Path) -> None:
    env = {**near(teams, tmp_path), LOGIN: f"{teams.origin}/{NO_TENANT}"}
    code, said = await dpa(env, "connect", "teams", lines=(teams.app_id, TENANT, teams.secret, URL, "", ""))
    assert code == 2 and "Microsoft knows no such tenant. Copy the App Tenant ID" in said, said


async def test_the_ids_are_kept_when_somebody_does_not_want_them_saved_unchecked(teams: Teams, tmp_path: Path) -> None:
    env, secret = {**near(teams, tmp_path), LOGIN: "http://127.0.0.1:1/t"}, "(Certificates & secrets): "
    terminal = await AtTerminal.begins("teams", env)
    ids = (("ID (Configuration): ", teams.app_id), ("ID (Configuration): ", TENANT))
    await terminal.answers(*ids, (secret, teams.secret), ("[y/N] ", "n"))
    await terminal.hears("Stopped. What you entered is kept: dpa connect teams goes on from there.")
    assert await terminal.ends() == 130 and not (tmp_path / "settings.env").exists()
    assert f"MicrosoftAppTenantId={TENANT}\n" in (tmp_path / "settings.env.teams").read_text()


async def test_a_signing_secret_that_looks_odd_is_questioned(slack: Slack, tmp_path: Path) -> None:
    terminal = await AtTerminal.begins("slack", environment(tmp_path, DPA_SLACK_API_URL=slack.url))
    await terminal.answers((TO_BOT, slack.token), (TO_APP, "0f" * 15), ("[y/N] ", ""), (TO_APP, "0f" * 16))
    await terminal.answers(("dpa.example.org", URL), (TO_MEMBER, ""), TO_NAME)
    await terminal.hears("make run")
    assert await terminal.ends() == 0 and f"SECRET={'0f' * 16}\n" in (tmp_path / "settings.env").read_text()


@pytest.mark.parametrize(("chat", "first"), [("slack", TO_BOT), ("teams", "Microsoft App ID (Configuration): ")])
async def test_ctrl_c_says_one_sentence_and_writes_nothing(tmp_path: Path, chat: str, first: str) -> None:
    terminal = await AtTerminal.begins(chat, environment(tmp_path))
    await terminal.answers((first, "not-this"), (first, CTRL_C))
    await terminal.hears("Stopped. Nothing was saved.")
    assert await terminal.ends() == 130
    assert "Traceback" not in terminal.said and not (tmp_path / "settings.env").exists()


def controlling(terminal: int) -> None:
    """Make it the terminal of the process, from which a secret is read."""
    import fcntl  # noqa: PLC0415 - in the child
    import termios  # noqa: PLC0415 - in the child

    fcntl.ioctl(terminal, termios.TIOCSCTTY, 0)
