"""Names in a message: products and vendors, compared with those on file; kinds of student data; e-mail addresses."""

import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import cache, lru_cache

from handlers.dialogue import bounded_re as re
from handlers.understanding.fuzzy import closest
from knowledge.finding.ranker import FILE, parse
from knowledge.finding.words import clauses, stem
from knowledge.model import Kind
from knowledge.products.common import common_products

Words = tuple[str, ...]
_FORMS = (
    "inc incorporated llc ltd limited corp corporation co company pbc gmbh plc lp llp ulc aps ab".split(),
    ["l l c", "p b c", "s l"],
)
"""Legal forms at the end of a name: single words, and forms spelled letter by letter."""
SHORTEST = 4
"""Fewest letters of a shared first word that makes two names alike."""
LEGAL_FORM = re.compile(r"(?:\s*,\s*|\s+)(?:(?:inc|incorporated|llc|ltd|corp|pbc|gmbh|plc)\b\.?|co\.)", re.IGNORECASE)
"""A legal form within a sentence; those that are everyday words there are left out."""
_WORD = re.compile(r"[^\W_]+")
_APOSTROPHES = re.compile("['\u2019`]")


class Likeness(IntEnum):
    """How a name that somebody typed compares with one on file."""

    NEW = 0
    NEAR = 1
    """Similar in spelling or beginning: only offered, never assumed."""
    PART = 2
    """All its words occur side by side in the one on file, which has more."""
    SAME = 3
    """Equal apart from case, spaces, punctuation and the legal form."""


@dataclass(frozen=True, slots=True)
class Compared:
    """A name's closest likeness to those on file, and the names on file that have it."""

    likeness: Likeness
    names: tuple[str, ...] = ()


@lru_cache(maxsize=30_000)
def words_of(name: str) -> Words:
    """Its words in lower case, without accents, punctuation and the legal form at the end."""
    spelt = name.casefold().replace("&", " and ").replace("+", " plus ")
    letters = (one for one in unicodedata.normalize("NFKD", spelt) if not unicodedata.combining(one))
    words = tuple(_WORD.findall(_APOSTROPHES.sub("", "".join(letters))))
    while kept := _without_form(words):
        words = kept
    return words


def _without_form(words: Words) -> Words:
    """The words without one legal form at their end; empty where there is none, or no other word."""
    if len(words) > 1 and words[-1] in _FORMS[0]:
        return words[:-1]
    ends = (tuple(form.split()) for form in _FORMS[1])
    return next((words[: -len(end)] for end in ends if len(words) > len(end) and words[-len(end) :] == end), ())


def key_of(name: str) -> str:
    """A key that all spellings of a name share, as "Class Dojo" and ClassDojo; empty where no word is left."""
    return "".join(words_of(name))


def same(one: str, other: str) -> bool:
    """Whether both are one name, apart from case, spaces, punctuation and "Inc."."""
    return key_of(one) == key_of(other)


def has_legal_form(name: str) -> bool:
    """Whether the name ends in a legal form, such as Inc. or LLC."""
    return bool(_without_form(tuple(_WORD.findall(name.casefold()))))


def is_part(said: str, name: str) -> bool:
    """Whether the words of ``said`` occur side by side in ``name``, which has more words."""
    words, known = words_of(said), words_of(name)
    return 0 < len(words) < len(known) and any(
        known[at : at + len(words)] == words for at in range(len(known) - len(words) + 1)
    )


def compare(said: str, on_file: Iterable[str]) -> Compared:
    """The closest likeness of ``said`` to the names on file, with every name that has it."""
    names = tuple(dict.fromkeys(filter(None, on_file)))
    for likeness, matches in (
        (Likeness.SAME, [one for one in names if same(said, one)]),
        (Likeness.PART, [one for one in names if is_part(said, one)]),
        (Likeness.NEAR, list(near(said, names))),
    ):
        if matches and key_of(said):
            return Compared(likeness, tuple(matches))
    return Compared(Likeness.NEW)


def near(said: str, names: Iterable[str], most: int = 3) -> tuple[str, ...]:
    """Names to offer with "Did you mean", at most ``most``: first similar spelling, then shared words."""
    known = {key: one for one in names if (key := key_of(one)) and key != key_of(said)}
    spelt = {" ".join(words_of(one)): one for one in known.values()}
    alike = [spelt[one] for one in closest(" ".join(words_of(said)), spelt, most)]
    akin = [one for one in known.values() if is_part(one, said) or _begin_alike(said, one)]
    return tuple(dict.fromkeys((*alike, *akin)))[:most]


