"""Does the law come to what a lawyer would say, on the facts that were told and on no others?"""

from datetime import date

import pytest

from knowledge.deciding.asked import opening, verdict_of
from knowledge.deciding.ruling import elements_of, items, rule_on
from knowledge.load import load
from knowledge.model import Verdict

LAW = load().on(date(2026, 11, 26))


def facts(told: str) -> dict[str, str]:
    """``a.b+ c.d-`` as facts; blanks in a name are written as _."""
    return {word[:-1].replace("_", " "): "yes" if word[-1] == "+" else "no" for word in told.split()}


@pytest.mark.parametrize(
    ("about", "told", "verdict"),
    [
        ("rule:sell-data", "", "prohibited"),
        ("rule:sell-data", "sell-data.merger+", "conditional"),
        ("rule:sell-data", "sell-data.merger+ sell-data.stays-bound+", "permitted"),
        ("rule:disclose", "disclose.court-order+", "permitted"),
        ("rule:disclose", "disclose.court-order- disclose.asked-for-", "prohibited"),
        ("rule:disclose", "disclose.hired+", "conditional"),
        ("rule:disclose", "disclose.hired+ disclose.no-onward-", "prohibited"),
        ("rule:contract-required", "", "conditional"),
        ("rule:contract-required", "contract-required.contractor+ contract-required.categories+", "required"),
        ("rule:contract-required", "contract-required.categories-", "not_required"),
        ("rule:contract-required", "contract-required.by-board-", "not_required"),
        ("rule:contract-required", "contract-required.iep- contract-required.plan-504-", "required"),
        ("rule:contract-required", "contract-required.iep+", "conditional"),
        ("rule:contract-required", "contract-required.written-", "required"),
        ("rule:conflicting-term", "conflicting-term.conflicts+", "prohibited"),
        ("rule:conflicting-term", "conflicting-term.conflicts+ conflicting-term.signed-since-", "permitted"),
        ("rule:ads-to-parents", "ads-to-parents.without-data+ ads-to-parents.to-parents-", "conditional"),
        ("duty:tell-families-of-breach", "breach.own-system+", "not_required"),
        ("duty:tell-families-of-breach", "", "required"),
    ],
)
def test_what_it_comes_to(about: str, told: str, verdict: str) -> None:
    ruling = rule_on(about, facts(told), LAW)
    assert ruling
    assert ruling.verdict.value == verdict


def test_definitions_are_chained() -> None:
    operator = "operator.runs+ operator.designed-marketed+ operator.knows+ operator.collects+"
    told = facts(f"{operator} student_information.identifiable+ student_information.from-board+")
    ruling = rule_on("rule:contract-required", told, LAW)
    assert ruling
    assert ruling.verdict is Verdict.REQUIRED
    other = rule_on("rule:contract-required", facts("operator.designed-marketed- consultant.for-board-"), LAW)
    assert other
    assert other.verdict is Verdict.NOT_REQUIRED


@pytest.mark.parametrize(
    ("about", "ways"),
    [
        ("rule:delete-on-request", ("student", "parent", "board")),
        ("rule:vendor-breach-meanwhile", ("investigate", "restore")),
        ("rule:targeted-ads", ("own-product", "school-data")),
        ("term:contractor", ("operator", "consultant")),
        ("term:student", ("preschool", "public-school", "iep", "responsibility")),
    ],
)
def test_of_ways_that_are_each_enough_all_must_be_denied(about: str, ways: tuple[str, ...]) -> None:
    names = {f"{about.partition(':')[2]}.{way}" for way in ways}
    for left in names:
        ruling = rule_on(about, dict.fromkeys(names - {left}, "no"), LAW)
        assert ruling
        assert ruling.conditional, left
        assert left in ruling.open
    none = rule_on(about, dict.fromkeys(names, "no"), LAW)
    assert none
    assert not none.conditional


def test_an_ad_that_is_not_targeted_is_no_targeted_advertising() -> None:
    ruling = rule_on("rule:targeted-ads", facts("targeted_advertising.visiting-now+ targeted-ads.own-product+"), LAW)
    assert ruling
    assert ruling.verdict is Verdict.PERMITTED


def test_data_outside_the_clock_falls_under_the_other_clock() -> None:
    ruling = rule_on("duty:vendor-breach-30", facts("breach.student-information- breach.student-records+"), LAW)
    assert ruling
    assert ruling.about == "duty:vendor-breach-60"


def test_what_is_required_and_done_is_required_no_more() -> None:
    ruling = rule_on("duty:post-contract", facts("post-contract.in-time+"), LAW)
    assert ruling
    assert verdict_of(ruling, "enough") is Verdict.PERMITTED
    late = rule_on("duty:post-contract", facts("post-contract.in-time-"), LAW)
    assert late
    assert verdict_of(late, "enough") is Verdict.PROHIBITED


def test_who_asks_leave_to_take_a_contract_as_void_has_it_where_the_contract_is_void() -> None:
    told = "missing-provision-void.lacks+ missing-provision-void.noticed+ missing-provision-void.not-amended"
    for mark, opens, verdict in (("+", "yes", Verdict.PERMITTED), ("-", "no", Verdict.PROHIBITED)):
        ruling = rule_on("rule:missing-provision-void", facts(f"{told}{mark}"), LAW)
        assert ruling
        assert opening(ruling, "may", "forbidden") == opens
        assert verdict_of(ruling, "may", "forbidden") is verdict


def test_a_contract_has_all_provisions_only_where_each_is_said_to_be_there() -> None:
    names = [f"item.{item.id}" for item in items(LAW)]
    some = [dict.fromkeys(set(names) - {left}, "yes") for left in names]
    for told in (*({name: "yes"} for name in names), *some):
        ruling = rule_on("rule:contract-required", told, LAW)
        assert ruling
        assert ruling.done == "open", told
    whole = rule_on("rule:contract-required", dict.fromkeys(names, "yes"), LAW)
    assert whole
    assert whole.done == "met"


@pytest.mark.parametrize(
    ("stance", "claim", "opens"),
    [
        ("may", "", "no"),
        ("banned", "", "yes"),
        ("assert", "forbidden", "yes"),
        ("assert", "allowed", "no"),
        ("enough", "", "no"),
        ("when", "", "none"),
    ],
)
def test_yes_and_no_answer_the_question_as_asked(stance: str, claim: str, opens: str) -> None:
    ruling = rule_on("rule:sell-data", {}, LAW)
    assert ruling
    assert opening(ruling, stance, claim) == opens  # type: ignore[arg-type]


def test_an_entry_that_the_day_does_not_know_decides_nothing() -> None:
    assert rule_on("duty:post-contract", {}, load().on(date(2017, 1, 2))) is None


def test_every_element_asks_a_question() -> None:
    assert all(element.ask.endswith("?") for element in elements_of(LAW).values())
