"""How hard is a text to read? The two formulas that schools know, with syllables counted by rule."""

import re
from dataclasses import dataclass

_SENTENCE = re.compile(r"[.!?](?=\s|$)|\n")
_ENGLISH = re.compile(r"[a-z]+(?:['’-][a-z]+)*")
_SPANISH = re.compile(r"[a-záéíóúüñ]+")
_VOWELS = re.compile(r"[aeiouy]+")
_NUCLEUS = re.compile(r"[iuü]?[aeoáéó][iuy]?|[íú]|[iuü]+y?|y$")
"""A vowel of Spanish with the weak ones that belong to it; a weak vowel with an accent stands alone."""


@dataclass(frozen=True)
class Counts:
    """What both formulas need."""

    sentences: int
    words: int
    syllables: int


def english_syllables(word: str) -> int:
    """Groups of vowels, less a silent e at the end, plus those that are said apart."""
    count = len(_VOWELS.findall(word))
    if re.search(r"[^aeiouyl]e$|[aeiouy]le$", word) or re.search(r"[^aeiouytd]ed$", word):
        count -= 1
    if re.search(r"[^aeiouscxzg]es$", word):
        count -= 1
    count += len(re.findall(r"i(?:a(?!l\b|n\b)|o(?!n|us))|[^tscg]ia[ln]\b|eo(?!u|ple)|ua[tl]|ying\b", word))
    return max(count, 1)


def spanish_syllables(word: str) -> int:
    """Nuclei of vowels; the u of que, qui, gue and gui is silent."""
    heard = re.sub(r"(?<=[qg])u(?=[eiéí])", "", word)
    return max(len(_NUCLEUS.findall(heard)), 1)


def counts(text: str, language: str) -> Counts:
    """Sentences, words and syllables; a heading and a line count as sentences."""
    text = text.replace("C.G.S. ", "")  # its points end no sentence
    sentences = [part for part in _SENTENCE.split(text) if re.search(r"\w", part)]
    pattern, syllables = (_SPANISH, spanish_syllables) if language == "es" else (_ENGLISH, english_syllables)
    words = pattern.findall(text.lower())
    return Counts(len(sentences), len(words), sum(map(syllables, words)))


def school_grade(text: str) -> float:
    """Flesch and Kincaid's grade of English: 8 is read by somebody of thirteen."""
    found = counts(text, "en")
    return 0.39 * found.words / found.sentences + 11.8 * found.syllables / found.words - 15.59


def huerta_ease(text: str) -> float:
    """Fernández Huerta's ease of Spanish, 0 to 100: from 60 to 70 is usual, above is easy."""
    found = counts(text, "es")
    return 206.84 - 60 * found.syllables / found.words - 1.02 * found.words / found.sentences
