"""Training of the models that read messages."""
