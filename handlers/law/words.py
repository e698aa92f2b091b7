"""The sentences of answers about the law: small talk, questions about a product, initials and other laws included."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date

from handlers.dialogue import bounded_re as re
from handlers.dialogue.catalog import MessageCatalog, Sentence, catalog
from handlers.dialogue.reply import Tone
from handlers.dialogue.text import short
from handlers.dialogue.words import NOT_ADVICE, day
from knowledge.citation import FIRST_DAY, Citation, Fact, Period, Tag
from knowledge.model import Passage, Verdict

messages = catalog(__file__)
__getattr__: Callable[[str], Sentence] = messages.__getattr__

NO_LAW_YET = messages.on_that_day_connecticuts_student(
    first_day=f"{FIRST_DAY:%B}", day=FIRST_DAY.day, year=FIRST_DAY.year
)


def _checked(messages: MessageCatalog) -> Mapping[Tag, str]:
    return {
        Tag.V: messages.checked_statute_text,
        Tag.FA: messages.checked_official_amendment_enactment,
        Tag.A: messages.checked_official_source_not_the,
        Tag.S: messages.checked_secondary_source_only,
        Tag.MX: messages.not_yet_checked_against_the_official,
        Tag.M: messages.not_yet_checked_against_the_official_text,
        Tag.I: messages.checked_our_reading_ask_counsel,
    }


CHECKED = _checked(messages)
_CHECKED_IN_SPANISH = _checked(catalog(__file__, "es"))
TONES: dict[Verdict, Tone] = {
    Verdict.PROHIBITED: "no",
    Verdict.PERMITTED: "yes",
    Verdict.REQUIRED: "yes",
    Verdict.NOT_REQUIRED: "plain",
    Verdict.CONDITIONAL: "depends",
    Verdict.DEFINITION: "plain",
    Verdict.INFORMATION: "plain",
    Verdict.ABSTAIN: "unknown",
}
FIRST_WORDS: dict[str, Tone] = {"Yes": "yes", "No": "no", "It": "depends"}
VERDICTS: dict[Verdict, str] = {
    Verdict.PROHIBITED: messages.not_allowed,
    Verdict.PERMITTED: messages.allowed,
    Verdict.REQUIRED: messages.required,
    Verdict.NOT_REQUIRED: messages.not_required,
    Verdict.CONDITIONAL: messages.it_depends,
    Verdict.DEFINITION: messages.definition,
    Verdict.INFORMATION: messages.good_to_know,
    Verdict.ABSTAIN: messages.not_covered,
}
_STATUTE = re.compile(r"\d+[a-z]?-\d+[a-z]*(\(.*\))?")
"""A section of the General Statutes, as in 36a-701b."""


def the_lead(name: str) -> str:
    """The privacy lead, by name where one is on record."""
    return messages.your_districts_privacy_lead(name=name) if name else messages.your_districts_privacy_lead_2


def whom_to_ask(lead: str) -> str:
    """Where the book does not answer."""
    return f"Ask {the_lead(lead)} {messages.OR_OTHERS}"


def checked(tag: Tag, language: str = "en") -> str:
    """How far the least checked fact was checked."""
    return f"{(_CHECKED_IN_SPANISH if language == 'es' else CHECKED)[tag]}."


def checked_fact(fact: Fact) -> str:
    """A statement, and how far it was checked."""
    return f"{fact.says} {checked(fact.tag)}"


def coded_fact(fact: Fact) -> str:
    """The same with the letter that stands for it in the book."""
    return f"{fact.says} {CHECKED[fact.tag]} [{fact.tag.value}]."


def speaks_for(value: date, today: date) -> str:
    """The day an answer speaks for."""
    return messages.law_as_of(value=value, day=value.day, year=value.year) + (
        "." if value == today else messages.not_as_of_today
    )


def footer(tag: Tag, value: date, today: date) -> str:
    """How far checked, the day it speaks for, and that it is no legal advice."""
    return f"{checked(tag)} {speaks_for(value, today)} {NOT_ADVICE}"


def noun(word: str) -> str:
    """A defined word as it stands in a sentence: an operator, student information."""
    if word.endswith(("information", "content", "purposes", "advertising")):
        return word
    return f"{'an' if word[0] in 'aeio' else 'a'} {word}"


def no_term(word: str, near: str, section: str) -> str:
    """A word that the law does not define; ``section`` is the one with the definitions."""
    return messages.is_not_among_the_words_that(word=word, section=section) + (
        messages.did_you_mean(near=near) if near else ""
    )


def no_cite(text: str, near: str) -> str:
    """A cite that has no passage."""
    return messages.i_have_no_passage_write_a(text=text) + (messages.the_nearest_is(near=near) if near else "")


def no_event(text: str, near: str, known: tuple[str, ...]) -> str:
    """An event that no duty knows."""
    hint = messages.did_you_mean_2(near=near) if near else ""
    return messages.i_do_not_know_the_event(text=text, hint=hint, known=", ".join(known))


def due_usage(known: tuple[str, ...]) -> str:
    """How to ask for a date."""
    return messages.due_usage(event=known[0], events=", ".join(known))


def open_question(text: str) -> str:
    """A question left for counsel."""
    return messages.open_question(text=text)


_READ_AS: Mapping[str, str] = {
    "may": messages.asks_may,
    "must": messages.asks_must,
    "banned": messages.asks_banned,
    "skip": messages.asks_skip,
    "enough": messages.asks_enough,
    "covered": messages.asks_covered,
    "assert": messages.asks_assert,
    "consequence": messages.asks_consequence,
}


def read_as(stance: str) -> str:
    """What somebody asks, by the kind of the question; what asks for no Yes or No asks for the rule."""
    return _READ_AS.get(stance, messages.asks_rule)


def edition(version: str, changed: date, *, own: bool) -> str:
    """The edition of the law files, and the day of its last change; ``own``: in the district's own copy."""
    told = messages.edition_of(version=version, date=day(changed))
    return messages.own_copy(edition=told) if own else told


