"""Microsoft Teams: receives what people say there, and answers it."""
