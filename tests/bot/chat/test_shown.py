"""Is a reply shown without what it says twice, and with nothing lost that decides?"""

import pytest

from bot.chat.replies import beside, shown
from handlers.dialogue.reply import Bullets, Choice, Cite, LawAnswer, Reply, Row, Rows, Text

LAW = LawAnswer("prohibited", ("10-234cc(b)(3)",), ("sell",), "no")
NO = Reply(
    title="Selling student data",
    parts=(
        Text("No. An operator may not sell it."),
        Bullets(("It holds for all data.",)),
        Text("Money is not needed.", more=True),
        Cite("C.G.S. 10-234cc(b)(3)", ""),
        Cite("C.G.S. 10-234bb(d)(1)", ""),
        Cite("C.G.S. 1-4", ""),
    ),
    choices=(Choice("Show the rule", "rule 10-234cc(b)(3)"), Choice("Full answer", "topic sell")),
    tone="no",
    footer="Checked: statute text. Law as of Nov 24, 2026. Not legal advice.",
    law=LAW,
)


def test_an_answer_says_its_verdict_once_and_its_explanation_not_at_all() -> None:
    reply = shown(NO)
    assert reply.parts[:2] == (Text("An operator may not sell it."), Bullets(("It holds for all data.",)))
    assert not any(isinstance(part, Text) and part.more for part in reply.parts)
    assert reply.footer == "Checked: statute text. Law as of Nov 24, 2026. Not legal advice."
    assert reply.choices[-1] == Choice("How sure is this?", "sure 10-234cc(b)(3)", aside=True)
    assert shown(reply) == reply, "what is shown already stays"


def test_cites_of_the_act_in_a_line_name_the_statutes_once() -> None:
    assert [part.pin for part in shown(NO).parts if isinstance(part, Cite)] == [
        "C.G.S. 10-234cc(b)(3)",
        "10-234bb(d)(1)",
        "C.G.S. 1-4",
    ]


def test_topics_that_are_buttons_are_not_listed_with_their_cites_too() -> None:
    reply = Reply(
        title="Not sure", parts=(Bullets(("Ads (C.G.S. 10-234cc(b)(1)(A))",)),), choices=(Choice("Ads", "topic ads"),)
    )
    assert shown(reply).parts == ()


@pytest.mark.parametrize(
    ("tones", "heading"), [(("due", "plain"), "plain"), (("overdue", "plain"), "overdue"), (("overdue",), "overdue")]
)
def test_a_heading_is_colored_only_where_all_its_rows_stand_so(tones: tuple[str, ...], heading: str) -> None:
    rows = Rows(tuple(Row("Post", "since Oct 8", tone) for tone in tones))  # type: ignore[arg-type]
    assert shown(Reply(title="C-1", parts=(rows,), tone=tones[0])).tone == heading


def test_what_few_people_want_stands_in_the_menu_and_alone_needs_none() -> None:
    rule, full, sure = Choice("Rule", "rule"), Choice("Full", "topic"), Choice("Sure", "sure", aside=True)
    assert beside((rule, sure, full), 4) == ([rule, sure, full], [])
    log = Choice("Log", "log-contract", aside=True)
    assert beside((rule, sure, full, log), 4) == ([rule, full], [sure, log])
    assert beside((rule, full), 1) == ([rule], [full])