def pin(cite: Citation) -> str:
    """A citation as people read it."""
    return f"C.G.S. {cite}" if cite.ours or _STATUTE.fullmatch(cite.text) else str(cite)


def rule_named(passage: Passage) -> str:
    """A passage by its cite and its title."""
    return f"{pin(passage.cite)}: {passage.title}"


def span(period: Period) -> str:
    """The days on which a version holds."""
    start = f"from {day(period.since)}"
    return f"{start} until {day(period.until)}" if period.until else start


TITLES: Mapping[str, str] = {
    "hello": messages.hello,
    "thanks": messages.youre_welcome,
    "goodbye": messages.goodbye,
    "sorry": messages.no_problem,
    "praise": messages.thank_you,
    "complaint": messages.i_am_sorry,
    "okay": messages.okay,
    "never mind": messages.okay,
    "test": messages.i_am_here,
    "how are you": messages.i_am_here,
    "who": messages.about_me,
    "bot": messages.about_me,
    "lawyer": messages.about_me,
}
SAYS: Mapping[str, tuple[str, ...]] = {
    "never mind": (messages.NOTHING_DONE, messages.ASK_ME),
    "who": (messages.BOT, messages.ASK_ME),
    "lawyer": (messages.LAWYER,),
}


def says(courtesy: str, lead: str) -> tuple[str, ...]:
    """What is said to it, a paragraph each; ``lead`` is the privacy lead's name."""
    whom = the_lead(lead)
    match courtesy:
        case "complaint":
            return (messages.or_counsel(in_other_words=messages.IN_OTHER_WORDS, whom=whom),)
        case "bot":
            return (messages.BOT, messages.no_person_answers_here_or_counsel(whom=whom[:1].upper(), others=whom[1:]))
        case _:
            return SAYS.get(courtesy, (messages.ASK_ME,))


def title(name: str) -> str:
    """The question behind one about a product, as a title."""
    return short(messages.title(name=name))


def depends(name: str) -> tuple[Fact, ...]:
    """The answer for those who do not see the district's records."""
    return (
        Fact(
            messages.it_depends_on_whether_your_district(name=name),
            Tag.I,
        ),
        Fact(
            messages.a_board_may_share_student_data,
            Tag.V,
        ),
        Fact(
            messages.until_your_privacy_lead_has_said,
            Tag.I,
        ),
    )


def on_record(name: str, number: int) -> str:
    """How many contracts with somebody there are."""
    return short(messages.on_record(name=name, number=number))


def none_on_record(name: str) -> str:
    """No contract with somebody is on record."""
    return short(messages.none_on_record(name=name))