def _begin_alike(said: str, name: str) -> bool:
    """Whether both begin with the same word, and not a short one: Amplify Science, Amplify Reading."""
    first, other = words_of(said)[:1], words_of(name)[:1]
    return first == other and len("".join(first)) >= SHORTEST


def with_form(name: str, text: str) -> str:
    """The name with the legal form that follows it in the text, if any."""
    for start in starts(name, text):
        if form := LEGAL_FORM.match(text, start + len(name)):
            return f"{name}{form[0]}"
    return name


def starts(name: str, text: str) -> Iterator[int]:
    """The positions at which the name begins in the text, whatever its case.

    No pattern is made of what somebody wrote: ``regex`` takes hours for some thousand letters, and cannot be stopped.
    """
    name, text, start = _lower(name), _lower(text), -1
    while name and (start := text.find(name, start + 1)) >= 0:
        yield start


def _lower(text: str) -> str:
    """The text in lower case and of the same length, so that positions stay valid."""
    return "".join(letter.lower() if len(letter.lower()) == 1 else letter for letter in text)


_PARTS = {
    "JOINS": r"(?:(?:so|and|but|or|also|then|ok|okay|please|just|quick|hey),? )*",
    "NAME": r"(?P<name>[^\W_][\w.&'’+!-]*(?: [\w.&'’+!-]+){0,3}?)",
    "WE": r"(?:we|i|you|there|(?:the|our|this|my) (?:district|school|board|town|superintendent)|the boe)",
    "US": r"(?:us|you|our district|the district|our school|the school|the board|our board)",
    "OFTEN": r"(?:(?:already|still|currently|ever|even|now|just) )*",
    "DEAL": (
        r"(?:(?:a|an|any|the|our|current|valid|signed|written|active|data|student|privacy|data[- ]privacy|existing"
        r"|approved|in) )*(?:contracts?|agreements?|n?dpas?|deals?|paperwork)"
    ),
    "SINCE": (
        r"(?:,? (?:yet|now|already|currently|on file|on record|in place|signed|this year|or not|anymore|at all"
        r"|right now))*"
    ),
    "PLACE": (
        r"(?: (?:with|in|for|by|at|on) (?:(?:my|our|the|a|any|this) )?(?:\w+ )?(?:class(?:es|room|rooms)?|students?"
        r"|kids|grade(?:rs)?|schools?|district|lessons?|homeroom|chromebooks?|use|us|me|board|team)"
        r"| (?:here|today|tomorrow|app|tool|site|to use))*"
    ),
    "FINE": (
        r"(?:approved|allowed|ok|okay|permitted|vetted|cleared|authorized|whitelisted|safe|compliant|legal|good to go"
        r"|fine|alright|on (?:the|our)(?: \w+)? list)"
    ),
    "HOLD": r"(?:have|had|got|get|hold|sign|signed|made|entered into|under)",
    "FILED": r"(?:signed|in place|on file|on record|set up) (?:with|for|from|covering)|with|for|from|covering",
    "TEACHERS": r"(?:i|we|teachers?|(?:my|our) (?:class|students?|kids|teachers|school)|students|kids)",
}
_ON_FILE = r"""
    (?:do|does|did|have|has|had|is|are) <WE> <OFTEN>(?:<HOLD> )?<DEAL> (?:<FILED>) <NAME><SINCE>
    (?:do|does|did|have|has) <WE> <OFTEN>sign(?:ed)? (?:(?:anything|up|something|<DEAL>) )?with <NAME><SINCE>
    (?:do|does|did|have|has) <WE> <OFTEN>(?:<HOLD> )?(?:anything|something)<SINCE> (?:with|from|for) <NAME><SINCE>
    (?:does|did|has) <NAME> <OFTEN>(?:have|had|got|get|sign|signed) <DEAL>(?: (?:with|for) <US>)?<SINCE>
    (?:has|did) <NAME> <OFTEN>sign(?:ed)?(?: (?:with <US>|anything|ours|it|<DEAL>(?: with <US>)?))?<SINCE>
    (?:(?:can|could) (?:you|u|i|we) )?(?:find|look up|search for|look for|check for) (?:me )?<NAME><SINCE>
    is <NAME> <OFTEN>under <DEAL>(?: with <US>)?<SINCE>
    (?:are )?<WE> <OFTEN>(?:all )?(?:good|set|covered|squared away|clear) (?:on|with|for) <NAME><SINCE>
    (?:is|was) <DEAL> with <NAME> <OFTEN>(?:valid|signed|active|current|in place|on file|on record|expired)<SINCE>
"""
_TO_USE = r"""
    is <NAME> <OFTEN>(?:an? )?<FINE><PLACE><SINCE>
    is <NAME> <OFTEN>(?:<FINE>|good|reviewed) (?:to|for) use<PLACE><SINCE>
    (?:has|have) <NAME> <OFTEN>been (?:approved|vetted|cleared|allowed|reviewed|checked)<PLACE><SINCE>
    (?:can|may|could) <NAME> be used<PLACE><SINCE>
    (?:do|does) <WE> <OFTEN>(?:allow|permit|use|approve) <NAME><PLACE><SINCE>
    (?:is it|would it be|am i) <OFTEN><FINE> (?:if (?:i|we) use|to try|using) <NAME><PLACE><SINCE>
    (?:i|we)(?:'d| would)? (?:want|like|need|wanna|plan|hope) to (?:use|try|start using) <NAME><PLACE>
    what about (?:using|trying) <NAME><PLACE>
    (?:can|may|could|should) <TEACHERS> <OFTEN>(?:use|install|download|try|start using|get) <NAME><PLACE><SINCE>
    (?:am i|are we|are teachers|are students) <OFTEN>allowed to use <NAME><PLACE><SINCE>
    (?:is it )?<FINE> (?:for (?:me|us|teachers) )?to use <NAME><PLACE><SINCE>
"""


