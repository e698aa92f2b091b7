"""What other assistants, and the people who connect them, read."""

from collections.abc import Callable

from handlers.dialogue.catalog import Sentence, catalog

messages = catalog(__file__)
__getattr__: Callable[[str], Sentence] = messages.__getattr__

NAME, TITLE = "dpa", messages.student_data_privacy_act_connecticut
ASK = (
    messages.ask_about_the_act_in_plain,
    messages.answers_a_question_about,
)
DEFINE = (messages.what_a_word_of_the_act, messages.gives_the_definition_of_a_word)
RULE = (messages.a_passage_of_the_act, messages.shows_a_passage_by_its_cite)
DUE = (messages.dates_that_follow_from_an_event, messages.counts_the_safe_and_the_last)
CONTRACTS = (
    messages.the_districts_contracts,
    messages.lists_the_contracts_on_record_vendor,
)
DEADLINES = (
    messages.the_districts_open_deadlines,
    messages.lists_the_open_deadlines_those_of,
)
REVIEW = (
    messages.review_an_agreement,
    messages.says_which_of_the_ten_provisions,
)
FIELDS = {
    "question": messages.the_question_as_a_person_would,
    "as_of": messages.the_day_whose_law_is_asked,
    "word": messages.the_word_such_as_operator_or,
    "cite": messages.the_cite_of_a_passage_as,
    "event": messages.the_event_such_as_contract_executed,
    "at": messages.when_it_was_as_2026_10,
    "contracts": messages.words_of_any_field_that_people,
    "deadlines": messages.mine_overdue_today_this_week_or,
    "page": messages.the_page_from_1,
    "size": messages.entries_on_a_page,
    "name": messages.the_files_name_with_its_ending,
    "text": messages.the_text_of_the_paper_where,
    "content": messages.the_file_in_base64,
}
RESOURCES = (messages.a_passage_of_the_act, messages.a_passage_of_the_act_by)

# Over HTTP, and how it is started.


def unknown_tool(name: str) -> str:
    """A tool that there is not."""
    return messages.unknown_tool(name=repr(name[:60]))


def unknown_resource(uri: str) -> str:
    """An address of no passage."""
    return messages.unknown_resource(uri=repr(uri[:120]))
