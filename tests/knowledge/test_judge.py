"""Are rules decided with their conditions and exceptions?"""

import pytest

from knowledge.citation import Citation, Fact, Tag, weakest
from knowledge.deciding.tests_of import decide, meets
from knowledge.load import load

LAW = load()
TODAY = LAW.on(max(e.since for e in LAW.entries))


@pytest.mark.parametrize(
    ("facts", "state"),
    [
        ({"runs": "yes", "knows": "yes", "designed-marketed": "yes", "extent": "yes", "collects": "yes"}, "met"),
        ({"runs": "yes", "knows": "yes", "designed-marketed": "no", "extent": "yes", "collects": "yes"}, "not met"),
        ({"runs": "yes", "knows": "yes"}, "open"),
        ({"knows": "no"}, "not met"),
    ],
)
def test_the_operator_test_needs_every_element(facts: dict[str, str], state: str) -> None:
    assert meets(TODAY.terms["operator"], facts).state == state


def test_an_open_fact_is_named() -> None:
    finding = meets(TODAY.terms["operator"], {"runs": "yes"})
    assert "knows" in {element.id for element in finding.missing}


def test_selling_is_prohibited_unless_a_successor_stays_bound() -> None:
    rule = TODAY.rules["sell-data"]
    ids = [element.id for element in rule.unless[0].elements]
    assert decide(rule, dict.fromkeys(ids, "no")).verdict.value == "prohibited"
    assert decide(rule, dict.fromkeys(ids, "yes")).verdict.value == "permitted"
    assert decide(rule, {}).verdict.value == "conditional"
    assert decide(rule, {ids[0]: "yes", ids[-1]: "no"}).verdict.value == "prohibited"


@pytest.mark.parametrize(
    ("typed", "cite"),
    [
        ("cc(b)(3)", "10-234cc(b)(3)"),
        ("10-234CC (B) (4)(e)", "10-234cc(b)(4)(E)"),
        ("§ 10-234aa(2)", "10-234aa(2)"),
        ("C.G.S. 10-234dd(a)(3)", "10-234dd(a)(3)"),
        ("36a-701b", "36a-701b"),
    ],
)
def test_cites_are_read_as_people_type_them(typed: str, cite: str) -> None:
    assert str(Citation.typed(typed)) == cite


def test_a_cite_knows_its_parent_and_its_official_link() -> None:
    cite = Citation.parse("cc(b)(3)")
    assert str(cite.parent) == "10-234cc(b)"
    assert cite.link == "https://www.cga.ct.gov/current/pub/chap_170.htm#sec_10-234cc"


def test_an_answer_shows_its_weakest_tag() -> None:
    assert weakest([Tag.V, Tag.MX, Tag.A]) is Tag.MX
    assert Fact.parse("So it is. [M*]") == Fact("So it is.", Tag.MX)
