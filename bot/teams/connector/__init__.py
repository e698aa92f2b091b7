"""The Bot Framework's connector: checks what comes from Teams, and calls its API."""
