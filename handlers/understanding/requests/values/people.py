"""Finds the people that a message names, the role they are to have, and new vendors and products."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import takewhile

from handlers.dialogue import bounded_re as re
from handlers.understanding.days.dates import MONTH
from handlers.understanding.named import LEGAL_FORM, is_ordinary, known_at, with_form

ME = "me"
_NAME = (
    r"(?P<name>@?(?:(?:Mr|Mrs|Ms|Dr)\.? )?[A-Z][\w'’-]+(?: [A-Z][\w'’-]+){0,2}|<@\w+>"
    r"|(?!https?:)[a-z]{3,9}:[A-Z0-9][\w-]+)"
)
_LOWER = r"(?P<name>[a-z][\w'’-]{2,}(?: [a-z][\w'’-]+)?)"
_MINE = re.compile(
    r"\b(?:i'?ll (?:take|do|handle|own)|i (?:will|can) (?:take|do|handle)|(?:to|for|on) (?:me|myself)\b"
    r"|assign me\b|i'?m (?:the|our|your)\b|i own|put me (?:on|down)|be mine\b|(?:make|grant|give) me (?:an? )?(?:\w+ )?"
    r"(?:admin\w*|access|rights|staff|the (?:role|lead))|\bis (?:now )?mine\b"
    r"|\b(?:on|onto) my (?:desk|plate|list|name)\b|\bunder my name\b)",
    re.IGNORECASE,
)
_ME_NAMED = re.compile(
    r"\b(?i:me|us|mine|myself|ours|my (?:desk|plate|list|name)|i)\b(?i: now)?\s*(?:,|\(|[-–—:]+)\s*"
    rf"(?i:that is |that'?s |i'?m )?{_NAME}"
    r"(?![\w'’-])(?! (?i:is|was|has|had|does|did|will|said|told|left|asked|wants|needs)\b)"
)
"""The sender's own name: "give it to me, Marisol Vega"."""
_GIVE = r"(?:give|hand|pass|assign|reassign|move|transfer|goes|go|switch|over|belongs|send|route)"
_KEEPS = (
    r"will look after|looks after|will be looking after|will keep|keeps|owns|will own"
    r"|to own|is the owner|is in charge|will handle|handles|will run|is responsible"
    r"|to keep|is taking care of|takes care of|is handling|is running"
)
_TAKES = (
    r"takes over|takes|covers|inherits|gets|keeps|is gonna run|will run|will keep|will own|leads on|will carry"
    r"|has to take|should (?:have|own|take)|wants to own|has agreed to own|could do"
)
_BURDEN = r"(?:baby|job|problem|responsibility|contract|deal|task|thing)"
_NO_PAPER = r"(?!.*\b(?:files?|pdf|copy|links?|notices?|letters?|access|role|number|address|list|dates?)\b)"
_HANDED = tuple(
    re.compile(line.replace("<NAME>", _NAME))
    for line in (
        rf"(?i:\b{_GIVE}\b[^.;]{{0,60}}?\b(?:to|onto)) <NAME>",
        r"(?i:\b(?:run|handled|owned|managed|kept|done|taken|covered) by) <NAME>",
        r"(?i:->|=>|→) ?<NAME>",
        r"(?i:\b(?:rests|lies|sits|passes|falls|belongs) (?:with|to)) <NAME>",
        rf"^(?i:give|hand|pass|leave|assign) <NAME>(?i: (?:[bcd]-?\d|all\b|over\b|the\b{_NO_PAPER}))",
        r"(?i:\b(?:can|let|have|could)) <NAME> (?i:take|do|have|own|handle|run|cover)\b",
        rf"<NAME> (?i:{_TAKES})\b",
        r"<NAME> (?i:can have|holds) (?i:it|this|that)(?: now)?(?:[,.;!?]|$)",
        r"(?i:\b(?:is|that'?s)) (?:now )?<NAME> (?i:now|from now on)\b",
        rf"(?i:\bis|'s) (?:now )?<NAME>['’]s (?i:{_BURDEN}\b|now\b|from now|to )",
    )
)
"""Phrases for who gets something, even where somebody else on file is named too."""
_BEFORE = tuple(
    re.compile(line.replace("<NAME>", _NAME))
    for line in (
        r"(?i:\b(?:everything|all|anything)(?: of| that was| that is)?) <NAME>['’]s\b",
        r"(?i:\b(?:everything|all|anything|whatever)(?: that)?) <NAME> (?i:has|had|owns|owned|is on|was on|runs|ran)\b",
        r"(?i:\b(?:everything|all|anything)(?: \w+){0,2} (?:from|of)) <NAME>",
        r"(?i:\b(?:give|hand|pass|move|transfer)(?: all(?: of)?)?) <NAME>['’]s\b",
        r"<NAME>['’]s (?i:departure|retirement|exit|going|resignation)\b",
        r"^<NAME> (?i:has |is |just )?(?i:left|leaving|leaves|retired|retiring|quit|gone|out)\b",
    )
)
_ALL_OF = re.compile(
    r"\b(?:all|everything|anything)\b.*\b(?:his|her|their|of|that was|stuff|theirs)\b"
    r"|\b(?:everything|all|whatever) (?:that )?\w+(?: \w+)? (?:has|had|owns|owned|runs|ran)\b"
    r"|\b(?:all|everything)\b.*->"
    r"|['’]s (?:stuff|things|deadlines|contracts)\b",
    re.IGNORECASE,
)
_OWNER = tuple(
    re.compile(line.replace("<NAME>", _NAME))
    for line in (
        r"(?i:\bowner(?: is|:| will be| =)?) <NAME>",
        r"(?i:\b(?:owned|kept|handled|run|managed) by) <NAME>",
        rf"<NAME> (?i:{_KEEPS})\b",
    )
)
_OWNER_LOWER = re.compile(
    r"(?:^|[,.;] ?|\band )(?P<name>[a-z][a-z'’-]+(?: [a-z][a-z'’-]+)?) "
    r"(?:gets|owns|has|handles|takes|keeps|is on|is doing|is handling|is taking care of|is running|is keeping"
    r"|will (?:own|handle|run|take|keep)) (?:it|this|this one|that one)\b"
)
_OWN_MINE = re.compile(r"\b(?:i(?:'ll| will)? (?:own|keep|handle)|owner(?: is|:)? me|i'm the owner)\b", re.IGNORECASE)
_TO = tuple(
    re.compile(line.replace("<NAME>", _NAME))
    for line in (
        r"<NAME>(?: (?i:is|will|can|should|has|is going to|wants to))? (?i:take|taking|handle|handling|own|owns|do)\b",
        r"(?i:\b(?:to|over to|onto)|->|=>|→) <NAME>",
        r"(?i:\b(?:give|let|make|have|put|assign|add|grant|get|remove|revoke|take|drop)) <NAME>",
        r"<NAME>(?: (?i:is|will|can|should|has))? (?i:doing|be|responsible|in charge|needs|need|left|quit|retired)\b",
        r"(?i:\bfor) <NAME>",
        r"<NAME> (?i:has|will|leaving|is|got)\b",
        r"<NAME>(?i:['’]s (?:access|role|rights|admin))",
        r"(?i:\b(?:lead|superintendent|owner|admin|administrator)(?: is| to|:|=| now| will be| should be)*) <NAME>",
    )
)
_TO_LOWER = re.compile(
    rf"\b(?:add|make|grant) (?P<added>[a-z][\w'’-]{{2,}}(?: [a-z][\w'’-]+)?) (?:as|an?) |\b(?:(?:hand"
    rf"|give|assign|reassign|pass|move|transfer|delegate|goes|send|switch)\b.{{0,40}}?\bto) {_LOWER}",
    re.IGNORECASE,
)
_ID = re.compile(r"[BCD]-?\d+")
_NOBODY = frozenset(
    "the a an it this that families parents us them board district vendor site website monday tuesday wednesday "
    "thursday friday saturday sunday january february march april may june july august september october november "
    "december tomorrow today next last done open my our i we they he she somebody someone everybody student "
    "students staff privacy admin administrator new erase withdraw correct mark no yes please can could contract "
    "all any and for i'll i'm we'll with don't its it's access role dpa ferpa log add jan feb mar apr jun jul aug "
    "sep oct nov dec".split()
)
ROLES: Mapping[str, str] = {
    "lead": r"(?:privacy )?lead(?:er)?\b|in charge of privacy|privacy officer",
    "admin": r"\badmin(?:istrator)?s?\b|full access|settings",
    "privacy": r"privacy(?: team)?\b|(?:log|enter)(?:ing)? (?:contracts"
    r"|breaches|things)|edit|mark|write access|the team\b",
    "staff": r"\bstaff\b|look at (?:all )?(?:this|it|everything)|(?:not|n't|without) touch|only look"
    r"|just look|read[- ]only|look (?:things )?up|view|see the records|read access|\baccess\b",
}


