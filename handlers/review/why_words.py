"""Why a provision is found as it is, in plain sentences."""

LATEST_INFORMATION, LATEST_OTHER = 30.5, 60.5

TOUCHED = "It is asked or named, and the words beside it promise too little."
BLANK = "It is there, but a place is left blank."
HEDGED = "It is promised with a reservation."
PART = "It covers only a part of the student data."

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
