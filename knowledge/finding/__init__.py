"""Which topic is meant by a question?"""

from knowledge.finding.phrasings import read_phrasings, stamp
from knowledge.finding.ranker import Finder, Guess, train

__all__ = ["Finder", "Guess", "read_phrasings", "stamp", "train"]
