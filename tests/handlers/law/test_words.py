"""The sentences around an answer about the law."""

from handlers.law.words import CHECKED, checked
from knowledge.citation import Tag


def test_each_tag_is_said_in_a_short_phrase_with_its_code_at_the_end() -> None:
    assert set(CHECKED) == set(Tag)
    for tag in Tag:
        assert checked(tag).endswith(f"[{tag.value}].")
        assert len(checked(tag).split()) <= 13
    assert checked(Tag.I) == "Checked: our reading, ask counsel [I]."
    assert checked(Tag.M) == "Not yet checked against the official text [M]."