def said_person(text: str, people: Mapping[str, str]) -> tuple[str, str]:
    """The person's id and the name as typed; the id is ``me`` for the one who asks, empty for a name not on file."""
    if name := _named(_HANDED, text):
        return _on_file(name, people)
    if _MINE.search(text):
        named = _named((_ME_NAMED,), text)
        return _on_file(named, people) if named else (ME, ME)
    for name, id in sorted(people.items(), key=lambda pair: -len(pair[0])):
        if re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text, re.IGNORECASE):
            return id, name
    if by_first_name := _by_first_name(text, people):
        return by_first_name
    if name := _named(_TO, text):
        return _on_file(name, people)
    lower = _TO_LOWER.search(text)
    name = (lower["name"] or lower["added"]) if lower else ""
    return ("", name.title()) if name and not _NOBODY & set(name.lower().split()) else ("", "")


def _named(patterns: Iterable[re.Pattern[str]], text: str) -> str:
    """The first name that one of these finds, as typed; empty where none does."""
    found = (match["name"] for pattern in patterns for match in pattern.finditer(text))
    names = (re.sub(r"['’]s$", "", name) for name in found if not _ID.fullmatch(name))
    return next((name for name in names if _first(name) not in _NOBODY), "")


def said_before(text: str) -> str:
    """The owner until now, as typed, where all their records go to somebody else; else empty."""
    if not _ALL_OF.search(text):
        return ""
    return _named(_BEFORE, text)


