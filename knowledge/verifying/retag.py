"""Changes the tag of a statement in a law file, and leaves every other character as it was."""

from collections.abc import Iterable

import yaml

from knowledge.citation import Fact, Tag
from knowledge.verifying.statements import WrittenAt

BYTE_ORDER_MARK = "\ufeff"


class MovedError(Exception):
    """The statement is not where it was read any more."""


def retagged(text: str, places: Iterable[WrittenAt], tag: Tag = Tag.V) -> str:
    """The file's text with the new tag after each of the statements. Raises MovedError."""
    if text.startswith(BYTE_ORDER_MARK):  # YAML's positions do not count it
        return BYTE_ORDER_MARK + retagged(text.removeprefix(BYTE_ORDER_MARK), places, tag)
    try:
        root = yaml.compose(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    except yaml.YAMLError:
        raise MovedError from None
    spots = [_spot(text, root, place) for place in places]
    for start, end in sorted(spots, reverse=True):
        text = f"{text[:start]}[{tag.value}]{text[end:]}"
    return text


def _spot(text: str, root: yaml.Node | None, place: WrittenAt) -> tuple[int, int]:
    """Where the statement's tag begins and ends in the file. Raises MovedError."""
    node = root
    for step in (place.entry, *place.path):
        node = _inside(node, step)
    if not isinstance(node, yaml.ScalarNode) or " ".join(node.value.split()) != place.text:
        raise MovedError
    tag = f"[{Fact.parse(place.text).tag.value}]"
    start = text.rfind(tag, node.start_mark.index, node.end_mark.index)
    if start < 0:
        raise MovedError
    return start, start + len(tag)


def _inside(node: yaml.Node | None, step: str | int) -> yaml.Node | None:
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int):
        return node.value[step] if step < len(node.value) else None
    if isinstance(node, yaml.MappingNode):
        return next((value for key, value in node.value if key.value == step), None)
    return None
