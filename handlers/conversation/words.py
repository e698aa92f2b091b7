"""What the dialogue itself says: what was understood, what was dropped, what is not saved yet."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from handlers.dialogue.catalog import Sentence, catalog

messages = catalog(__file__)
__getattr__: Callable[[str], Sentence] = messages.__getattr__

DROP, SAY_DROP = messages.drop_it, "cancel"


def dropped(command: str) -> str:
    """The title once an open act was dropped."""
    return messages.dropped_nothing_was_saved(command=called(command)) if command else messages.NOTHING_OPEN


_CALLED: Mapping[str, str] = {
    "log-contract": messages.log_a_contract,
    "log-breach": messages.log_a_breach,
    "received": messages.note_when_the_vendors_notice_came,
    "done": messages.mark_a_deadline_done,
    "undo": messages.undo_a_change,
    "snooze": messages.put_a_deadline_off,
    "assign": messages.give_it_to_somebody,
    "remind": messages.remind_you,
    "correct": messages.correct_a_record,
    "note": messages.add_a_note,
    "withdraw": messages.withdraw_a_record,
    "erase": messages.erase_a_record,
    "grant": messages.give_somebody_a_role,
    "revoke": messages.take_a_role_away,
    "setup": messages.change_the_setup,
    "vendor-letter": messages.write_to_the_vendor,
    "log-exception": messages.log_an_exception_for_a_childs,
    "log-family-request": messages.log_a_familys_request,
    "close-request": messages.close_a_familys_request,
    "ask-app": messages.ask_for_a_product,
    "approve-app": messages.approve_a_product,
    "refuse-app": messages.refuse_a_product,
    "add-file": messages.add_a_file,
    "mark-provision": messages.mark_a_provision,
    "answer": messages.answer_a_question,
    "send-gap": messages.send_a_question_to_the_privacy,
    "publish": messages.publish_the_register,
}


def called(command: str) -> str:
    """What an act is called in a sentence."""
    return _CALLED.get(command, command.replace("-", " "))


_SHOWS: Mapping[str, str] = {
    "contract": messages.show_the_contract,
    "contracts": messages.show_contracts,
    "breach": messages.show_the_breach,
    "breaches": messages.show_breaches,
    "due": messages.show_what_is_due,
    "overdue": messages.show_what_is_overdue,
    "owner": messages.show_who_is_responsible,
    "expiring": messages.show_what_ends_soon,
    "missing": messages.show_what_is_missing,
    "count": messages.count_them,
    "who-has": messages.show_who_holds_the_data,
    "posted": messages.show_whether_it_is_posted,
    "history": messages.show_what_was_done,
    "renewal": messages.show_what_a_renewal_needs,
    "standing": messages.show_where_we_stand,
    "file": messages.show_the_file,
    "reminders": messages.show_coming_reminders,
    "roles": messages.show_who_may_do_what,
    "notice-text": messages.show_the_notice,
    "settings": messages.show_the_settings,
    "app": messages.look_up_an_app,
    "apps": messages.show_the_apps,
    "no-contract": messages.show_apps_approved_without_a,
    "board": messages.show_the_board,
    "register": messages.show_the_register_of_apps,
    "gaps": messages.show_questions_that_wait,
    "stats": messages.show_the_figures,
    "packet": messages.make_the_board_of_educations_report,
    "report": messages.make_the_commissions_report,
    "export": messages.export_the_records,
    "exceptions": messages.show_exceptions,
    "family-requests": messages.show_families_requests,
    "training": messages.record_a_training,
    "trainings": messages.show_the_trainings,
    "drill": messages.practice_a_breach,
    "help": messages.show_what_i_can_do,
    "import": messages.import_a_spreadsheet,
    "review": messages.review_a_vendors_paper,
    "addendum": messages.draft_an_addendum,
}


def reading(intent: str, command: str, name: str) -> str:
    """The label of a button for something that may have been meant."""
    label = _SHOWS.get(intent) or called(command).capitalize()
    return f"{label}: {name}" if name else label


def not_understood(missed: int) -> str:
    """The title where nothing was understood, in other words each time."""
    return (messages.NOT_UNDERSTOOD, messages.NOT_UNDERSTOOD_AGAIN, messages.NOT_UNDERSTOOD_THIRD)[min(missed, 2)]


def which_waits(waiting: Sequence[str]) -> str:
    """The proposals that a yes or no may answer."""
    return messages.which_waits(waiting="; ".join(waiting))


def unplaced(said: Sequence[str]) -> str:
    """Values were said for which there is no field."""
    quoted = ", ".join(f'"{one}"' for one in said)
    return messages.not_used(quoted=quoted)
