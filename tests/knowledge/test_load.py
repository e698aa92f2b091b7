"""Does the proof-reader name every mistake, with file and line, in words a lawyer understands?"""

from pathlib import Path

import pytest

from knowledge.checking.check import check
from knowledge.complaint import BadLaw, Complaint
from knowledge.load import load

GOOD = """
- passage: cc(b)(3)
  title: Selling
  says:
    - An operator may not sell the data. [A]
- rule: sell-data
  cite: cc(b)(3)
  who: operator
  does: sell
  outcome: prohibited
  says: [An operator may not sell the data. [A]]
  outcomes:
    not allowed: {says: "An operator may not sell the data. [A]", next: Ask the vendor to stop.}
    allowed: {says: "Data may pass to a successor as long as it stays bound. [A]", next: Ask who the successor is.}
  unless:
    - id: successor
      cite: cc(b)(3)
      outcome: permitted
      says: A successor takes over. [A]
      applies: {says: "Data may pass to a successor. [A]", next: Ask who the successor is.}
      elements:
        - id: merger
          says: It is a merger. [A]
          denied: It is no merger.
          ask: Is it a merger?
- example: A data broker
  rule: sell-data
  facts: {merger: no}
  verdict: prohibited
- example: A merger
  rule: sell-data
  facts: {merger: yes}
  verdict: permitted
- topic: sell
  title: Selling
  kind: answer
  verdict: prohibited
  answer: [No. An operator may not sell the data. [A]]
  cites: [cc(b)(3)]
""".replace("[An operator may not sell the data. [A]]", '["An operator may not sell the data. [A]"]').replace(
    "[No. An operator may not sell the data. [A]]", '["No. An operator may not sell the data. [A]"]'
)
PHRASINGS = {"sell": ("may they sell it",), "out-of-scope": ("what is the weather",)}


def proofread(folder: Path, text: str) -> list[Complaint]:
    (folder / "law").mkdir()
    (folder / "law" / "act.yaml").write_text(text)
    try:
        return check(load(folder), PHRASINGS)
    except BadLaw as bad:
        return bad.complaints


def test_a_sound_file_has_no_complaint(tmp_path: Path) -> None:
    assert proofread(tmp_path, GOOD) == []


MISTAKES = [
    ("outcome: prohibited", "outcome: forbidden", 10, "'forbidden' is not a possible 'outcome'", "'prohibited'"),
    ("  does: sell\n", "", 6, "has no 'does'", "Add a line"),
    ("  does: sell\n", "  does: sell\n  dose: sell\n", 10, "unknown field 'dose'", "Did you mean 'does'?"),
    (
        "- An operator may not sell the data. [A]",
        "- An operator may not sell the data.",
        5,
        "does not end with a source tag",
        "",
    ),
    ("- An operator may not sell the data. [A]", "- An operator may not sell the data. [Q]", 5, "source tag", ""),
    ("- passage: cc(b)(3)\n", "- passage: cc(b)(3)\n  since: July 1, 2018\n", 3, "is not a date", "2018-07-01"),
    ("cites: [cc(b)(3)]", "cites: [cc(b)(9)]", 34, "cites 10-234cc(b)(9), which has no passage", "Correct the cite"),
    ("cites: [cc(b)(3)]", "cites: cc(b)(3)", 39, "'cites' in topic 'sell' is not a list", "'- '"),
    ("ask: Is it a merger?", "ask: Say if it is a merger", 6, "asks no question", "'?'"),
    ("title: Selling\n  kind", "title: '*Selling*'\n  kind", 34, "markup", "plain words"),
    (
        "facts: {merger: no}",
        "facts: {merger: yes}",
        26,
        "comes out as 'permitted', not 'prohibited'",
        "Correct the example",
    ),
    ("facts: {merger: no}", "facts: {mergers: no}", 26, "has a fact 'mergers'", "Use one of: merger"),
    ("facts: {merger: no}", "facts: {}", 26, "comes out as 'conditional'", "Correct"),
    (
        "rule: sell-data\n  facts: {merger: no}",
        "rule: selldata\n  facts: {merger: no}",
        26,
        "does not exist",
        "Correct the name",
    ),
    ("- topic: sell\n", "- topics: sell\n", 34, "starts with 'topics', which is no shape", "Start it with one of"),
    ("- topic: sell\n", "- topic: sells\n", 34, "has no phrasings", "== sells"),
    ("title: Selling\n  kind", "title: Selling: renting\n  kind", 35, "cannot be read from here on", "double quotes"),
    ("- passage: cc(b)(3)\n", "- passage: cc(b)(3)\n  title: Twice\n", 4, "'title' stands twice", "Keep one"),
    ('["No. An', '["Yes. An', 34, "starts with 'Yes.' but its verdict is 'prohibited'", "Correct the first word"),
    ("kind: answer", "kind: silent", 34, "does not say so", "The law is silent"),
    (
        "- passage: cc(b)(3)\n",
        "- passage: cc(b)(3)\n  since: 2018-07-01\n",
        2,
        "no example guards the 'since: 2018-07-01'",
        "day: 2018-06-30",
    ),
    ("  - id: successor", "  - id: successor\n      extra: x", 17, "unknown field 'extra'", ""),
    (
        "  unless:\n    - id: successor",
        "  unless_not:\n    - id: successor",
        15,
        "unknown field 'unless_not'",
        "Did you mean 'unless'?",
    ),
    ("cites: [cc(b)(3)]", "cites: [cc(b)(3)]\n  kinds_at: aa(4)", 34, "none are listed there", "Write kinds"),
    ("title: Selling\n  says", "title: &x Selling\n  says", 3, "starts with &", "double quotes"),
    (
        "cites: [cc(b)(3)]",
        "cites: [cc(b)(3), the list, of cc(b) [V]]",
        39,
        "a text in a list in [brackets] or {braces} holds a comma or a bracket",
        "a line of its own",
    ),
    (
        '["No. An operator may not sell the data. [A]"]',
        '[No, "it may not. [A]"]',
        38,
        "does not end with a source tag",
        "a comma cut a text in [brackets] in two",
    ),
    ("- An operator may not", "- {post-contract} may not", 5, "a text starts with {", "double quotes"),
    (
        "title: Selling\n  kind",
        "title: @Selling\n  kind",
        35,
        "a character that has a meaning of its own",
        "double quotes",
    ),
    ("cites: [cc(b)(3)]", 'cites: ["cc(b)(3)]', 40, "opened and never closed", "Close it"),
    ("title: Selling\n  kind", "  title: Selling\n  kind", 35, "is indented wrongly", ""),
    ("title: Selling\n  kind", "title: *Selling\n  kind", 35, "a text starts with *", "double quotes"),
]


