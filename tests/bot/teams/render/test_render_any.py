"""Is any reply of any text shown in Teams within its limits, and as nothing but its own words?"""

import json
from dataclasses import replace

from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from bot.teams.render.cards import card, messages
from bot.teams.render.escape import JOINER, LOOKS_LIKE, unmarked
from bot.words import MORE
from handlers.dialogue.reply import Cite, Link, Reply, Text
from tests.bot.replies import LINE, LINKS, SETS, often, words_of
from tests.bot.teams.limits import cards, complaints, leaves, walk
from tests.bot.teams.render.test_render import READ
from tests.bot.teams.shown_text import bare, tidy

WHOLE = st.builds(
    lambda reply, label, url: replace(reply, parts=(*reply.parts, Link(label, url))) if url else reply,
    SETS,
    LINE,
    LINKS,
)
"""Any reply of any text, with a link to a page too."""


@often
@given(WHOLE)
@example(Reply(title="Braces", parts=(Text("{" * 2900),), footer="{" * 900))
def test_any_reply_is_within_the_limits_and_only_its_own_words(reply: Reply) -> None:
    sent = messages(reply)
    for one in (*sent, card(reply)):
        assert list(complaints(one)) == []
    for message in sent:
        assert plain(message["summary"])
    links = {one["url"] for message in sent for one in walk(message) if "url" in one}
    assert links <= {part.link for part in reply.parts if isinstance(part, Cite)} | {
        part.url for part in reply.parts if isinstance(part, Link)
    }
    json.dumps(sent).encode()


@often
@given(WHOLE)
def test_no_word_of_any_reply_is_lost(reply: Reply) -> None:
    sent = messages(reply)
    own = [cards(message)[0]["body"][bool(number) :] for number, message in enumerate(sent)]
    seen, pressed = bare(leaves(own)), [one for one in walk(own) if str(one.get("type")).startswith("Action.")]
    for text in (reply.title, *words_of(reply), reply.footer, *(file.name for file in reply.files)):
        assert bare(text) in seen
    for choice in reply.choices:
        assert bare(choice.say) in seen or tidy(choice.say) in [one["data"]["say"] for one in pressed if "data" in one]
    for part in reply.parts:
        if isinstance(part, Link):
            assert bare(part.url) in seen or part.url in [one["url"] for one in pressed if "url" in one]


def plain(text: str) -> bool:
    """Whether somebody who reads Markdown reads this as nothing but itself."""
    read = MarkdownIt("commonmark").enable(["strikethrough", "table"]).parse(text)
    inner = [child for token in read for child in token.children or ()]
    return (
        {token.type for token in read} <= {"paragraph_open", "inline", "paragraph_close"}
        and {child.type for child in inner} <= {"text", "text_special"}
        and "".join(child.content for child in inner) == text.strip()
    )


@often
@given(
    st.text()
    | st.text("*_~`[]()<>!&#;\\+-=|.1 a:{}$", max_size=12)
    | st.sampled_from([READ, "1. x", "# x", "- x", "***"])
)
def test_a_title_is_itself_whether_markdown_is_read_or_not(text: str) -> None:
    title = unmarked(text)
    assert plain(title) and "{{" not in title and "${" not in title
    looks = title.replace(JOINER, "").translate({ord(like): mark for mark, like in LOOKS_LIKE.items()})
    assert (
        looks
        == " ".join(tidy(text).split())
        .replace(JOINER, "")
        .translate({ord(like): mark for mark, like in LOOKS_LIKE.items()})
        or not text
    )


def test_a_full_card_says_that_there_is_more_and_messages_have_it_all() -> None:
    long = Reply(title="x", parts=(Text("é" * 2900),) * 20)
    assert leaves(card(long)).endswith(bare(MORE))
    assert "".join(leaves(message) for message in messages(long)).count("é") == 2900 * 20
