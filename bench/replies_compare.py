"""Which replies of two recordings differ, and in what?"""

import difflib
import json
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

MOST_KEYS = 12
Line = dict[str, Any]
Classes = dict[str, dict[str, Any]]


@dataclass
class Alike:
    """What is left out of the comparison: fields that one side alone has, with how often they have which value."""

    old: Classes
    new: Classes
    ignored: set[str]
    left_out: Counter[str] = field(default_factory=Counter)

    def bare(self, thing: Any, mine: Classes, other: Classes) -> Any:
        """Without fields that the other side's class does not have, where they are a default or to be ignored."""
        if isinstance(thing, list):
            return [self.bare(one, mine, other) for one in thing]
        if not isinstance(thing, dict):
            return thing
        kind = thing.get("is", "")
        theirs = other.get(kind) if isinstance(kind, str) else None
        found = {}
        for name, value in thing.items():
            lone = theirs is not None and name != "is" and name not in theirs
            if lone and (name in self.ignored or mine[kind].get(name) == value):
                self.left_out[f"{kind}.{name} is on one side only, here {json.dumps(value)[:60]}"] += 1
            else:
                found[name] = self.bare(value, mine, other)
        return found


def read(path: Path) -> tuple[Classes, dict[str, Line]]:
    with path.open(encoding="utf-8") as lines:
        classes = json.loads(next(lines))["classes"]
        return classes, {line["key"]: line for line in map(json.loads, lines)}


def compare(old_path: Path, new_path: Path, ignored: set[str], *, surfaces: bool) -> int:
    """Print what differs; 1 if anything does."""
    (old_classes, old), (new_classes, new) = read(old_path), read(new_path)
    alike, groups = Alike(old_classes, new_classes, ignored), defaultdict[str, list[str]](list)
    for key in old:
        if key in new:
            if found := "\n".join(_differences(old[key], new[key], alike, surfaces=surfaces)):
                groups[found].append(key)
        else:
            groups["gone"].append(key)
    for key in new:
        if key not in old:
            groups["new"].append(key)
    for difference, keys in sorted(groups.items(), key=lambda group: -len(group[1])):
        _print(difference, keys, old, new)
    _summary(groups, old, new, alike)
    return 1 if groups else 0


def _differences(old: Line, new: Line, alike: Alike, *, surfaces: bool) -> list[str]:
    replies = alike.bare(old["reply"], alike.old, alike.new), alike.bare(new["reply"], alike.new, alike.old)
    found = _diff("reply", *replies)
    before, after = old.get("shown"), new.get("shown")
    if before is None or after is None:
        return found
    for name in sorted({*before, *after}):
        different = _diff(name, before.get(name), after.get(name))
        if different and found and not surfaces:
            continue  # a reply that differs is shown differently: nothing new
        found += different
    return found


def _diff(name: str, old: Any, new: Any) -> list[str]:
    if old == new:
        return []
    lines = difflib.unified_diff(_lines(old), _lines(new), f"{name} before", f"{name} after", n=1, lineterm="")
    return [line for line in lines if not line.startswith("@@")] or [f"{name} differs"]


def _lines(thing: Any) -> list[str]:
    if isinstance(thing, str):
        return [line.strip() for line in thing.splitlines()] if thing.splitlines() != [thing] else [thing]
    return json.dumps(thing, indent=1, ensure_ascii=False, sort_keys=True).splitlines()


def _print(difference: str, keys: list[str], old: dict[str, Line], new: dict[str, Line]) -> None:
    print(f"=== {len(keys)} {'reply' if len(keys) == 1 else 'replies'}:")
    for key in keys[:MOST_KEYS]:
        print(f"  {key}  <- {json.dumps((old.get(key) or new[key])['message'], ensure_ascii=False)}")
    if len(keys) > MOST_KEYS:
        print(f"  … and {len(keys) - MOST_KEYS} more")
    print(difference, end="\n\n")


def _summary(groups: dict[str, list[str]], old: dict[str, Line], new: dict[str, Line], alike: Alike) -> None:
    for what, count in sorted(alike.left_out.items()):
        print(f"left out: {what} ({count} times)")
    for only, classes, others in (("before", alike.old, alike.new), ("after", alike.new, alike.old)):
        if lone := sorted(set(classes) - set(others)):
            print(f"classes {only} only: {', '.join(lone)}")
    total, differ = Counter(key.partition(":")[0] for key in {*old, *new}), Counter[str]()
    for keys in groups.values():
        differ.update(key.partition(":")[0] for key in keys)
    for kind in sorted(total):
        print(f"{kind:>10}: {differ[kind]} of {total[kind]} differ")
    print(f"{sum(differ.values())} of {len({*old, *new})} differ, in {len(groups)} ways")
