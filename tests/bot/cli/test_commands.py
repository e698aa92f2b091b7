"""Do the commands behave as scripts rely on them?"""

import json
import os
import re
import subprocess
import sys
from importlib import metadata
from pathlib import Path

import click
import pytest

from bot.cli.check import MANIFESTS, complaints
from bot.cli.commands import cli, show_once
from bot.slack import manifest_words
from handlers.dialogue.reply import Choice, Reply
from handlers.dialogue.words import day
from knowledge.edition import Edition, read_edition
from storage.vault.vault import open_vault

ROOT = Path(__file__).parents[3]
DPA = [sys.executable, "-W", "error", "-m", "bot.cli"]


def dpa(*words: str, stdin: bytes = b"", **env: str) -> subprocess.CompletedProcess[str]:
    done = subprocess.run(
        [*DPA, *words], input=stdin, capture_output=True, cwd=ROOT, env={**os.environ, **env}, check=False, timeout=60
    )
    return subprocess.CompletedProcess(done.args, done.returncode, done.stdout.decode(), done.stderr.decode())


def test_version_is_the_installed_one() -> None:
    done = dpa("--version")
    assert (done.returncode, done.stderr) == (0, "")
    program, law = done.stdout.splitlines()
    assert program == f"dpa {metadata.version('dpa')}"
    edition = read_edition()
    assert isinstance(edition, Edition) and law == f"law {edition.version} of {day(edition.date)}"


def test_version_is_unknown_where_the_project_is_not_installed(tmp_path: Path) -> None:
    others = [each for each in Path(click.__file__).parents[1].iterdir() if not each.name.startswith("dpa-")]
    for package in (*others, *(ROOT / room for room in ("bot", "handlers", "knowledge", "storage"))):
        (tmp_path / package.name).symlink_to(package)
    env = {**os.environ, "PYTHONPATH": str(tmp_path)}
    command = [sys.executable, "-S", "-m", "bot.cli", "--version"]  # -S: Python looks nowhere else
    done = subprocess.run(command, capture_output=True, text=True, cwd=tmp_path, env=env, check=False, timeout=60)
    assert (done.returncode, done.stdout.splitlines()[0], done.stderr) == (0, "dpa unknown", "")


def rows(done: subprocess.CompletedProcess[str]) -> list[dict[str, object]]:
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_ask_tells_the_answer_first_with_its_cite_and_tag() -> None:
    done = dpa("ask", "may the vendor sell student data?")
    assert done.returncode == 0
    assert done.stdout.startswith("[NOT ALLOWED]")
    assert "10-234cc(b)(3)" in done.stdout
    assert "Checked: our reading, ask counsel." in done.stdout


def test_a_reply_that_nobody_can_choose_in_says_what_to_type_instead() -> None:
    said = dpa("ask", "may the vendor sell student data?").stdout
    assert "  Show the rule: dpa rule '10-234cc(b)(3)'" in said and "  1) " not in said


def test_a_topic_that_is_offered_can_be_typed() -> None:
    said = show_once(Reply(title="Not covered", parts=(), choices=(Choice("Large companies", "topic big-vendors"),)))
    assert said.endswith("  Large companies: dpa topic big-vendors")
    assert dpa("topic", "big-vendors").stdout.startswith("[NEEDED]")


def test_no_line_of_the_help_is_cut() -> None:
    said = dpa("--help").stdout.splitlines()
    assert [line for line in said if line.endswith("...") and "Usage" not in line] == []
    assert max(map(len, said)) <= 120


def test_going_without_what_a_case_needs_is_prohibited() -> None:
    told = "The program is unique and necessary for a girl's IEP, and its maker is unable to comply. All the other"
    told += " conditions are met, but nobody looked for an equivalent product. Can we go without the contract?"
    (row,) = rows(dpa("ask", told, "--json"))
    assert (row["opens"], row["verdict"]) == ("no", "prohibited")


def test_ask_json_has_the_fields_of_the_interface() -> None:
    (row,) = rows(dpa("ask", "may the vendor sell student data?", "--json"))
    keys = {
        "verdict",
        "citations",
        "topics",
        "text",
        "score",
        "asked_back",
        "opens",
        "stance",
        "facts",
        "plan",
        "trace",
    }
    assert set(row) == keys
    assert (row["opens"], row["stance"]) == ("no", "may")
    assert isinstance(row["facts"], dict) and set(row["facts"].values()) <= {"yes", "no"}
    assert row["verdict"] == "prohibited"
    assert row["citations"][0] == "10-234cc(b)(3)"  # type: ignore[index]
    assert str(row["text"]).startswith("No")
    assert 0 <= float(str(row["score"])) <= 1


