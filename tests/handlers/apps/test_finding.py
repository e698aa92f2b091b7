"""Which product is meant by a typed name, and how does it stand?"""

import json
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from handlers.apps.catalog import gather
from handlers.apps.standing import Stand, standing_of
from handlers.contracts.form import checklist
from handlers.dialogue.desk import Desk
from knowledge.products import common
from storage.kinds import AppRequest, AppState
from storage.records import Contract

HERE = Path(__file__).parent
ASKED = datetime(2026, 11, 2, 14, 0, tzinfo=UTC)


def cases(name: str) -> list[dict[str, str]]:
    return [json.loads(line) for line in (HERE / name).read_text(encoding="utf-8").splitlines()]


def contract(name: str, vendor: str = "", number: int = 1) -> Contract:
    return Contract(id=f"C-{number}", vendor=vendor or name, product=name, executed=date(2026, 10, 7))


def test_a_name_in_other_signs_is_found_and_every_slip_is_offered() -> None:
    spelt = cases("spellings.jsonl")
    names = dict.fromkeys(one["product"] for one in spelt)
    catalog = gather([contract(name, number=at) for at, name in enumerate(names, 1)], ())
    for one in spelt:
        found, meant = catalog.find(one["typed"]), catalog.index.exact(one["product"])
        assert found.key in meant if found.key else meant & {*found.parts, *found.near}, one


@pytest.mark.parametrize("one", cases("lookalikes.jsonl"), ids=lambda one: f"{one['typed']} for {one['on_file']}")
def test_what_only_looks_alike_is_another_product(one: dict[str, str]) -> None:
    catalog = gather([contract(one["on_file"])], ())
    found = catalog.product(one["typed"])
    assert found is None or not found.on_file


def test_what_two_firms_call_alike_is_two_products() -> None:
    catalog = gather([contract("Portal", "Acme Inc."), contract("Portal", "Bright", 2)], ())
    found = catalog.find("portal")
    assert not found.key
    assert [catalog.label(key) for key in found.parts] == ["Portal (Acme Inc.)", "Portal (Bright)"]
    by_label = catalog.product("Portal (Bright)")
    assert by_label and [one.id for one in by_label.contracts] == ["C-2"]
    acme = catalog.product("acme portal")
    assert acme and [one.id for one in acme.contracts] == ["C-1"]


def test_a_firm_is_none_of_its_products_and_leads_to_them() -> None:
    catalog = gather([contract("Fortnite Creative", "Epic Games"), contract("Maps", "Google LLC", 2)], ())
    found = catalog.find("google")
    assert (found.key, found.parts, found.near[0]) == ("", (), catalog.find("maps").key)
    assert catalog.product("Google Maps") is not None


@pytest.mark.parametrize(
    ("typed", "vendor", "product", "is_answer"),
    [
        ("goguardian", "GoGuardian (Liminex, Inc.)", "GoGuardian Teacher", True),
        ("IXL", "IXL Learning", "IXL School", True),
        ("kahoot", "Kahoot! AS", "Kahoot! EDU", False),
        ("prodigy", "SMART Technologies", "Prodigy Math", True),
        ("youtube", "Google LLC", "YouTube Kids", False),
        ("google classroom", "Google LLC", "Google Workspace for Education", False),
    ],
)
def test_a_part_of_a_name_or_the_firms_is_an_answer_and_another_known_product_is_not(
    typed: str, vendor: str, product: str, *, is_answer: bool
) -> None:
    catalog = gather([contract(product, vendor)], ())
    found, meant = catalog.find(typed), catalog.find(product).key
    assert found.parts == ((meant,) if is_answer else ())
    assert meant in found.near or is_answer


def test_a_contract_may_name_several_products() -> None:
    catalog = gather([contract("Star Math; Star Reading", "Renaissance Learning")], ())
    for typed in ("star math", "Renaissance Star Reading", "starreading"):
        found = catalog.product(typed)
        assert found and found.contracts, typed


def test_the_last_decision_counts_and_a_contract_does_not_undo_a_refusal(desk: Desk) -> None:
    whole = replace(contract("Kami"), provisions={item.id: True for item in checklist(desk).items})
    asked = AppRequest(id="A-1", product="Kami", asked=ASKED)
    approved = replace(asked, status=AppState.APPROVED, until=date(2027, 6, 30), decided=ASKED)
    refused = replace(asked, id="A-2", status=AppState.REFUSED, reason="Too loud", decided=ASKED.replace(day=3))
    for contracts, requests, stand in (
        ([whole], [], Stand.APPROVED),
        ([contract("Kami")], [], Stand.LACKS),
        ([contract("Kami")], [asked], Stand.REVIEW),
        ([whole], [asked], Stand.APPROVED),
        ([whole], [refused], Stand.REFUSED),
        ([], [approved], Stand.UNFOUNDED),
        ([whole], [approved], Stand.APPROVED),
        ([], [replace(approved, reason="no-data")], Stand.APPROVED),
        ([], [approved, refused], Stand.REFUSED),
        ([], [refused, replace(asked, id="A-3")], Stand.REVIEW),
        ([], [replace(approved, until=date(2026, 11, 20))], Stand.ENDED),
        ([replace(whole, expiry=date(2026, 6, 30))], [], Stand.ENDED),
        ([replace(whole, start=date(2027, 1, 1))], [], Stand.NOT_BEGUN),
        ([replace(whole, withdrawn=ASKED)], [], Stand.NOT_ON_FILE),
        ([], [], Stand.NOT_ON_FILE),
    ):
        found = standing_of(gather(contracts, requests).product("kami"), desk)
        assert found.stand is stand, (contracts, requests)


def test_the_list_of_common_products_is_whole(tmp_path: Path) -> None:
    assert not common.complaints()
    twice = tmp_path / "products/common.yaml"
    twice.parent.mkdir()
    twice.write_text(
        "- kind: math\n  spanish: x\n  products:\n    - {name: Zearn}\n    - {name: Zern, also: [zearn]}\n"
    )
    assert "'zearn' is a name of Zearn too" in str(common.complaints(twice)[0])
    twice.write_text("- kind: math\n")
    assert "kind, spanish and products" in str(common.complaints(twice)[0])
