"""The provisions that are a promise: ownership, purpose, security, FERPA."""
