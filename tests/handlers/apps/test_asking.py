"""Does everybody stay on a request who asks for the product at the same moment?"""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from handlers.dialogue.desk import Desk, Message
from handlers.dispatch import respond
from storage.kinds import AppRequest
from storage.records import Role
from tests.handlers.district import given

MANY = 8


def test_all_who_press_at_once_have_asked(desk: Desk) -> None:
    people = [f"slack:U{number}0" for number in range(1, MANY + 1)]
    for who in people:
        given(desk, Role.STAFF, who)
    respond(Message("ask-app Zzyzx; kind: math; data: yes; school: no", who="Dana"), desk)
    together = Barrier(MANY)

    def press(who: str) -> str:
        together.wait()
        return respond(Message("ask-app Zzyzx", who=who, surface="slack"), desk).title

    with ThreadPoolExecutor(MANY) as pool:
        titles = list(pool.map(press, people))
    assert titles == ["You ask for Zzyzx too (A-1)"] * MANY
    (request,) = desk.store.records(AppRequest)
    assert set(people) < set(request.askers)
