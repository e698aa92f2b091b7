"""What districts ask about AI: whether models are trained on student data, features added later, who else gets the data."""

from __future__ import annotations

from collections.abc import Iterator

from handlers.papers.paper import Paper
from handlers.review import why_words as words
from handlers.review.reading.quoting import quote
from handlers.review.reading.read import ReadClause, ReadPaper
from handlers.review.review import ItemFinding, ItemStatus

AI = (
    r"\bai\b|artificial intelligence|machine[- ]learning|language models?|\bmodels?\b(?= (?:training|on|"
    r"with)| that)|our models?|generative|gpt|llms?|scoring engines?|algorithms?"
)
TRAINS = (
    r"(?:train|tune|fine-?tun|teach|improv|develop)\w* …… (?:{ai})|(?:{ai}) …… (?:train|tune|learn|taught)\w*".replace(
        "{ai}", AI
    )
)
LATER = (
    r"(?:new|add(?:ed|s|ing)?|future|later|introduc\w+|turn(?:ed)? on|switch(?:ed)? on|enabl\w+|opt[- ]in|"
    r"approval|before) …… (?:{ai})|(?:{ai}) …… (?:features?|functions?|tools?) …… (?:new|added|later|"
    r"notice|approv\w+|consent|opt|turned on)"
).replace("{ai}", AI)
OTHERS = r"sub-?processors?|sub-?contractors?|third[- ]party (?:service )?(?:providers|vendors)|service providers|hosting (?:provider|company)"
NAMED = (
    r"\b(?:aws|amazon|google|microsoft|azure|openai|anthropic|supabase|vercel|zendesk|stripe|sendgrid|"
    r"cloudflare|twilio)\b|list of (?:\w+ )?(?:sub-?processors|sub-?contractors|service providers)|"
    r"name: \w+|inc\b|hosting"
)


def questions_of(reading: ReadPaper, paper: Paper) -> Iterator[ItemFinding]:
    """The three, each as the paper answers it."""
    yield _training(reading, paper)
    yield _features(reading, paper)
    yield _subprocessors(reading, paper)


def _training(reading: ReadPaper, paper: Paper) -> ItemFinding:
    found = reading.saying(TRAINS, "DATA|FAMILY|information|recordings?|essays|work|responses") or reading.saying(
        TRAINS
    )
    never = [read for read in found if read.says("{not}") and not read.says("not only")]
    if never:
        return _finding("training", ItemStatus.PRESENT, never, words.TRAINS_NOT, paper)
    if found:
        return _finding("training", ItemStatus.CONTRADICTED, found, words.TRAINS, paper)
    named = reading.saying(AI)
    if named:
        return _finding("training", ItemStatus.WEAK, named, words.AI_NAMED, paper)
    return ItemFinding("training", ItemStatus.ABSENT, (), words.TRAINING_UNSAID)


def _features(reading: ReadPaper, paper: Paper) -> ItemFinding:
    found = reading.saying(LATER)
    firm = [read for read in found if read.says("notice|consent|approv\\w+|opt[- ]in|written|before|{not}")]
    if firm:
        return _finding("features", ItemStatus.PRESENT, firm, words.FEATURES, paper)
    if found:
        return _finding("features", ItemStatus.WEAK, found, words.FEATURES_OPEN, paper)
    return ItemFinding("features", ItemStatus.ABSENT, (), words.FEATURES_UNSAID)


def _subprocessors(reading: ReadPaper, paper: Paper) -> ItemFinding:
    found = [read for read in reading.all if read.says(OTHERS) or read.under(OTHERS)]
    named = [read for read in found if read.says(NAMED)]
    if named:
        return _finding("subprocessors", ItemStatus.PRESENT, named, words.SUBPROCESSORS, paper)
    if found:
        return _finding("subprocessors", ItemStatus.WEAK, found, words.SUBPROCESSORS_UNNAMED, paper)
    return ItemFinding("subprocessors", ItemStatus.ABSENT, (), words.SUBPROCESSORS_UNSAID)


def _finding(name: str, status: ItemStatus, reads: list[ReadClause], why: str, paper: Paper) -> ItemFinding:
    return ItemFinding(name, status, tuple(quote(read, paper) for read in reads[:3]), why)
