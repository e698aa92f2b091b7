"""Does a terminal ask for what a form needs, and for nothing else, and does it know what was said before?"""

import io
from collections.abc import Callable
from dataclasses import replace

import pytest

from bot.cli.conversation import fill
from handlers.dialogue.reply import Field, Form, When
from tests.bot.cli.district_cli import DistrictCli

FORM = Form(
    "log-breach",
    "Log a breach",
    (
        Field("contract", "Contract", "text"),
        Field("vendor", "Vendor", "text", when=When("contract", ("",))),
        Field("data", "Data", "many", options=(("records", "Student records"),)),
        Field("kinds", "Kinds", "text", when=When("data")),
        Field("file", "File", "file"),
    ),
    "Save",
)


def asked(form: Form, **answers: str) -> tuple[dict[str, str] | None, list[str]]:
    """What comes of the form, and which questions were asked, each answered by its label."""
    questions: list[str] = []

    def hear(question: str) -> str:
        questions.append(question.partition(":")[0])
        return answers.get(questions[-1].split(" ", maxsplit=1)[0], "")

    say: Callable[[str], None] = lambda _: None  # noqa: E731
    return fill(form, hear, say), questions


def test_a_field_is_asked_for_only_where_its_condition_holds() -> None:
    values, questions = asked(FORM, Contract="C-1")
    assert questions == ["Contract", "Data"] and values == {"contract": "C-1", "data": ""}
    values, questions = asked(FORM, Vendor="Kahoot", Data="student records")
    assert questions == ["Contract", "Vendor", "Data", "Kinds"]
    assert values == {"contract": "", "vendor": "Kahoot", "data": "student records", "kinds": ""}


def test_what_is_filled_in_or_wrong_is_asked_for_in_any_case() -> None:
    contract, vendor, *rest = FORM.fields
    kept = replace(FORM, fields=(replace(contract, value="C-1"), replace(vendor, value="Kahoot"), *rest))
    assert asked(kept)[0] == {"contract": "C-1", "vendor": "Kahoot", "data": ""}
    wrong = replace(FORM, fields=(replace(contract, value="C-9"), replace(vendor, error="Name the vendor."), *rest))
    assert asked(wrong)[1] == ["Contract [C-9]", "Vendor (Name the vendor.)", "Data"]


def test_nothing_comes_of_a_form_that_is_given_up() -> None:
    assert asked(FORM, Vendor="cancel")[0] is None


def test_a_follow_up_is_about_what_was_said_before(files: DistrictCli, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("may the vendor sell student data?\nwhy?\nexit\n"))
    talk = files("chat")
    assert "Why: Selling, renting or trading" in talk.stdout
    assert "You ask: whether it is allowed" in talk.stdout
