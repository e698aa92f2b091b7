"""Do the alerts ask for metrics that the bot has, and does a backup that fails show?"""

import json
import re
import shutil
import subprocess
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner

from bot.cli.commands import cli
from bot.runtime.metrics import Metrics
from bot.web.health import _backup
from storage.backup import BackupNote, backup_note, note_backup
from tests.bot.running_bot import RunningBot

ROOT = Path(__file__).parents[3]
ALERTS = ROOT / "deploy/alerts.yml"
NOON = datetime(2026, 11, 27, 12, tzinfo=UTC)


def test_every_metric_in_an_alert_exists_with_its_labels() -> None:
    metrics = Metrics()
    metrics.count_message("slack", "bug", 0.1)
    metrics.note_backup(1.0, failed=False)
    shown = metrics.exposition(0, 0)[0].decode()
    rules = [rule for group in yaml.safe_load(ALERTS.read_text())["groups"] for rule in group["rules"]]
    assert len({rule["alert"] for rule in rules}) == len(rules)
    for rule in rules:
        assert rule["annotations"]["summary"].endswith(".")
        for name, label in re.findall(r"(dpa_\w+)(?:\{(\w+=\"\w+\")\})?", rule["expr"]):
            found = [line for line in shown.splitlines() if re.match(rf"{name}[ {{]", line)]
            assert found and (not label or any(label in line for line in found)), (rule["alert"], name, label)


def test_promtool_takes_them_and_they_fire_when_they_should() -> None:
    promtool = shutil.which("promtool")
    if not promtool:
        pytest.skip("promtool is not installed. On Debian or Ubuntu: sudo apt-get install promtool")
    for words in (("check", "rules", ALERTS), ("test", "rules", Path(__file__).parent / "alerts_test.yml")):
        done = subprocess.run([promtool, *map(str, words)], capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr


def test_how_a_backup_went_is_noted_and_a_failure_keeps_the_last_good_one(tmp_path: Path) -> None:
    assert backup_note(tmp_path, "hartford") == BackupNote()
    note_backup(tmp_path, "hartford", NOON, failed=False)
    note_backup(tmp_path, "hartford", NOON + timedelta(days=1), failed=True)
    assert backup_note(tmp_path, "hartford") == BackupNote(NOON, failed=True)
    assert backup_note(tmp_path, "windham") == BackupNote()
    (tmp_path / "last-backup-hartford.json").write_text('{"made": 3')
    assert backup_note(tmp_path, "hartford") == BackupNote()
    note_backup(tmp_path / "nowhere", "hartford", NOON, failed=False)


def test_dpa_backup_notes_success_and_failure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DPA_DATA", str(tmp_path / "data"))
    assert CliRunner().invoke(cli, ["backup", str(tmp_path / "one.backup")]).exit_code == 0
    made = backup_note(tmp_path / "data", "district").made
    failed = CliRunner().invoke(cli, ["backup", str(tmp_path / "nowhere/two.backup")])
    assert failed.exit_code == 1 and "cannot be written" in str(failed.exception)
    assert backup_note(tmp_path / "data", "district") == BackupNote(made, failed=True) and made


def test_what_is_wrong_with_backups_is_a_warning() -> None:
    now = datetime.now(UTC)
    assert _backup(now - timedelta(hours=30), failed=False)["backup"]["warning"] == ""
    assert "4 days old" in _backup(now - timedelta(days=4, hours=1), failed=False)["backup"]["warning"]
    assert "failed" in _backup(now, failed=True)["backup"]["warning"]


async def test_a_bot_without_a_backup_is_ready_and_says_so(running_bot: RunningBot) -> None:
    _, text = await running_bot.get("readyz")
    assert json.loads(text)["backup"] == {"last": None, "warning": ""}
    status, shown = await running_bot.get("metrics")
    assert status == 200 and "dpa_backup_age_seconds NaN" in shown and "dpa_backup_failed 0.0" in shown
