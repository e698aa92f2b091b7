"""Finds the names of vendors and products that are not on record yet, and of people, as typed."""

from __future__ import annotations

from collections.abc import Iterator

from handlers.dialogue import bounded_re as re
from handlers.understanding.named.likeness import LEGAL_FORM, with_form
from handlers.understanding.named.products import is_ordinary, known_at

_WORD = r"[A-Za-z0-9][\w.&'’+!/-]*"
_NAME = rf"(?P<name>{_WORD}(?: (?:& )?{_WORD}){{0,3}}?)"
_DEAL = r"(?:contracts?|agreements?|n?dpas?|deals?|paperwork|licen[sc]e|renewals?|addendum)"
_ADD = r"(?:add|log|enter|record|file|put in|put|new|register|upload|save|track|create|start|got|have|signed|need)"
_MAIL = r"(?:e-?mail|letter|call|notice|message|notification|word|note|phone call)"
_TOLD = (
    r"(?:(?:just|finally|also|has|have) )*(?:told|notified|emailed|e-mailed|wrote|informed|called"
    r"|contacted|alerted|phoned"
    r"|messaged|warned|let us know|let me know|says|said|reported|disclosed|announced|admitted|confirmed)"
)
_WAS = r"(?:(?:was|were|got|has been|had been|have been|just|been|is) )+"
_HACK = r"(?:hacked|breached|broken into|hit|compromised|attacked|ransomwared|exposed|leaking|leaked)"
_LEFT = (
    r"(?:(?:please|can you|just|now|we|i|the|a|an|our|this|new|another|signed|current|renewed|got|have|finally|old"
    r"|existing|older|previous) )*"
)
_SIGNED = r"(?:re-?)?(?:signed|renewed|executed|inked|countersigned|approved|contracted|re-upped|closed|ok'?d|okayed)"
_BOOKS = r"(?:contracts?|agreements|list|register|records|system|books?|log)"
_WITH = r"(?:with )?(?:the )?"
_USE = r"(?:using|uses|use|used|on|started|teachers? (?:is|are) (?:using|on))"
_PATTERNS = tuple(
    re.compile(rf"(?<!\w)(?:{line})(?!\w)", re.IGNORECASE)
    for line in (
        rf"{_ADD} {_LEFT}{_NAME} (?:data )?(?:privacy )?{_DEAL}",
        rf"(?:the|our|a|an|new|this) {_NAME} (?:data )?(?:privacy )?{_DEAL}",
        rf"{_DEAL} (?:was |is |got )?(?:signed )?(?:with|from|by|between us and) (?:the )?{_NAME}",
        rf"{_SIGNED}(?: up| on| off)?(?: a| an| the| our| new| contract| agreement| dpa| deal| for)* {_WITH}{_NAME}",
        rf"(?:went|gone) with {_NAME}",
        rf"{_DEAL}: {_NAME}",
        rf"(?:log|add|record|enter) {_LEFT}{_DEAL} {_NAME}",
        rf"(?:log|add|record): {_NAME}",
        rf"(?:log|add|record|enter|put) {_LEFT}{_NAME} (?:in|into|to|on|under|with) (?:the |our )?{_BOOKS}",
        rf"{_DEAL} between (?:us|(?:the|our) \w+(?: \w+)?|[\w.]+ (?:schools|board|boe)) and (?:the )?{_NAME}",
        rf"(?:copy|it|one|ink|signatures?|paper(?:s|work)?) (?:back )?(?:signed )?from (?:the )?{_NAME}",
        rf"(?:company|firm)(?: is|'s|:) {_NAME}(?=[,.;]| and\b)",
        rf"new (?:vendor|app|product|tool)[:,]? {_NAME}",
        rf"(?:start|open|create|new) (?:a |another )?(?:new )?(?:record|entry) (?:for|of) (?:the )?{_NAME}",
        rf"(?:new|another) one(?: for the pile)?[:,] {_NAME}",
        rf"(?:fwd|forwarded|mail|message|call|news) from {_NAME}",
        rf"{_MAIL} (?:just )?(?:came |arrived |in )*from (?:the )?{_NAME}",
        rf"(?:heard|word) from (?:the )?{_NAME}",
        rf"(?:breach|breech|hack|leak|incident|attack|break-in) (?:at|for|of|by|with|from|involving) (?:the )?{_NAME}",
        rf"(?:the|our|a) {_NAME} (?:data )?(?:breach|hack|leak|incident)",
        rf"{_NAME} had (?:a|an|another) (?:data |security |big )*(?:breach|hack|leak|incident|break-?in)",
        rf"{_NAME} {_TOLD}",
        rf"{_NAME} {_WAS}{_HACK}",
        rf"{_NAME} {_HACK}",
        rf"{_USE} {_NAME} (?:without|but|and|in|with no|since|although|with her|with his|with their|for)",
        rf"nobody signed (?:for|with|a contract with|anything with) {_NAME}",
        rf"no (?:contract|agreement|dpa) (?:for|with|on file for) {_NAME}",
    )
)
_PRODUCT = re.compile(
    rf"(?:(?:{_DEAL}|with [\w.&'’ -]+?|signed [\w.&'’ -]+?) for (?:its |their |the |his |her )?"
    rf"|\b(?:it'?s|this is) for )(?P<name>{_WORD}(?: {_WORD}){{0,3}}?)",
    re.IGNORECASE,
)
_LABELLED = re.compile(rf"\b(?P<label>vendor|product)(?: is(?: called)?|:)? {_NAME}(?!\w)", re.IGNORECASE)
NO_NAMES = frozenset(
    "mr mrs ms dr i'll we'll anything something nothing everything "
    "a an the this that these those my our your their his her its it they we i you he she who us them me and or "
    "but so for to of in on by at if when where because as from about under over with without signed executed "
    "approved renewed yesterday today tomorrow tonight monday tuesday wednesday thursday friday saturday sunday "
    "january february march april may june july august september october november december jan feb mar apr jun "
    "jul aug sep sept oct nov dec last next effective starting expires expiring through until till has have had "
    "was were is are be been got get just yes no not there here now then already also too please vendor vendors "
    "company companies contract contracts agreement agreements dpa ndpa deal data privacy breach breaches board "
    "school schools district teacher teachers student students kids families parents everybody everyone somebody "
    "someone app apps product tool software new old both all ten any some one two it's finally recently which "
    "what how why can could will would should must email e-mail letter notice call message notification link "
    "posting record records hacker hackers superintendent bot off up out down back again after before since while "
    "during than into onto covering site website page cover police news lawyer counsel state law act provider "
    "operator contractor firm supplier principal nurse registrar secretary office accounts account server system "
    "systems database incident renewal paperwork good valid runs ends starts begins did does do done make made "
    "let lets say says said told tell dated sign signature signing contractor's vendor's company's first second "
    "third week month year day days thing stuff mon tue tues wed weds thu thur thurs fri sat sun bc thx thanks "
    "bad sad great awful terrible ugh oops uh-oh heads "
    "fully duly newly freshly jointly i've i'm we've backfilling replacement food".split()
)
"""Words at which a name ends."""
SHORTEST = 2
MOST_WORDS = 4