def without_one(lead: str) -> str:
    """What follows where no contract is on record, and whom to ask."""
    return messages.without_one(lead=ask(lead))


def no_leave(lead: str) -> str:
    """A contract on record is no leave to use the product yet."""
    return messages.no_leave(lead=ask(lead))


def ask(lead: str) -> str:
    """Whom to ask: the privacy lead."""
    return messages.ask_your_privacy_lead(lead=lead) if lead else messages.ask_your_districts_privacy_lead


def ended(ids: Sequence[tuple[str, date]]) -> str:
    """Which of the contracts have run out."""
    return messages.ended(ids=", ".join((f"{id} (ended {day(last)})" for id, last in ids)))


INITIALS: Mapping[str, str] = {
    "AG": messages.the_attorney_general_of_connecticut,
    "AI": messages.artificial_intelligence,
    "CASL": messages.the_connecticut_association_of,
    "CEN": messages.the_connecticut_education_network,
    "CET": messages.the_commission_for_educational,
    "CGS": messages.the_connecticut_general_statutes,
    "COPPA": messages.the_childrens_online_privacy,
    "CSDE": messages.the_connecticut_state_department_of,
    "CUTPA": messages.the_connecticut_unfair_trade,
    "CTDPA": messages.the_connecticut_data_privacy_act_the,
    "DAS": messages.the_connecticut_department_of,
    "DOB": messages.date_of_birth,
    "DPA": messages.data_privacy_agreement_the_contract,
    "EULA": messages.end_user_license_agreement,
    "FERPA": messages.the_family_educational_rights_and,
    "FOI": messages.freedom_of_information,
    "FOIA": messages.the_freedom_of_information_act,
    "FTC": messages.the_federal_trade_commission,
    "GLBA": messages.the_gramm_leach_bliley_act_a,
    "HIPAA": messages.the_health_insurance_portability_and,
    "HITECH": messages.the_health_information_technology,
    "IDEA": messages.the_individuals_with_disabilities,
    "IEP": messages.individualized_education_program_the,
    "LEA": messages.local_educational_agency_a_school,
    "LMS": messages.learning_management_system,
    "MOU": messages.memorandum_of_understanding,
    "NDPA": messages.the_national_data_privacy_agreement,
    "OLR": messages.the_office_of_legislative_research,
    "PA": messages.public_act_a_law_as_the,
    "PII": messages.personally_identifiable_information,
    "PPRA": messages.the_protection_of_pupil_rights,
    "PPT": messages.planning_and_placement_team_which,
    "RCSA": messages.the_regulations_of_connecticut_state,
    "RESC": messages.regional_educational_service_center,
    "SDPC": messages.the_student_data_privacy_consortium,
    "SASID": messages.state_assigned_student_identifier,
    "SIS": messages.student_information_system,
    "SLA": messages.service_level_agreement,
    "SOPIPA": messages.the_student_online_personal,
    "SSN": messages.social_security_number,
    "SSO": messages.single_sign_on,
    "TOS": messages.terms_of_service,
    "USC": messages.the_united_states_code,
    "CFR": messages.the_code_of_federal_regulations,
    "504": messages.section_504_of_the_federal,
}
"""What initials stand for; those of laws are their usual names, which no passage of the law has to say."""
OTHER_NAMES: Mapping[str, str] = {
    "504 PLAN": "504",
    "SECTION 504": "504",
    "COMMISSION": "CET",
    "ATTORNEY GENERAL": "AG",
    "C.G.S": "CGS",
    "P.A": "PA",
    "T&C": "TOS",
    "TOU": "TOS",
}
ORDINARY = frozenset({"IDEA"})
"""Initials that are also a word, unless they are written in capitals."""


def stands_for(initials: str) -> str:
    """What initials stand for, in a sentence."""
    return messages.stands_for(initials=initials, meaning=INITIALS[initials])


def lead(name: str) -> str:
    """Who the privacy lead is."""
    return messages.lead(name=name)


def no_act(act: str, known: Iterable[str]) -> str:
    """An act that the notes do not have."""
    return messages.no_act(act=act, known=", ".join(known))


def names_student(kinds: Iterable[str]) -> str:
    """A question holds what looks like a student's data."""
    held = ", ".join(kinds)
    return messages.your_question_seems_to_hold_a(held=held)