def test_ask_as_of_answers_by_the_law_of_that_day() -> None:
    (row,) = rows(dpa("ask", "how fast must the board tell families about a breach", "--json", "--as-of", "2016-11-01"))
    assert "48 hours" in str(row["text"])


def test_a_batch_keeps_its_order_and_goes_on_after_a_bad_line() -> None:
    batch = b"\n".join(
        [
            b'{"id": "q1", "q": "may the vendor sell student data?"}',
            b"{oops",
            b"[1, 2]",
            b'{"id": "q4"}',
            b'{"id": "q5", "q": "how fast must the board tell families about a breach", "as_of": "2016-11-01"}',
            b'{"id": "q6", "q": "x", "as_of": "some day"}',
            b'{"id": "q7", "q": "' + b"a" * 100_000 + b'"}',
            b'{"id": "q8", "q": "\\u0000\\u0007 \\u001b[31m"}',
            b'\xff\xfe{"id"',
            b'{"id": "q10", "q": "what is an operator"}',
        ]
    )
    answers = rows(dpa("ask", "--jsonl", stdin=batch))
    assert [a["id"] for a in answers] == ["q1", None, None, "q4", "q5", "q6", "q7", "q8", None, "q10"]
    assert ["error" in a for a in answers] == [False, True, True, True, False, True, True, False, True, False]
    assert "not JSON" in str(answers[1]["error"])
    assert "100,000 characters" in str(answers[6]["error"])
    assert answers[7]["verdict"] == "abstain"


@pytest.mark.parametrize(
    ("event", "at", "safe", "last", "rule"),
    [
        ("contract_executed", "2026-10-07T16:40:00", "2026-10-14", "2026-10-15", "10-234bb(g)"),
        ("breach_notice_received_by_board", "2026-10-09", "2026-10-13", "2026-10-14", "10-234dd(a)(3)"),
        ("breach_notice_received_by_board", "2016-11-01T10:00:00", "2016-11-03T10:00:00", "2016-11-03T10:00:00", "10-234dd(a)(3)"),
        ("breach_discovered_student_information", "2026-01-15", "2026-02-14", "2026-02-14", "10-234dd(a)(1)"),
        ("breach_discovered_directory_or_records_or_content", "2026-01-15", "2026-03-16", "2026-03-16", "10-234dd(a)(2)"),
        ("operator_breach_discovered_student_information", "2028-01-31", "2028-03-01", "2028-03-01", "10-234dd(b)(1)"),
        ("annual_website_address_notice", "2026-03-01", "2026-09-01", "2026-09-01", "10-234bb(g)"),
        ("annual_commission_report", "2026-07-02", "2027-07-01", "2027-07-01", "PA 18-125 s.6"),
    ],
)  # fmt: skip
def test_due_counts_each_event(event: str, at: str, safe: str, last: str, rule: str) -> None:
    (row,) = rows(dpa("due", event, at, "--json"))
    assert (row["safe"], row["last"], row["rule"]) == (safe, last, rule)
    assert row["counted"]


def test_due_in_bulk() -> None:
    batch = b'{"id": "d1", "event": "contract_executed", "at": "2026-10-07T16:40:00"}\n{"id": "d2", "event": "lunch", "at": "2026-10-07"}\n'
    first, second = rows(dpa("due", "--jsonl", stdin=batch))
    assert (first["id"], first["safe"], first["last"]) == ("d1", "2026-10-14", "2026-10-15")
    assert second["id"] == "d2"
    assert "lunch" in str(second["error"])


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("aks", "x"), "Did you mean 'ask'?"),
        (("due", "contract_executed", "soon"), "I cannot read 'soon' as a date"),
        (("due", "contract_signed", "2026-10-07"), "I do not know the event"),
        (("ask",), "Write the question"),
        (("define", "flibbertigibbet"), "not among the words"),
        (("rule", "zz(1)"), "Write a cite like"),
        (("ask", "x" * 5000), "5,000 characters"),
        (("ask", "x", "--as-of", "sometime"), "I cannot read 'sometime'"),
    ],
)
def test_a_wrong_call_says_what_to_do_and_exits_2(words: tuple[str, ...], said: str) -> None:
    done = dpa(*words)
    assert done.returncode == 2
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_define_and_rule_show_the_law() -> None:
    assert "designed and" in dpa("define", "operator").stdout
    done = dpa("rule", "10-234CC(b)(4)(e)")
    assert "C.G.S. 10-234cc(b)(4)(E)" in done.stdout
    assert "chap_170.htm" in done.stdout


def test_check_finds_the_law_in_order() -> None:
    done = dpa("check")
    assert done.returncode == 0, done.stdout
    assert "in order" in done.stdout


