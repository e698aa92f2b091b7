"""Is it told by plain words what a question asks of an act?"""

import pytest

from handlers.understanding.asked.stance import asks_nothing, stance_in


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("May the vendor sell student data?", "may"),
        ("is it illegal to sell student data?", "banned"),
        ("Is the company breaking the law?", "banned"),
        ("can a free app just be used without contract", "skip"),
        ("can the contract leave out the FERPA sentence", "skip"),
        ("can a vendor refuse to delete", "skip"),
        ("are small vendors exempt", "skip"),
        ("can we not tell parents about the breach", "skip"),
        ("Do we need a contract for it?", "must"),
        ("do teachers need to stop using apps without contracts?", "must"),
        ("Is that enough?", "enough"),
        ("Does a lunch app count as an operator?", "covered"),
        ("By when must we post it?", "when"),
        ("who must be told of a breach?", "who"),
        ("What happens if we never post it?", "consequence"),
        ("They don't have to delete it, right?", "assert"),
        ("Selling student lists is off limits.", "assert"),
    ],
)
def test_the_stance_is_read(text: str, stance: str) -> None:
    assert stance_in(text).stance == stance


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        ("They don't have to delete it, right?", "not needed"),
        ("Selling student lists is off limits.", "forbidden"),
        ("Every vendor must sign our contract, correct?", "needed"),
        ("An app can show whatever ads it likes.", "allowed"),
        ("A camera clip can't be a student record, true?", "forbidden"),
    ],
)
def test_a_statement_says_what_is_so(text: str, claim: str) -> None:
    assert stance_in(text).claim == claim


@pytest.mark.parametrize("text", ["May the vendor sell it?", "Do we need a contract?", "Is a notice on paper enough?"])
def test_a_plain_question_is_not_turned_round(text: str) -> None:
    assert not stance_in(text).turned


@pytest.mark.parametrize("text", ["Is it illegal?", "Can we skip the contract?", "Do we have to stop using it?"])
def test_a_question_is_turned_round(text: str) -> None:
    assert stance_in(text).turned


@pytest.mark.parametrize("text", ["A vendor told us of a breach", "The contract has no FERPA clause."])
def test_what_is_only_told_asks_nothing(text: str) -> None:
    assert asks_nothing(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "A vendor told us of a breach, what now",
        "a photo one of my fifth graders took, is that student generated content",
        "letter by us mail ok for breach notice",
        "Every vendor must sign our contract",
    ],
)
def test_what_asks_or_claims_something_is_not_only_told(text: str) -> None:
    assert not asks_nothing(text)
