"""Which dates follow from an event or a question, and how they are told."""