def test_check_tells_of_settings_too_and_exits_1() -> None:
    done = dpa("check", "--json", DPA_PORT="many", DPA_TIMEZONE="Mars")
    assert done.returncode == 1
    (row,) = (row for row in rows(done) if row["file"] == "the settings")
    assert "DPA_PORT" in str(row["wrong"]) and "DPA_TIMEZONE" in str(row["wrong"]) and row["mend"]
    assert "the settings: The settings are wrong. DPA_PORT" in dpa("check", DPA_PORT="many").stdout


@pytest.mark.parametrize(
    ("old", "new", "wrong", "line"),
    [
        ("", "", "", 0),
        ('"major_version": 1', '"major_version": 2', "differs", 3),
        ("\n  ", "\n\t", "", 0),
        ('"minor_version": 1', '"minor_version": one', "not JSON", 4),
        (None, "", "not there", 1),
    ],
)
def test_check_holds_each_manifest_against_what_is_made(
    tmp_path: Path, old: str | None, new: str, wrong: str, line: int
) -> None:
    for one in MANIFESTS:
        file = tmp_path / one.file
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(json.dumps(one.make(), indent=2, ensure_ascii=False))
    slack = tmp_path / "manifest/slack.json"
    if old is None:
        slack.unlink()
    else:
        assert old in slack.read_text()
        slack.write_text(slack.read_text().replace(old, new, 1))
    found = [complaint for complaint in complaints(tmp_path) if complaint.file.startswith("manifest/")]
    assert [(wrong in complaint.wrong, complaint.line) for complaint in found] == ([(True, line)] if wrong else [])
    assert all("make manifest" in complaint.mend for complaint in found)


def test_check_says_what_slack_would_say_of_what_is_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(manifest_words, "NAME", "x" * 36)
    found = {complaint.wrong for complaint in complaints(tmp_path)}
    assert "display_information.name has a length of 36; 1 to 35 is allowed" in found
    assert any("not there" in wrong for wrong in found), "all at once"


def test_a_new_key_is_printed_or_stands_first_on_file(tmp_path: Path) -> None:
    first, second = (dpa("new-key").stdout.strip() for _ in range(2))
    assert first != second
    open_vault(tmp_path / "set", secret_key=first).put("slack:T1", "xoxb-1")
    assert open_vault(tmp_path / "set", secret_key=f"{second},{first}").get("slack:T1") == "xoxb-1"

    data = {"DPA_DATA": str(tmp_path / "file")}
    open_vault(tmp_path / "file").put("slack:T1", "xoxb-1")
    before = (tmp_path / "file" / "secret.key").read_text().split()
    assert dpa("new-key", "--on-file", **data).returncode == 0
    new, *others = (tmp_path / "file" / "secret.key").read_text().split()
    assert others == before and new not in before
    assert open_vault(tmp_path / "file").get("slack:T1") == "xoxb-1"
    refused = dpa("new-key", "--on-file", DPA_SECRET_KEY=first, **data)
    assert refused.returncode == 2 and "DPA_SECRET_KEY" in refused.stderr


def test_chat_presses_a_choice_by_its_number() -> None:
    done = dpa("chat", stdin=b"3\n1\nexit\n")
    assert "The ten items every contract needs" in done.stdout
    assert "C.G.S. 10-234bb(a)(10): Severability" in done.stdout


def test_settings_for_drills_need_a_loopback_address() -> None:
    done = dpa("run", DPA_NOW="2026-11-01T09:00", DPA_HOST="0.0.0.0")
    assert done.returncode == 1
    assert "loopback" in done.stderr


def test_a_wrong_setting_is_named() -> None:
    done = dpa("run", DPA_PORT="many")
    assert done.returncode == 1
    assert "DPA_PORT" in done.stderr


def test_a_line_that_cannot_be_saved_says_what_is_wrong_in_it(tmp_path: Path) -> None:
    done = dpa("setup", "morning: 25:00", DPA_DATA=str(tmp_path))
    assert done.returncode == 2 and "Post no earlier than: Write an hour like 08:00" in done.stderr


def test_help_lists_every_command_once_in_its_group_with_what_it_does() -> None:
    lines = dpa("--help", COLUMNS="120").stdout.split("Start:", 1)[1].splitlines()
    entries = [line.split() for line in lines if re.match(r"  \S", line)]
    assert sorted(words[0] for words in entries) == sorted(cli.commands)
    assert all(len(words) > 1 for words in entries)
    headings = [line for line in lines if line.endswith(":") and not line.startswith(" ")]
    assert len(headings) == 4, headings