@pytest.mark.parametrize(("right", "wrong", "line", "said", "mend"), MISTAKES, ids=[m[3] for m in MISTAKES])
def test_a_mistake_is_named_with_its_line_and_its_cure(
    tmp_path: Path, right: str, wrong: str, line: int, said: str, mend: str
) -> None:
    assert right in GOOD
    complaints = proofread(tmp_path, GOOD.replace(right, wrong, 1))
    found = [c for c in complaints if said in c.wrong]
    assert found, complaints
    assert found[0].line == line
    assert mend in found[0].mend
    assert found[0].file.endswith("law/act.yaml")


@pytest.mark.parametrize("place", range(2, GOOD.count("cc(b)(3)") + 1))
def test_every_cite_needs_a_passage_that_of_an_exception_too(tmp_path: Path, place: int) -> None:
    parts = GOOD.split("cc(b)(3)")
    wrong = "cc(b)(3)".join(parts[:place]) + "cc(b)(4)" + "cc(b)(3)".join(parts[place:])
    said = [complaint.wrong for complaint in proofread(tmp_path, wrong)]
    assert any("cites 10-234cc(b)(4), which has no passage" in one for one in said), said


def test_all_mistakes_are_told_at_once(tmp_path: Path) -> None:
    broken = GOOD.replace("outcome: prohibited", "outcome: forbidden", 1).replace("kind: answer", "kind: reply")
    assert len(proofread(tmp_path, broken)) == 2


def test_the_same_entry_twice_at_one_time_is_refused(tmp_path: Path) -> None:
    twice = GOOD + GOOD[: GOOD.index("- rule")].replace("Selling", "Again")
    assert "holds twice at the same time" in proofread(tmp_path, twice)[0].wrong


def test_a_file_that_is_no_text_is_named(tmp_path: Path) -> None:
    (tmp_path / "law").mkdir()
    (tmp_path / "law" / "act.yaml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(BadLaw, match="not UTF-8"):
        load(tmp_path)


def test_an_empty_folder_is_no_law(tmp_path: Path) -> None:
    with pytest.raises(BadLaw, match="no law files"):
        load(tmp_path)


def test_words_stay_words(tmp_path: Path) -> None:
    (tmp_path / "law").mkdir()
    text = '- passage: cc(b)(3)\n  title: no\n  says:\n    - "yes [A]"\n  open: 2018-07-01\n'
    (tmp_path / "law" / "act.yaml").write_text(text)
    (passage,) = load(tmp_path).entries
    assert (passage.title, passage.says[0].says, passage.open) == ("no", "yes", "2018-07-01")  # type: ignore[attr-defined]


def test_an_answer_must_not_allow_what_its_rule_bans(tmp_path: Path) -> None:
    head, tail = GOOD.split("  unless:")
    banned = head + tail[tail.index("- example: A data broker") :]
    banned = banned[: banned.index("- example: A data broker")] + banned[banned.index("- topic") :]
    allowed = banned.replace("verdict: prohibited\n  answer", "verdict: permitted\n  answer").replace(
        "No. An", "Yes. An"
    )
    assert proofread(tmp_path, allowed)[0].wrong.startswith("topic 'sell' says 'permitted', the rule 'sell-data'")