def said_owner(text: str, people: Mapping[str, str]) -> str:
    """The owner of a record that is logged: an id, or the name as typed where it is not on file; else empty."""
    if _OWN_MINE.search(text):
        return ME
    lower = _OWNER_LOWER.search(text)
    small = lower["name"].title() if lower and not _NOBODY & set(lower["name"].split()) else ""
    id, called = _on_file(_named(_OWNER, text) or small, people)
    return id or called


def said_role(text: str) -> str:
    """``staff``, ``privacy``, ``lead`` or ``admin``; empty where none is named."""
    return next((role for role, words in ROLES.items() if re.search(words, text, re.IGNORECASE)), "")


def _on_file(name: str, people: Mapping[str, str]) -> tuple[str, str]:
    """Id and full name of the only person on file with that name or first name; else empty, and the name as typed."""
    matches = [
        (id, full) for full, id in people.items() if name.casefold() in {full.casefold(), full.split()[0].casefold()}
    ]
    return matches[0] if len(matches) == 1 else ("", name)


def _first(name: str) -> str:
    return name.split(maxsplit=1)[0].lower().removesuffix("'s").removesuffix("’s")


def _by_first_name(text: str, people: Mapping[str, str]) -> tuple[str, str] | None:
    words = {word.casefold() for word in re.findall(r"[\w-]+", text)}
    found = {
        (id, name) for name, id in people.items() for part in name.split() if len(part) > 2 and part.casefold() in words
    }
    return found.pop() if len({id for id, _ in found}) == 1 else None


