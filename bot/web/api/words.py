"""Texts of the read API's description: titles, fields, and what each status means."""

from __future__ import annotations

from collections.abc import Callable

from handlers.dialogue.catalog import Sentence, catalog

messages = catalog(__file__)
__getattr__: Callable[[str], Sentence] = messages.__getattr__

FIELDS = {
    "q": messages.the_question,
    "as_of": messages.the_day_whose_law_is_asked,
    "id": messages.comes_back_with_the_answer,
    "contracts": messages.words_of_any_field_that_people,
    "deadlines": messages.mine_overdue_today_this_week_or,
    "page": messages.the_page_from_1,
    "size": messages.entries_on_a_page,
}
STATUSES = {
    "200": messages.as_asked,
    "400": messages.something_in_the_request_does_not,
    "401": messages.the_token_is_missing_was_ended,
    "403": messages.asked_from_another_machine_without_a,
    "404": messages.no_token_was_ever_made_here,
    "413": messages.the_request_is_too_large,
    "429": messages.too_many_requests_in_the_last,
    "503": messages.the_records_cannot_be_read_just,
}
