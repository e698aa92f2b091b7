"""Sentences beside the topics: initials, other laws, acts, whom to ask, Spanish, and students' data."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

INITIALS: Mapping[str, str] = {
    "AG": "the Attorney General of Connecticut",
    "AI": "artificial intelligence",
    "CASL": "the Connecticut Association of Schools",
    "CEN": "the Connecticut Education Network",
    "CET": "the Commission for Educational Technology, the state commission that keeps the model addendum",
    "CGS": "the Connecticut General Statutes",
    "COPPA": "the Children's Online Privacy Protection Act, a federal law on children under 13",
    "CSDE": "the Connecticut State Department of Education",
    "CUTPA": "the Connecticut Unfair Trade Practices Act",
    "CTDPA": "the Connecticut Data Privacy Act, the consumer privacy act",
    "DAS": "the Connecticut Department of Administrative Services",
    "DOB": "date of birth",
    "DPA": "data privacy agreement, the contract with a vendor; it is also the name of this bot",
    "EULA": "end user license agreement",
    "FERPA": "the Family Educational Rights and Privacy Act, the federal law on education records",
    "FOI": "freedom of information",
    "FOIA": "the Freedom of Information Act",
    "FTC": "the Federal Trade Commission",
    "GLBA": "the Gramm-Leach-Bliley Act, a federal law on financial data",
    "HIPAA": "the Health Insurance Portability and Accountability Act, the federal law on health data",
    "HITECH": "the Health Information Technology for Economic and Clinical Health Act, a federal law",
    "IDEA": "the Individuals with Disabilities Education Act, the federal law on special education",
    "IEP": "individualized education program, the plan of a student in special education",
    "LEA": "local educational agency, a school district",
    "LMS": "learning management system",
    "MOU": "memorandum of understanding",
    "NDPA": "the National Data Privacy Agreement, a model contract of the Student Data Privacy Consortium",
    "OLR": "the Office of Legislative Research of Connecticut's General Assembly",
    "PA": "Public Act, a law as the General Assembly passed it; the first number is its year",
    "PII": "personally identifiable information",
    "PPRA": "the Protection of Pupil Rights Amendment, a federal law on surveys and marketing",
    "PPT": "planning and placement team, which plans a student's special education",
    "RCSA": "the Regulations of Connecticut State Agencies",
    "RESC": "regional educational service center",
    "SDPC": "the Student Data Privacy Consortium",
    "SASID": "State Assigned Student Identifier",
    "SIS": "student information system",
    "SLA": "service level agreement",
    "SOPIPA": "the Student Online Personal Information Protection Act, a law of California",
    "SSN": "Social Security number",
    "SSO": "single sign-on",
    "TOS": "terms of service",
    "USC": "the United States Code",
    "CFR": "the Code of Federal Regulations",
    "504": "Section 504 of the federal Rehabilitation Act; a 504 plan sets out what a student with a disability gets",
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
OTHER_LAW = "That is another law. I only point to it and cannot answer questions about it; ask your district's counsel."
NO_LEAD = "Nobody is recorded as your district's privacy lead. An administrator names one with setup."
LEAD_TITLE = "Your privacy lead"
WHOM = (
    "Also your district's counsel; the Commission for Educational Technology (its Student Data Privacy page); the "
    "State Department of Education. The Attorney General can act on unfair practices."
)
NO_ACT_TITLE = "Not in my notes"
SPANISH = (
    "Las respuestas de este bot están solo en inglés. Para verla en español, pida ayuda a su distrito. (Answers come "
    "in English only.)"
)


def stands_for(initials: str) -> str:
    """What initials stand for, in a sentence."""
    return f"{initials} stands for {INITIALS[initials]}."


def lead(name: str) -> str:
    """Who the privacy lead is."""
    return f"Your district's privacy lead is {name}."


def wider(cite: str, found: str) -> str:
    """A pin that has no note of its own."""
    return f"I have no note on {cite} alone. It stands in {found}:"


def unknown_law(name: str) -> str:
    """A law or a case that the book does not know."""
    return f"I know nothing of '{name}'; ask counsel. What is above speaks only of C.G.S. 10-234aa to 10-234dd."


def no_act(act: str, known: Iterable[str]) -> str:
    """An act that the notes do not have."""
    return f"I have no note on {act}. The acts I have notes on: {', '.join(known)}."


def names_student(kinds: Iterable[str]) -> str:
    """A question holds what looks like a student's data."""
    held = ", ".join(kinds)
    return f"Your question seems to hold a student's data ({held}). I have not stored it; please ask without it."