def other_person(text: str, people: Mapping[str, str], but: Iterable[str]) -> tuple[str, str]:
    """Id (if on file) and name of somebody named besides those in ``but``: "Tom retired, Carla owns it now"."""
    left = text
    for name in sorted(but, key=len, reverse=True):
        left = re.sub(
            rf"(?<!\w)(?:(?:Mr|Mrs|Ms|Dr)\.? )?{re.escape(name)}(?:['’]s)?(?!\w)", "_", left, flags=re.IGNORECASE
        )
    for name, id in sorted(people.items(), key=lambda pair: -len(pair[0])):
        if re.search(rf"(?<!\w){re.escape(name)}(?!\w)", left, re.IGNORECASE):
            return id, name
    return _on_file(_named((_FULL,), left), people)


_FULL = re.compile(_NAME.replace("{0,2}", "{1,2}"))


_WORD = r"[A-Za-z0-9][\w.&'’+!/-]*"
_NEW = rf"(?P<name>{_WORD}(?: (?:& )?{_WORD}){{0,3}}?)"
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
        rf"{_ADD} {_LEFT}{_NEW} (?:data )?(?:privacy )?{_DEAL}",
        rf"(?:the|our|a|an|new|this) {_NEW} (?:data )?(?:privacy )?{_DEAL}",
        rf"{_DEAL} (?:was |is |got )?(?:signed )?(?:with|from|by|between us and) (?:the )?{_NEW}",
        rf"{_SIGNED}(?: up| on| off)?(?: a| an| the| our| new| contract| agreement| dpa| deal| for)* {_WITH}{_NEW}",
        rf"(?:went|gone) with {_NEW}",
        rf"{_DEAL}: {_NEW}",
        rf"(?:log|add|record|enter) {_LEFT}{_DEAL} {_NEW}",
        rf"(?:log|add|record): {_NEW}",
        rf"(?:log|add|record|enter|put) {_LEFT}{_NEW} (?:in|into|to|on|under|with) (?:the |our )?{_BOOKS}",
        rf"{_DEAL} between (?:us|(?:the|our) \w+(?: \w+)?|[\w.]+ (?:schools|board|boe)) and (?:the )?{_NEW}",
        rf"(?:copy|it|one|ink|signatures?|paper(?:s|work)?) (?:back )?(?:signed )?from (?:the )?{_NEW}",
        rf"(?:company|firm)(?: is|'s|:) {_NEW}(?=[,.;]| and\b)",
        rf"new (?:vendor|app|product|tool)[:,]? {_NEW}",
        rf"(?:start|open|create|new) (?:a |another )?(?:new )?(?:record|entry) (?:for|of) (?:the )?{_NEW}",
        rf"(?:new|another) one(?: for the pile)?[:,] {_NEW}",
        rf"(?:fwd|forwarded|mail|message|call|news) from {_NEW}",
        rf"{_MAIL} (?:just )?(?:came |arrived |in )*from (?:the )?{_NEW}",
        rf"(?:heard|word) from (?:the )?{_NEW}",
        rf"(?:breach|breech|hack|leak|incident|attack|break-in) (?:at|for|of|by|with|from|involving) (?:the )?{_NEW}",
        rf"(?:the|our|a) {_NEW} (?:data )?(?:breach|hack|leak|incident)",
        rf"{_NEW} had (?:a|an|another) (?:data |security |big )*(?:breach|hack|leak|incident|break-?in)",
        rf"{_NEW} {_TOLD}",
        rf"{_NEW} {_WAS}{_HACK}",
        rf"{_NEW} {_HACK}",
        rf"{_USE} {_NEW} (?:without|but|and|in|with no|since|although|with her|with his|with their|for)",
        rf"nobody signed (?:for|with|a contract with|anything with) {_NEW}",
        rf"no (?:contract|agreement|dpa) (?:for|with|on file for) {_NEW}",
    )
)
_PRODUCT = re.compile(
    rf"(?:(?:{_DEAL}|with [\w.&'’ -]+?|signed [\w.&'’ -]+?) for (?:its |their |the |his |her )?"
    rf"|\b(?:it'?s|this is) for )(?P<name>{_WORD}(?: {_WORD}){{0,3}}?)",
    re.IGNORECASE,
)
_LABELLED = re.compile(rf"\b(?P<label>vendor|product)(?: is(?: called)?|:)? {_NEW}(?!\w)", re.IGNORECASE)
_MORE = re.compile(
    rf"(?: (?:for|of|&)(?: the)?(?! {MONTH}(?!\w)) (?-i:[A-Z])[\w'’+-]*(?: (?-i:[A-Z0-9])[\w'’+-]*(?![/\w]))*)+",
    re.IGNORECASE,
)
"""What goes on with a name behind a small word."""
_IN_BRACKETS = re.compile(r"(?:,? (?:Inc|LLC|Ltd|Corp)\.?)? \((?P<name>[^()]{2,60})\)")
_NO_PRODUCT = re.compile(r"[A-Z]{2,6}|[A-Z]-?\d+|\d+")
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
    """The name after the label ``vendor`` or ``product``, as typed, with its start and end; empty without one."""
    for match in _LABELLED.finditer(text):
        if match["label"].lower() != label:
            continue
        name, rest = _name(match, text), text[match.start("name") :]
        capitals = " ".join(takewhile(_is_capital, _words(rest)))
        name = capitals if rest.startswith(capitals) and capitals.startswith(f"{name} ") else name  # "Newsela ELA"
        if rest.startswith(name) and (more := _MORE.match(rest, len(name))):
            name += more[0]  # "Padlet for Schools"
        if any(map(str.isupper, name)):
            end = match.start("name") + len(name)
            form = LEGAL_FORM.match(text, end)
            end = form.end() if form else end
            return text[match.start("name") : end], match.start(), end
    return "", 0, 0