def _compiled(lines: str) -> Iterator[re.Pattern[str]]:
    for line in filter(None, map(str.strip, lines.splitlines())):
        words = re.sub(r"<([A-Z]+)>", lambda part: _PARTS[part[1]], f"<JOINS>{line}")
        yield re.compile(rf"{words}\s*[?.!]*", re.IGNORECASE)


_ASKS = (*((one, False) for one in _compiled(_ON_FILE)), *((one, True) for one in _compiled(_TO_USE)))
_NO_NAME = frozenset(
    "a an the this that these those my our your their his her its any some every each all no not without with "
    "for to of in on by if when where because and or but as from about under over student students pupil "
    "pupils kid kids child children data information info record records contract contracts agreement "
    "agreements clause clauses term terms vendor vendors app apps application applications website websites "
    "site sites software tool tools product products program programs platform platforms service services "
    "system systems company companies contractor contractors operator operators consultant consultants "
    "provider providers parent parents family families teacher teachers staff district districts board boards "
    "school schools law laws act state them it they us me him everyone everybody anyone someone photos "
    "pictures video email names one two sale exception addendum waiver template consent notice policy".split()
)
_FIRMS = frozenset({"lifetouch", "nwea", "powerschool"})
"""Firms that the lexicon names among everyday words."""
_AI = frozenset({"chatgpt", "gpt", "gemini", "copilot", "claude", "magicschool", "openai"})
_OF_NAMES = frozenset({"thing.edtech", "thing.sis", "thing.big-tech"})
_NAME_WORD = re.compile(r"[^\W_]+(?:[&+.'’-][^\W_]+)*!?")
MOST_WORDS = 5
"""Most words of a common product's name."""
_SHORTEST = 4
_LONGEST = 160


def product_in(question: str) -> str:
    """The name of the product or vendor, as typed; empty where the question is about none, or about the law."""
    return _named(question)[0]


def to_be_used(question: str) -> str:
    """The product that somebody asks to use, as typed; empty where nobody asks that."""
    name, use = _named(question)
    return name if use else ""


def _whole(found: re.Match[str]) -> str:
    """The name that was matched; a common product's in full, even where its last words could end the question."""
    return known_at(found.string[found.start("name") :]) or found["name"].strip(" .,!'’")


