"""E-mail: reminders and digests to people who are named by an e-mail address and have no chat."""
