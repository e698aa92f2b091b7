"""What programs read here: other assistants, scripts and calendars, each by a secret of its own."""