def _named(question: str) -> tuple[str, bool]:
    """The product's name, empty for none, and whether the question is if it may be used."""
    if len(question) > _LONGEST:
        return "", False
    text = LEGAL_FORM.sub("", " ".join(question.split()))
    first, mark, _ = text.partition("?")
    for pattern, use in _ASKS:
        if (match := pattern.fullmatch(text if use else first + mark)) and _may_be_name(name := _whole(match)):
            written_as_one = all(not word[0].islower() for word in name.split()) and not text.isupper()
            return (name, use) if not use or written_as_one or is_name(name) else ("", False)
    return "", False


def is_name(text: str) -> bool:
    """Whether it can be a product's name: a known one, or one word from neither everyday language nor the law."""
    known, _ = _vocabulary()
    words = text.lower().split()
    strange = len(words) == 1 and text.isalpha() and len(text) >= _SHORTEST and text[-1] != "s"
    return _may_be_name(text) and (
        text.lower() in known
        or not known.isdisjoint(words)
        or (strange and not is_ordinary(text))
        or key_of(text) in _common()
    )


def known_at(text: str) -> str:
    """The longest common product of two or more words that the text begins with; empty where there is none."""
    ends = [word.end() for word in _NAME_WORD.finditer(text, 0, _LONGEST)][:MOST_WORDS]
    return next((text[:end] for end in reversed(ends[1:]) if key_of(text[:end]) in _common()), "")


def is_ordinary(text: str) -> bool:
    """Whether all its words are everyday ones, or the law's."""
    _, ordinary = _vocabulary()
    return all(word in _NO_NAME or stem(word) in ordinary for word in text.lower().split())


def _may_be_name(text: str) -> bool:
    return bool(text) and (known_at(text) == text or not _NO_NAME & set(text.lower().split()))


@cache
def _common() -> frozenset[str]:
    """The names of common school products, as one word each."""
    return frozenset(key_of(name) for one in common_products() for name in one.names)


@cache
def _vocabulary() -> tuple[frozenset[str], frozenset[str]]:
    """The names of products in the lexicon, and the stems of all its other words that name no common product."""
    concepts = parse(FILE.read_text(encoding="utf-8")).concepts
    names = {" ".join(phrase) for phrase, kinds in concepts.items() if _OF_NAMES & set(kinds)} | _AI
    others = {word for phrase, kinds in concepts.items() if not _OF_NAMES & set(kinds) for word in phrase}
    return frozenset(names), frozenset(others - _AI - _FIRMS - {stem(name) for name in _common()})


def kinds_in(question: str, known: Sequence[Kind]) -> tuple[Kind, ...]:
    """The kinds of data that the question names, in the order of ``known``."""
    names, longest = _names(tuple(kind.words for kind in known))
    positions: set[int] = set()
    for clause in clauses(question):
        stems = [stem(word) for word in clause]
        for start in range(len(stems)):
            for end in range(start + 1, min(start + longest, len(stems)) + 1):
                positions.update(names.get(tuple(stems[start:end]), ()))
    return tuple(known[place] for place in sorted(positions))


@lru_cache(maxsize=4)
def _names(every: tuple[tuple[str, ...], ...]) -> tuple[Mapping[tuple[str, ...], tuple[int, ...]], int]:
    """The positions in ``every`` of the kinds that have a name, by its stems; and the longest name's word count."""
    kinds_by_name: dict[tuple[str, ...], tuple[int, ...]] = {}
    for place, words in enumerate(every):
        for stems in map(_stems, words):
            kinds_by_name[stems] = (*kinds_by_name.get(stems, ()), place)
    return kinds_by_name, max(map(len, kinds_by_name), default=0)


def _stems(words: str) -> tuple[str, ...]:
    return tuple(stem(word) for word in words.replace("-", " ").split())


EMAIL = r"[A-Za-z0-9][\w.+'-]{0,63}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{2,63}){1,4}"
_IN_TEXT = re.compile(rf"(?<![\w.+'@-])[<(\[]?(?:mailto:)?(?P<email>{EMAIL})(?:\|[^<>]*)?[>)\]]?,?(?!\w)", re.ASCII)
"""An address, in brackets or not, also as a chat writes a mailto link."""


def take_email(text: str) -> tuple[str, str]:
    """The e-mail address in a text, empty where there is none, and the text without it."""
    match = _IN_TEXT.search(text)
    if match is None:
        return "", text
    return match["email"].lower(), " ".join(f"{text[: match.start()]} {text[match.end() :]}".split())
