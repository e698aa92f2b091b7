"""The words of a question: clauses, words and stems."""

import re

_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)?|[.?!;:,]")
_QUOTES = str.maketrans({"’": "'", "‘": "'", "`": "'", "“": '"', "”": '"', "–": "-", "—": ";"})
_CITE = re.compile(r"\(([a-z0-9]{1,3})\)")
_ENDINGS = ("ing", "ed")
_STOPS = frozenset(".?!;:,")


def clauses(question: str) -> list[list[str]]:
    """The question's words in lower case, clause by clause; a clause ends at a stop or a comma."""
    text = _CITE.sub(r" \1 ", question.lower().translate(_QUOTES))
    split: list[list[str]] = [[]]
    for word in _WORD.findall(text):
        if word in _STOPS:
            split.append([])
        else:
            split[-1].append(word)
    return [clause for clause in split if clause]


def words(question: str) -> list[str]:
    """All words of the question in order."""
    return [word for clause in clauses(question) for word in clause]


def stem(word: str) -> str:
    """The word without its inflection: sells, selling, sell -> sell; parties, party -> party."""
    word = word.removesuffix("'s").removesuffix("'")
    if word.endswith("ies") and len(word) > 4:
        word = word[:-3] + "y"
    elif word.endswith("sses"):
        word = word[:-2]
    elif word.endswith("s") and len(word) > 3 and word[-2] not in "su":
        word = word[:-1]
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) >= len(ending) + 3:
            word = _undouble(word.removesuffix(ending))
            break
    return word[:-1] if word.endswith("e") and len(word) > 3 else word


def _undouble(word: str) -> str:
    doubled = len(word) > 3 and word[-1] == word[-2] and word[-1] not in "sl"
    return word[:-1] if doubled else word
