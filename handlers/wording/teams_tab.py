"""Which sentences does somebody read in the personal tab?"""

from __future__ import annotations

TITLE = "Board"
LOADING = "One moment: Teams is telling who you are …"
NOT_IN_TEAMS = "This page belongs into Microsoft Teams: open the app there, then its tab Board."
UNTOLD = "Teams did not tell who you are. Close the tab and open it again; if it stays so, ask your administrator."
NOT_TAKEN = "Microsoft's word on who you are cannot be taken: it is too old, or for another app. Open the tab anew."
NOT_NOW = "It cannot be checked just now who you are, as Microsoft's keys cannot be had. Open the tab anew in a moment."
NO_ANSWER = "The bot did not answer. Is it still running? Open the tab anew in a moment."
FAILED = "Something went wrong here. Open the tab anew in a moment; if it stays so, tell your administrator."
IN_THE_CHAT = "Ask or log something in the chat"
NOBODY_YET = "Nothing is on record yet. Open the app's chat and say hello; what follows from there appears here."
SORTS = {"all": "All", "overdue": "Overdue", "mine": "Mine"}
