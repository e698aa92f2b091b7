"""The commands of the law: questions, definitions and dates."""

from __future__ import annotations

from handlers.dialogue.catalog import catalog
from handlers.dialogue.command_spec import CommandSpec, HelpGroup
from handlers.law import interview, lookup, questions, why
from handlers.law.dates import due

messages = catalog(__file__)

QUESTIONS = (
    CommandSpec(
        name="ask",
        usage="ask QUESTION",
        help=messages.help_ask,
        example="ask may the vendor sell student data?",
        group=HelpGroup.ASK,
        takes_question=True,
        run=questions.ask,
    ),
    CommandSpec(
        name="define",
        usage="define WORD",
        help=messages.help_define,
        example="define operator",
        group=HelpGroup.ASK,
        needs_argument=True,
        short_argument=True,
        takes_question=True,
        run=lookup.define,
    ),
    CommandSpec(
        name="operator",
        usage="operator PRODUCT",
        help=messages.help_operator,
        example="operator Kahoot",
        group=HelpGroup.ASK,
        short_argument=True,
        run=questions.operator,
    ),
    CommandSpec(
        name="rule",
        usage="rule CITE",
        help=messages.help_rule,
        example="rule cc(b)(3)",
        group=HelpGroup.ASK,
        needs_argument=True,
        short_argument=True,
        run=lookup.rule,
    ),
    CommandSpec(
        name="due",
        usage="due EVENT DATE",
        help=messages.help_due,
        example="due contract_executed 2026-10-07",
        group=HelpGroup.ASK,
        fits=r"|\w+_\w+\b.*|\S+ [\d/.-]+",
        run=due.reply,
    ),
    CommandSpec(name="sure", usage="sure CITE", needs_argument=True, short_argument=True, run=lookup.sure),
    CommandSpec(name="check", usage="check TEST", needs_argument=True, run=interview.check),
    CommandSpec(name="weigh", usage="weigh FACTS", needs_argument=True, run=questions.weigh),
    CommandSpec(name="because", usage="because FACTS", needs_argument=True, run=why.because),
    CommandSpec(name="topic", usage="topic NAME", needs_argument=True, run=questions.topic),
    CommandSpec(name="nearest", usage="nearest NAMES", run=questions.nearest),
)