def labelled(text: str, label: str) -> tuple[str, int, int]:
    """What is called the vendor or the product in so many words, as typed, and where; empty where nothing is."""
    for match in _LABELLED.finditer(text):
        name = _name(match, text) if match["label"].lower() == label else ""
        if any(map(str.isupper, name)):
            return with_form(name, text), match.start(), match.start("name") + len(name)
    return "", 0, 0


def new_vendor(text: str) -> str:
    """The vendor that a message names beside a contract or a breach, as typed; empty where it names none."""
    bare = LEGAL_FORM.sub("", text)
    found = (name for pattern in _PATTERNS for match in pattern.finditer(bare) if (name := _name(match, bare)))
    return with_form(next(found, ""), text)


_CAPITAL = r"[A-Z][\w&'’-]*(?: [A-Z][\w&'’-]*)"


def new_product(text: str, vendor: str) -> str:
    """What a contract is for: ``with Acme Learning for Acme Read``; empty where that is not said."""
    names = (name for match in _PRODUCT.finditer(text) if (name := _name(match, text)))
    return next((name for name in names if name.casefold() != vendor.casefold() and any(map(str.isupper, name))), "")


def _name(match: re.Match[str], text: str) -> str:
    """The name at that place: its words in capitals as far as they go, else what is no everyday word."""
    if known := known_at(text[match.start("name") :]):
        return known
    words = list(_words(text[match.start("name") :]))
    typed = match["name"].split()
    tail = next((at for at, word in enumerate(typed) if _is_capital(word)), 0)
    if tail and all(map(_is_capital, typed[tail:])):
        words = list(_words(" ".join(typed[tail:])))  # "report that Lexia was breached"
    capitals = 0
    while capitals < len(words) and _is_capital(words[capitals]):
        capitals += 1
    if not capitals:
        words = words[: len(match["name"].split())]
        if is_ordinary(" ".join(words)):
            return ""
    name = " ".join(words[: capitals or MOST_WORDS]).strip(" .,!'’-")
    name = re.sub(r"['’]s$", "", name)
    return name if len(name) >= SHORTEST and not re.fullmatch(r"[A-Z]-?\d+|\d+(?:st|nd|rd|th)?", name) else ""


def _words(text: str) -> Iterator[str]:
    for word in text.split()[:MOST_WORDS]:
        bare = word.strip(".,!?;:()\"'’").casefold()
        if not bare or re.sub(r"['’]s$", "", bare) in NO_NAMES or re.match(r"\d+[/-]\d|https?:|\d{4}$", bare):
            return
        yield word.rstrip('.,!?;:)"')
        if word[-1] in ",.;:!?)":
            return


def _is_capital(word: str) -> bool:
    return word[:1].isupper() or word[:1].isdigit() or word == "&" or any(letter.isupper() for letter in word)
