"""Do the docs hold: does each link lead somewhere, does each command exist, and do the README's commands work?"""

import re
import shlex
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
import yaml
from click.testing import CliRunner

from bot.cli.commands import cli
from bot.settings import setting_names

ROOT = Path(__file__).parents[1]
DOCS = {str(path.relative_to(ROOT)): path for path in (*ROOT.glob("*.md"), *ROOT.glob("docs/*.md"))}
FENCE = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"(?<!\\)\[[^\]\n]*(?:\n[^\]\n]*)?\]\(([^)\s]+)\)")
INDENTED, INLINE = re.compile(r"^(?: {4}|\t)(.*)$", re.MULTILINE), re.compile(r"`([^`]+)`")
SHORTENED = re.compile(r"…|\.\.\.")
STORY = "CHANGELOG.md"
"""It tells of commands and settings as they were."""


def anchors(text: str) -> set[str]:
    """The headings as GitHub names them."""
    seen: Counter[str] = Counter()
    found = set()
    for heading in re.findall(r"^#{1,6} (.+?)\s*$", FENCE.sub("", text), re.MULTILINE):
        plain = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", heading)
        name = re.sub(r"[^\w\- ]", "", plain.lower()).replace(" ", "-")
        found.add(f"{name}-{seen[name]}" if seen[name] else name)
        seen[name] += 1
    return found


PROOFS = (
    "SECURITY.md",
    *(f"docs/{name}.md" for name in "security-questionnaire accessibility versioning dependencies".split()),
)


@pytest.mark.parametrize("name", PROOFS)
def test_each_file_that_is_named_as_a_proof_exists(name: str) -> None:
    rooms = r"(?:bot|handlers|knowledge|storage|tests|deploy|manifest|bench|\.ci)/"
    named = re.findall(rf"`({rooms}[\w./-]*|[\w.-]+\.(?:lock|toml))`", DOCS[name].read_text())
    assert named
    assert not [path for path in named if not (ROOT / path).exists()]


@pytest.mark.parametrize("form", ["bug", "law", "feature", "config"])
def test_each_form_for_an_issue_is_whole_and_keeps_students_out(form: str) -> None:
    text = (ROOT / f".github/ISSUE_TEMPLATE/{form}.yml").read_text()
    read = yaml.safe_load(text)
    assert "student data" in text
    if form == "config":
        assert read["blank_issues_enabled"] is False
        return
    assert {"name", "description", "body"} <= set(read)
    fields = [one for one in read["body"] if one["type"] != "markdown"]
    assert len({one["id"] for one in fields}) == len(fields) and all(one["attributes"]["label"] for one in fields)


@pytest.mark.parametrize("name", DOCS)
def test_each_link_leads_to_a_file_and_a_heading(name: str) -> None:
    text = FENCE.sub("", DOCS[name].read_text())
    for target in LINK.findall(re.sub(r"`[^`\n]*`", "", text)):
        if re.match(r"[a-z]+:", target):
            assert re.fullmatch(r"(https://[a-z0-9.-]+\.[a-z]{2,}(:\d+)?(/\S*)?|mailto:\S+@\S+)", target), target
            continue
        path, _, anchor = target.partition("#")
        file = (DOCS[name].parent / path).resolve() if path else DOCS[name]
        assert file.exists(), f"{name}: there is no {path}"
        assert not anchor or anchor in anchors(file.read_text()), f"{name}: {path or name} has no heading #{anchor}"


def commands(name: str) -> Iterator[tuple[str, list[str]]]:
    """Each ``dpa …`` and ``make …`` with its words; what stands for something else is left as it is."""
    text = DOCS[name].read_text()
    lines = [*INDENTED.findall(text), *(line for block in FENCE.findall(text) for line in block.splitlines())]
    spans = [re.sub(r"\s+", " ", span) for span in INLINE.findall(FENCE.sub("", text))]
    for line in (*lines, *spans):
        part = line.partition(" #")[0].strip()
        if found := re.match(
            r"(?:\$ |sudo -u \S+ |(?:[A-Z_]+=\S+ )+|cd \S+ && )*(?:\.venv/bin/)?(dpa|make) (.+)", part
        ):
            first = re.split(r" [|<>&;] ?| && ", found[2].replace(r"\%", "%"))[0]
            try:
                yield found[1], shlex.split(first)
            except ValueError:  # half a line
                yield found[1], first.split()


def parse(words: list[str]) -> None:
    """Find the command and its options. Raises click.UsageError."""
    command: click.Command = cli
    context = click.Context(cli, info_name="dpa")
    words = [word for word in words if not SHORTENED.search(word)]
    while isinstance(command, click.Group):
        if not words or words[0].startswith("-"):
            break
        found = command.get_command(context, words[0])
        if found is None:
            raise click.UsageError(f"there is no command {words[0]}")
        command, words, context = found, words[1:], click.Context(found, context, info_name=words[0])
    options = [word.partition("=")[0].strip("[]") for word in words if re.match(r"\[?--?[a-z]", word)]
    known = {name for each in command.get_params(context) for name in (*each.opts, *each.secondary_opts)}
    if strange := [option for option in options if option not in known]:
        raise click.UsageError(f"{context.command_path} has no option {strange[0]}")


@pytest.mark.parametrize("name", [name for name in DOCS if name != STORY])
def test_each_command_exists_with_its_options(name: str) -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    for program, words in commands(name):
        if program == "make":
            assert words[0] in {*targets, "…"}, f"{name}: make {words[0]}"
            continue
        try:
            parse(words)
        except click.UsageError as wrong:
            pytest.fail(f"{name}: dpa {' '.join(words)}: {wrong.message}")


def test_the_test_reads_commands() -> None:
    assert ("dpa", ["export", "--format", "xlsx", "FILE"]) in list(commands("README.md"))
    with pytest.raises(click.UsageError, match="no command sing"):
        parse(["sing"])
    with pytest.raises(click.UsageError, match="no option --loud"):
        parse(["export", "--loud", "FILE"])


@pytest.mark.parametrize("name", [name for name in DOCS if name != STORY])
def test_each_setting_exists(name: str) -> None:
    named = set(re.findall(r"\b(DPA_[A-Z_]+[A-Z])\b(?!_?…)", DOCS[name].read_text()))
    others = {
        "DPA_SITE",
        "DPA_BOTS",
        "DPA_TLS",
        "DPA_AGREEMENTS",
        "DPA_FOLD",
        "DPA_MCP_TOKEN",
    }  # of deploy/, bench/ and dpa mcp
    assert named - others - {"DPA_SETTINGS"} <= set(setting_names()), named - set(setting_names())


def test_what_the_readme_types_works_in_its_order(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    blocks = re.split(r"^## ", (ROOT / "README.md").read_text(), flags=re.MULTILINE)
    typed = [
        shlex.split(line.partition("  #")[0])[1:]
        for block in blocks
        if block.startswith(("Ask", "Log, and"))
        for line in INDENTED.findall(block)
        if line.startswith(".venv/bin/dpa ") and "chat" not in line
    ]
    assert len(typed) >= 10
    monkeypatch.setenv("DPA_DATA", str(tmp_path / "data"))
    for words in typed:
        done = CliRunner().invoke(cli, words)
        assert done.exit_code == 0, (words, done.output, done.exception)
