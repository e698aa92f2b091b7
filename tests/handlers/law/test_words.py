"""The sentences around an answer about the law."""

from handlers.law.words import CHECKED, checked, coded_fact
from knowledge.citation import Fact, Tag


def test_each_tag_is_said_in_a_short_phrase_and_its_code_only_where_one_asks_how_sure_it_is() -> None:
    assert set(CHECKED) == set(Tag)
    for tag in Tag:
        assert "[" not in checked(tag)
        assert coded_fact(Fact("A day.", tag)).endswith(f"[{tag.value}].")
        assert len(checked(tag).split()) <= 13
    assert checked(Tag.I) == "Checked: our reading, ask counsel."
    assert checked(Tag.M) == "Not yet checked against the official text."
