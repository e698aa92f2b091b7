"""Which sentences explain one command?"""

from __future__ import annotations

from collections.abc import Mapping

EXAMPLE, NEEDED, KNOWN = "For example:", "Needed", "And what you know of"
EXAMPLES: Mapping[str, str] = {
    "ask": "ask may the vendor sell student data?",
    "define": "define operator",
    "operator": "operator Kahoot",
    "rule": "rule cc(b)(3)",
    "due": "due contract_executed 2026-10-07",
    "log-contract": "log-contract vendor: Kahoot; executed: Oct 7, 2026; product: Quizzes; provisions: all",
    "log-breach": "log-breach vendor: Kahoot; discovered: Oct 7, 2026; categories: student_information",
    "received": "received B-1 Oct 9, 2026",
    "contracts": "contracts kahoot",
    "contract": "contract C-1",
    "breaches": "breaches kahoot",
    "breach": "breach B-1",
    "deadlines": "deadlines overdue Ana Ruiz",
    "board": "board",
    "done": "done D-1 https://schools.example.org/contracts",
    "undo": "undo D-1",
    "snooze": "snooze D-1 tomorrow waiting for counsel",
    "assign": "assign D-1 Ana Ruiz",
    "correct": "correct C-1 expiry: June 30, 2027",
    "withdraw": "withdraw C-1 logged twice",
    "history": "history C-1",
    "gaps": "gaps",
    "attach": "attach G-1 sell",
    "export": "export xlsx",
    "erase": "erase C-1",
    "setup": "setup morning: 07:30",
    "roles": "roles",
    "grant": "grant Ana Ruiz privacy",
    "revoke": "revoke Ana Ruiz",
    "help": "help log-contract",
}
"""A line for each command that is listed, as somebody would type it."""
