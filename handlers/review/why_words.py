"""Why a provision is found as it is, in plain sentences."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

TOUCHED = "It is asked or named, and the words beside it promise too little."
NO_STUDENTS = "The paper does not speak of students."
BLANK = "It is there, but a place is left blank."
HEDGED = "It is promised with a reservation."
PART = "It covers only a part of the student data."

TORN = "It may be enough, but I am not sure. Read it with care."
EDIT = "This paper strikes and replaces words of another text. I cannot put the result together: read each change."
MAY_BE_STRUCK = "It stands here, but this paper strikes and replaces words. Read what is left of it."
UNLIKELY = "What comes near it is most likely about something else."
LEARNED: Mapping[str, str] = {
    "present": "It reads like a clause that has what the law wants.",
    "weak": "Something here comes near it. Read whether it is enough.",
    "contradicted": "It reads like a clause that says the opposite, or takes the promise back.",
}
"""What is read by likeness to other clauses, and not by the rules."""

OURS = "It gives the vendor the data, or a license without limits."
CONTROL_ALONE = "It speaks of control, and not of whose property the data is."
PROPERTY = "It says that the data is not the vendor's."
NO_PROPERTY = "Nothing says whose property the data is."

NOT_DELETED = "It refuses deletion, or leaves it to the vendor."
DELETION = "It says how the board asks for deletion."
DELETION_BARE = "It promises deletion on request, and does not say how to ask."
DELETION_AT_END = "It speaks of deletion at the end only, not of a request by the board."
NO_DELETION = "Nothing says how the board asks for deletion."

FREE_USE = "It lets the vendor use the data for ends of its own."
ONE_USE = "It rules out some uses, and does not bind the use to the contract."
PURPOSE = "It binds the use of the data to the contract."
NO_PURPOSE = "Nothing binds the use of the data to the contract."

FAMILIES_REFUSED = "It refuses families access or correction."
REVIEW = "It says how families review the data and have it corrected."
REVIEW_BARE = "It promises review and correction, and does not say how."
REVIEW_HALF = "It speaks of review or of correction, not of both."
NO_REVIEW = "Nothing says how families review or correct the data."

INSECURE = "It disclaims the security of the data."
SECURITY = "It promises measures that keep the data secure."
SOFT_SECURITY = "It speaks well of security, and promises no measure."
NO_SECURITY = "Nothing promises security or confidentiality."

BREACH_AT_WILL = "It leaves notice of a breach to the vendor's judgment."
BREACH_TOO_LATE = "It allows notice of a breach later than the law does for any data."
BREACH_LATE = "It allows notice of a breach later than the law does for student information."
BREACH_OTHERS = "It tells of a breach, but not that the board is told."
BREACH = "It says how and by when the vendor tells the board of a breach."
BREACH_BARE = "It promises notice of a breach, and says neither how nor by when."
NO_BREACH = "Nothing says how the vendor tells the board of a breach."

KEPT = "It lets the vendor keep the data after the contract."
END = "It says that the data is gone once the contract ends."
END_LATE = "It keeps the data for long after the contract ends."
END_OLD = "It speaks of the completion of the services, where the law now speaks of the contract's expiration."
END_ON_REQUEST = "It has the data deleted at the end only on request, or sets no time."
END_VAGUE = "It speaks of retention, and not of the end of the contract."
NO_END = "Nothing says what becomes of the data when the contract expires."

FERPA_DENIED = "It puts FERPA off on the board, or denies that it applies."
FERPA = "It binds both sides to FERPA."
FERPA_ONE = "It names FERPA, and does not bind both sides to it."
NO_FERPA = "FERPA is not named."

OTHER_LAW = "It names the law of another place."
LAW_TORN = "It names the law of Connecticut and that of another place."
LAW = "It says that Connecticut law governs."
LAW_OPEN = "It leaves the state open."
LAW_HEDGED = "It names Connecticut law with a reservation."
NO_LAW = "Nothing says which law governs."

FALLS = "It has the whole fall with a part."
SEVERABLE = "It keeps the rest in effect where a part is held invalid."
SEVERABLE_PART = "It keeps the rest of one section in effect, not of the contract."
SEVERABLE_VAGUE = "It has the title of such a clause, and not its words."
NO_SEVERABLE = "Nothing keeps the rest in effect where a part is held invalid."

ADVERTISING = "It lets student data serve advertising."
PROFILING = "It lets profiles of students be built beyond school purposes."
SELLING = "It lets student data be sold, rented, traded or licensed."
DISCLOSURE = "It lets student data go to others as the vendor sees fit."
CHANGE = "It lets the vendor change the terms alone."
PRECEDENCE = "It puts other terms before this paper or before the board's own."
VOID = "It would undo the whole contract, or a right that the law gives."
CLASHES = "It clashes with the law on breach notices, and a term that does is void."
AI_TRAINING = "It lets student data train models."

TRAINS = "It trains models on data."
TRAINS_NOT = "It says that student data trains no models."
AI_NAMED = "It speaks of AI, and does not say whether student data trains it."
TRAINING_UNSAID = "Nothing says whether student data trains models."
FEATURES = "It says what happens before AI is added."
FEATURES_OPEN = "It speaks of AI to come, without notice or consent."
FEATURES_UNSAID = "Nothing says whether AI may be added later."
SUBPROCESSORS = "It names who else gets the data."
SUBPROCESSORS_UNNAMED = "It speaks of subcontractors, and does not name them."
SUBPROCESSORS_UNSAID = "Nothing says who else gets the data."


def refers_to(name: str) -> str:
    """That another paper is taken in and was not read."""
    return f"It refers to a {name} that is not in this file; only what stands in the file counts."


def not_attached(names: Sequence[str]) -> str:
    """That exhibits are named and not there."""
    return f"It names {', '.join(names)}, and I did not find the text in this file."