def new_vendor(text: str) -> str:
    """The vendor that a message names beside a contract or a breach, as typed; empty where it names none."""
    bare = LEGAL_FORM.sub("", text)
    found = (name for pattern in _PATTERNS for match in pattern.finditer(bare) if (name := _name(match, bare)))
    return with_form(next(found, ""), text)


def new_product(text: str, vendor: str) -> str:
    """What a contract is for: ``with Acme Learning for Acme Read``, ``Acme (Acme Read)``; empty where not said."""
    names = (name for match in _PRODUCT.finditer(text) if (name := _name(match, text)))
    named = (name for name in names if name.casefold() != vendor.casefold() and any(map(str.isupper, name)))
    return next(named, "") or _in_brackets(text, vendor)


def _in_brackets(text: str, vendor: str) -> str:
    """The product in brackets behind the vendor's name; empty where that is no name, or only a short one: "(HMH)"."""
    at = text.find(vendor) + len(vendor) if vendor else -1
    match = _IN_BRACKETS.match(text, at) if at >= len(vendor) > 0 else None
    name = match["name"].strip() if match else ""
    is_name = list(_words(name)) == name.split() and all(map(_is_capital, name.split()))
    return name if is_name and not _NO_PRODUCT.fullmatch(name) else ""


def _name(match: re.Match[str], text: str) -> str:
    """The name that was matched: its capitalized words, else words that are not all everyday ones; else empty."""
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
        if (
            not bare
            or word[0] == "("
            or re.sub(r"['’]s$", "", bare) in NO_NAMES
            or re.match(r"\d+[/-]\d|https?:|\d{4}$", bare)
        ):
            return
        yield word.rstrip('.,!?;:)"')
        if word[-1] in ",.;:!?)":
            return


def _is_capital(word: str) -> bool:
    return word[:1].isupper() or word[:1].isdigit() or word == "&" or any(letter.isupper() for letter in word)
