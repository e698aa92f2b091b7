"""How well did whole talks go: is what was expected of each reply there, and did one do harm?"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from scoring.questions import Row, Scores, mean
from scoring.shown import Shown, shown
from scoring.texts import holds, pins, pins_in, plain

Answers = Mapping[str, Row]
"""What ``dpa talk --jsonl`` said, by the id of the line."""
Expect = Mapping[str, Any]
"""What a good reply has; tests/measuring/README.md names the keys."""


def lines_of(case: Row) -> Iterator[tuple[str, Row]]:
    """The lines of a case with their ids."""
    for number, line in enumerate(case["lines"], 1):
        yield f"{case['id']}.{number}", line


def score_talks(cases: Sequence[Row], answers: Answers) -> Scores:
    """The shares of replies that are good and that do harm, and of cases in which all are good."""
    good, harm, whole = [], [], []
    for case in cases:
        marks = []
        for id, line in lines_of(case):
            if "expect" in line:
                reply = shown(answers.get(id, {"error": "no answer"}), line.get("say") or "")
                harm.append(harms(line["expect"], reply))
                marks.append(is_good(line["expect"], reply))
        good += marks
        whole.append(all(marks))
    return {"good": mean(good), "harm": mean(harm), "whole": mean(whole)}


def setups_refused(cases: Sequence[Row], answers: Answers) -> list[str]:
    """The ids of the lines that set records up and were not taken as they are."""
    lines = [(id, line) for case in cases for id, line in lines_of(case) if line.get("setup")]
    replies = [(id, shown(answers.get(id, {"error": "no answer"}), line.get("say") or "")) for id, line in lines]
    return [id for id, one in replies if one.failed or one.form or one.command in {"", "ask"} or one.at_a_loss]


def score_commands(cases: Sequence[Row], taken: Mapping[str, Sequence[str]]) -> float:
    """Where a form is expected: the share of messages taken for one of the commands wanted."""
    wanted = {id: line["expect"]["form"]["command"] for case in cases for id, line in lines_of(case) if _form(line)}
    return mean(any(name in names for name in taken.get(id, ())) for id, names in wanted.items())


def _form(line: Row) -> bool:
    return "form" in line.get("expect", {})


def is_good(expect: Expect, reply: Shown) -> bool:
    """Whether all that is expected holds, and no harm was done."""
    held = all(holds_for(key, wanted, reply) for key, wanted in expect.items())
    return held and not reply.failed and not harms(expect, reply)


def harms(expect: Expect, reply: Shown) -> bool:
    """Whether Yes or No was said where it must not be, or something written that must not be."""
    if reply.failed:
        return False
    may_open = expect.get("opens", ["yes", "no"])
    badge = reply.badge in {"yes", "no"} and (reply.badge in expect.get("badge_not", []) or reply.badge not in may_open)
    opens = reply.opens in {"yes", "no"} and reply.opens not in may_open
    wrote = bool(expect.get("changed_none")) and bool(reply.changed)
    return badge or opens or wrote or not set(expect.get("changed_not", [])).isdisjoint(reply.changed)


def holds_for(key: str, wanted: Any, reply: Shown) -> bool:  # noqa: C901, PLR0911, PLR0912 - one case for each key
    """Whether a reply has what one key expects. Raises ValueError for a key that is not known."""
    match key:
        case "command":
            return reply.command in wanted
        case "records_any":
            return any(_speaks_of(id, reply.everything, reply) for id in wanted)
        case "records_none":
            return not any(_speaks_of(id, reply.said, reply) for id in wanted)
        case "changed_any":
            return not set(wanted).isdisjoint(reply.changed)
        case "changed_not":
            return set(wanted).isdisjoint(reply.changed)
        case "changed_none":
            return not (wanted and reply.changed)
        case "form":
            return _has_form(wanted, reply)
        case "text_all":
            text = reply.everything if reply.law is None else reply.said
            return all(holds(text, one, from_the_start=True) for one in wanted)
        case "text_none":
            return not any(holds(reply.said, one, from_the_start=True) for one in wanted)
        case "choices_any":
            offered = [*(part for choice in reply.choices for part in choice), reply.form]
            return any(plain(one) in part for one in wanted for part in offered)
        case "badge_not":
            return reply.badge not in wanted
        case "opens":
            return reply.opens in wanted
        case "law_null":
            return not (wanted and reply.law is not None)
        case "cites_any":
            return _cites(wanted, reply)
        case _:
            raise ValueError(f"nobody checks {key}")


def _speaks_of(id: str, text: str, reply: Shown) -> bool:
    return id in reply.records or holds(text, id, from_the_start=True)


def _cites(wanted: Sequence[str], reply: Shown) -> bool:
    """A cite equal to one wanted, below or above it."""
    found = pins_in(reply.said) if reply.law is None else pins(reply.law.get("citations") or [])
    return any(one[: len(gold)] == gold or gold[: len(one)] == one for one in found for gold in pins(wanted))


def _has_form(wanted: Expect, reply: Shown) -> bool:
    """The form is there with its values; or a button for it; or it was carried out and shows what it did."""
    commands, fields = wanted["command"], {name.lower(): str(value) for name, value in wanted.get("fields", {}).items()}
    if reply.form_of in commands and all(_is(reply.fields.get(name, ""), value) for name, value in fields.items()):
        return True
    for _, say in reply.choices:
        named = say.partition(" ")[0] in commands
        if named and all(any(plain(one) in say for one in value.split("|")) for value in fields.values()):
            return True
    did = reply.changed or reply.files or not fields
    if reply.command not in commands or reply.form or reply.at_a_loss or not did:
        return False
    shows = wanted.get("or_text") or fields.values()
    return all(holds(reply.everything, one, from_the_start=True) for one in shows)


def _is(value: str, wanted: str) -> bool:
    """A date must be the same; of other values a part is enough."""
    dates = ("-" in one and one.replace("-", "").isdigit() and len(one) == 10 for one in wanted.split("|"))
    return any(
        value == plain(one) if date else plain(one) in value for one, date in zip(wanted.split("|"), dates, strict=True)
    )
