"""The personal tab: the deadlines board inside Teams."""
