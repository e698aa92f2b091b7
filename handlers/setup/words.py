"""The sentences of the district's setup and of giving roles."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from handlers.dialogue.catalog import Sentence, catalog
from handlers.dialogue.reply import FieldKind
from handlers.dialogue.words import sentence
from handlers.people.words import MAY, NAMES, called, together
from storage.records import Person, Role

messages = catalog(__file__)
__getattr__: Callable[[str], Sentence] = messages.__getattr__

GIVEN: tuple[tuple[str, str], ...] = (
    ("staff", messages.staff),
    ("privacy", messages.privacy_team),
    ("admin", messages.administrator),
)
GRANT_FIELDS: Mapping[str, tuple[str, FieldKind]] = {
    "person": (messages.person, "person"),
    "role": (messages.role, "one"),
    "name": (messages.name_as_people_know_them, "text"),
    "email": (messages.e_mail_for_somebody_new, "text"),
}
SETUP_FIELDS: Mapping[str, tuple[str, FieldKind]] = {
    "place": (messages.where_the_privacy_team_gets_posts, "one"),
    "lead": (messages.privacy_lead, "person"),
    "superintendent": (messages.superintendent, "person"),
    "district": (messages.name_of_the_district, "text"),
    "site": (messages.web_page_that_lists_its_contracts, "link"),
    "members": (messages.everyone_in_the_district_may, "one"),
    "register": (messages.public_register_on_the_bots_own, "one"),
    "links": (messages.check_once_a_week_that_posted, "one"),
    "training": (messages.remind_everybody_with_a_role_once, "one"),
    "morning": (messages.post_no_earlier_than, "time"),
    "evening": (messages.post_no_later_than, "time"),
    "zone": (messages.time_zone, "pick"),
    "before": (messages.remind_this_many_days_before_a, "text"),
    "renewals": (messages.remind_this_many_days_before_a_contract, "text"),
    "closures": (messages.days_the_district_is_closed, "days"),
    "request_days": (messages.answer_families_within_days, "number"),
}
EMAIL_LABELS: Mapping[str, str] = {
    "lead": messages.e_mail_of_the_lead,
    "superintendent": messages.e_mail_of_the_superintendent,
}
SECTIONS: Mapping[str, tuple[str, ...]] = {
    messages.the_district: ("district", "site", "members", "register", "links", "request_days", "training"),
    messages.when_i_post: ("morning", "evening", "zone", "before", "renewals", "closures"),
}
SECTION_OF: Mapping[str, str] = {id: section for section, ids in SECTIONS.items() for id in ids}
ZONES: tuple[tuple[str, str], ...] = (
    ("America/New_York", messages.eastern_new_york),
    ("America/Chicago", messages.central_chicago),
    ("America/Denver", messages.mountain_denver),
    ("America/Phoenix", messages.arizona_phoenix),
    ("America/Los_Angeles", messages.pacific_los_angeles),
    ("America/Anchorage", messages.alaska_anchorage),
    ("Pacific/Honolulu", messages.hawaii_honolulu),
    ("America/Puerto_Rico", messages.atlantic_puerto_rico),
)
SETUP_HINTS: Mapping[str, str] = {
    "district": messages.as_it_should_read_in_notices,
    "place": messages.a_private_channel_or_chat,
    "superintendent": messages.reminded_last_of_what_is_long,
    "request_days": messages.your_own_policy_as_c_g,
    "closures": messages.they_change_when_i_post_never,
    "before": messages.for_example_3_1,
    "renewals": messages.for_example_120_60_30_blank,
    "site": messages.where_the_public_register_is_for,
    "links": messages.the_pages_that_your_records_name,
    "training": messages.from_october_on_who_has_not,
    "register": messages.what_was_published_last_without_a,
}
PAGE, PAGE_LABEL = "page", messages.on_the_page_only
REGISTER: tuple[tuple[str, str], ...] = (("no", messages.off), ("yes", messages.on_for_everybody_at_register))
LINKS: tuple[tuple[str, str], ...] = (("no", messages.off), ("yes", messages.on))
TRAINING = LINKS
MEMBERS: tuple[tuple[str, str], ...] = (
    ("staff", messages.look_up_records),
    ("everyone", messages.ask_about_the_law_only),
)
MOST_READERS = 5


def would_read(place: str, guests: Sequence[str], *, everyone: bool, known: bool) -> str:
    """Who reads a place beside the people on duty, to be confirmed before it becomes the privacy team's own."""
    told = messages.would_read_what_i_post_in(guests=together(guests, MOST_READERS, "and"), place=place)
    team = messages.everyone_in_this_team_can_read(place=place)
    unsure = messages.i_could_not_check_everybody_who(place=place, guests="more " if guests else "")
    said = (told if guests else "", team if everyone else "", "" if known else unsure)
    return f"{''.join(said)}{messages.SENT_THERE}"


def moved(old: str, new: str) -> str:
    """From where to where the privacy team's reminders move; ``new`` is empty for the page only."""
    return messages.moved(old=old, new=new) if new else messages.moved_to_page(old=old)


def granted(person: Person) -> str:
    """The title once somebody was given a role."""
    return messages.granted(person=called(person)[:100], names=NAMES[person.role])


def has_it(person: Person) -> str:
    """The person already has the role that was to be given."""
    return messages.has_it(person=called(person))


def given(by: str, at: str) -> str:
    """Who gave a role, and when."""
    return sentence(messages.given(by=by, at=at))


def administers(person: Person) -> str:
    """The title where somebody else became administrator first."""
    return messages.administers(person=called(person)[:100])


def since(person: Person, at: str) -> str:
    """When that person became administrator."""
    return sentence(messages.since(person=called(person)[:100], at=at))


def set_already(label: str, value: str, by: str, at: str) -> str:
    """An item of the setup was set after the button was shown."""
    return messages.set_already(label=label, value=value or "not set", by=sentence(f"{by} set it {at}"))


def has_none(person: Person) -> str:
    """The person has no role that could be taken away."""
    return messages.has_none(person=called(person))


def revoked(person: Person, may: Role) -> str:
    """A role was taken away; what everybody in the district may do remains."""
    return messages.revoked(person=called(person), may=MAY[may])


def revoked_title(person: Person) -> str:
    """The title once a role was taken away."""
    return messages.revoked_title(person=called(person)[:100])


def last_admin(person: Person) -> str:
    """At least one person must remain who can give roles."""
    return messages.last_admin(person=called(person))


def by_settings(person: Person) -> str:
    """The person is an administrator by the environment, so that the role cannot be taken away here."""
    return messages.by_settings(person=called(person))


def put_on_team(name: str) -> str:
    """The button that gives the lead a role."""
    return messages.put_on_the_privacy_team(name=name)[:75]


def may(role: Role) -> str:
    """What somebody may do from now on."""
    return messages.may(may=MAY[role])


LEAD: tuple[str, str] = ("lead", messages.privacy_lead)


def leads(person: Person) -> str:
    """The person already is the privacy lead."""
    return messages.leads(person=called(person))


def has_more(person: Person) -> str:
    """Administrators cannot lower their own role, as they could not take that back."""
    return messages.has_more(names=NAMES[person.role])
