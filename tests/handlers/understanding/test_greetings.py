"""Is a greeting taken off a message, and never a word that is meant?"""

import pytest

from handlers.understanding.courtesy import Courtesy, courtesy, without_greeting


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("Hi! May we use Quizlet?", "May we use Quizlet?"),
        ("hey bot can a vendor sell data", "can a vendor sell data"),
        ("@dpa, who signs? thanks so much!", "who signs?"),
        ("good morning all, who signs, please advise", "who signs"),
        ("May we thank the vendor in a post?", "May we thank the vendor in a post?"),
        ("is Hello Fresh Learning an operator", "is Hello Fresh Learning an operator"),
        ("hello", "hello"),
    ],
)
def test_only_the_question_is_left(text: str, question: str) -> None:
    assert without_greeting(text) == question


@pytest.mark.parametrize(
    ("text", "said"),
    [("hiya", "hello"), ("Thank you so much, bot!", "thanks"), ("!!", "hello"), ("thanks, who signs?", ""), ("", "")],
)
def test_a_greeting_alone_is_told_from_thanks(text: str, said: Courtesy) -> None:
    assert courtesy(text) == said
