"""Does the container run as another user, write to its volume only, and set settings that exist?"""

import importlib.util
import json
import re
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.settings import setting_names

ROOT = Path(__file__).parents[3]
_spec = importlib.util.spec_from_file_location("chroot", ROOT / "deploy/chroot.py")
assert _spec and _spec.loader
chroot = importlib.util.module_from_spec(_spec)
sys.modules["chroot"] = chroot
_spec.loader.exec_module(chroot)
DOCKERFILE = list(chroot.instructions((ROOT / "Dockerfile").read_text()))
COMPOSE = {name: yaml.safe_load((ROOT / name).read_text()) for name in ("compose.yaml", "compose.two.yaml")}
BOTS = [
    pytest.param(service, id=f"{file}-{name}")
    for file, whole in COMPOSE.items()
    for name, service in whole["services"].items()
    if service.get("image") == "dpa"
]


def final(word: str) -> list[str]:
    """What the last stage says with this instruction."""
    words = [word for word, _ in DOCKERFILE]
    start = len(words) - words[::-1].index("FROM")
    return [rest for found, rest in DOCKERFILE[start:] if found == word]


def test_the_image_has_another_user_one_volume_a_health_check_and_no_shell_around_the_bot() -> None:
    assert final("USER") == ["10001:10001"]
    assert final("VOLUME") == ["/data"] and "DPA_DATA=/data" in final("ENV")[0]
    assert "/readyz" in final("HEALTHCHECK")[0] and json.loads(final("HEALTHCHECK")[0].partition("CMD ")[2])
    assert json.loads(final("CMD")[0]) == ["python", "-m", "bot"]
    assert final("STOPSIGNAL") == ["SIGTERM"]


def test_the_base_is_pinned_and_the_libraries_are_locked() -> None:
    base = dict(DOCKERFILE)["ARG"].removeprefix("BASE=")
    assert re.fullmatch(r"debian:\d+\.\d+-slim@sha256:[0-9a-f]{64}", base)
    assert {rest.partition(" ")[0] for word, rest in DOCKERFILE if word == "FROM"} == {"${BASE}"}
    installs = [rest for word, rest in DOCKERFILE if word == "RUN" and "pip install" in rest]
    assert all("--require-hashes -r requirements.lock" in rest or "--no-deps" in rest for rest in installs)
    assert not re.search("gcc|build-essential|pip install", final("RUN")[0])


def test_what_the_image_is_made_of_is_let_in() -> None:
    let_in = {line[1:] for line in (ROOT / ".dockerignore").read_text().splitlines() if line.startswith("!")}
    copied = [rest.split()[:-1] for word, rest in DOCKERFILE if word == "COPY" and not rest.startswith("--from")]
    assert {name.rstrip("/") for names in copied for name in names} == let_in
    assert all((ROOT / name).exists() for name in let_in)


@pytest.mark.parametrize("service", BOTS)
def test_a_bot_is_read_only_without_capabilities_and_has_time_to_stop(service: dict[str, Any]) -> None:
    assert service["read_only"] and service["cap_drop"] == ["ALL"]
    assert "no-new-privileges:true" in service["security_opt"]
    assert "/tmp" in service["tmpfs"] and service["stop_grace_period"] == "30s"
    mounts = [*service.get("volumes", ()), *service["tmpfs"]]
    assert any(re.search(r"(^|:)/data(:|$)", mount) for mount in mounts)
    ours = {name for name in service.get("environment", {}) if name.startswith("DPA_")}
    assert ours <= set(setting_names())


def test_one_bot_is_reached_from_its_own_machine_only() -> None:
    (bot,) = COMPOSE["compose.yaml"]["services"].values()
    assert bot["network_mode"] == "host" and "ports" not in bot and "DPA_HOST" not in bot.get("environment", {})


def test_two_bots_share_a_database_that_only_they_reach() -> None:
    whole = COMPOSE["compose.two.yaml"]
    services = whole["services"]
    assert [name for name, each in services.items() if "ports" in each] == ["caddy"]
    assert whole["networks"]["inside"]["internal"] and services["db"]["networks"] == ["inside"]
    bots = services["caddy"]["environment"]["DPA_BOTS"].split()
    assert bots == ["bot1:3978", "bot2:3978"] and {one.partition(":")[0] for one in bots} <= services.keys()
    proxy = services["caddy"]["networks"]["outside"]["ipv4_address"]
    assert services["bot1"]["environment"]["DPA_PROXIES"] == proxy
    assert "./deploy/Caddyfile" in services["caddy"]["volumes"][0]
    pinned = re.compile(r"[a-z]+:[\d.]+@sha256:[0-9a-f]{64}")
    assert all(pinned.fullmatch(each["image"]) or each["image"] == "dpa" for each in services.values())
