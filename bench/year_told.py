"""What did the played year come to: messages, what was late and whether that was said, and what each record took?"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from statistics import median

from district import PEOPLE, TEAM, District
from measure import figure, say
from year_life import SECONDS_A_PRESS, SECONDS_A_REPLY, SECONDS_A_WORD, Life

from handlers.deadlines.steps import StepKind, kind_of, was_said
from storage.records import Deadline, Status


def messages(district: District, days: Sequence[date], teachers: Mapping[str, str]) -> None:
    """Print how many came, to whom, and what was said twice."""
    posts, calls = district.posts(), district.slack.asked("chat.postMessage")
    first = days[0]
    weeks = range((days[-1] - first).days // 7)
    at = Counter((where, (day - first).days // 7) for (where, _), day in zip(posts, days, strict=False))
    for what, people, most in (
        ("the channel", [TEAM], 15),
        ("the privacy team, each", list(PEOPLE), 5),
        ("a teacher", list(teachers), 1),
    ):
        found = [at[one, week] for one in people for week in weeks]
        figure(f"messages a week, {what}: median", median(found), "", most=most)
        figure(f"messages a week, {what}: most", max(found), f"in one week, {sum(found)} in the year")
    texts = Counter((args["channel"], day, str(args.get("blocks"))) for args, day in zip(calls, days, strict=False))
    figure("the same message twice on a day at a place", sum(number > 1 for number in texts.values()), "", most=0)
    say(f"  {len(district.slack.asked('chat.update'))} messages changed in place")


def lateness(district: District) -> None:
    """Print what was late, whether somebody was told, and what nobody will be told of."""
    store, now = district.store, district.now
    late: Counter[str] = Counter()
    untold: list[Deadline] = []
    silent: list[Deadline] = []
    every = store.deadlines()
    for one in every:
        ended_at = one.closed or now
        if one.status is not Status.WITHDRAWN and ended_at.astimezone(now.tzinfo).date() > one.last_day:
            late[one.duty] += 1
            steps = [step for step in store.reminders(one.id) if kind_of(step) is StepKind.OVERDUE]
            if any(step.due_at < ended_at for step in steps) and not any(was_said(step.sent_as) for step in steps):
                untold.append(one)
        if one.status is Status.OPEN and not any(step.sent_at is None for step in store.reminders(one.id)):
            silent.append(one)
    say(
        f"{len(every)} deadlines, {sum(late.values())} late: "
        + ", ".join(f"{duty} {number}" for duty, number in late.most_common())
    )
    figure("late, and nobody was told so", len(untold), "", most=0)
    figure("open, and nobody will be reminded", len(silent), "", most=0)
    for one in (*untold, *silent):
        say(f"  {one.id} {one.duty} {one.record} {one.last_day} {one.status}")


def actions(every: Sequence[Life]) -> None:
    """Print what each kind of record took from its first word to its end."""
    say(
        f"taken: {SECONDS_A_PRESS} s a press, {SECONDS_A_WORD} s a typed word, {SECONDS_A_REPLY} s a reply that is looked at"
    )
    kinds: dict[str, list[Life]] = defaultdict(list)
    for life in every:
        if life.is_closed:
            kinds[life.kind].append(life)
    for kind, lives in kinds.items():
        half, most = median(one.actions for one in lives), max(one.actions for one in lives)
        minutes = median(one.minutes for one in lives)
        say(f"  {kind}: {len(lives)}, {half:.0f} messages and presses (most {most}), about {minutes:.1f} min each")
    say(f"  all: {sum(life.minutes for life in every) / 60:.1f} hours of typing, pressing and looking in the year")
    figure(
        "not closed at the end of the year",
        sum(not life.is_closed for life in every),
        f"of {len(every)} records",
    )
