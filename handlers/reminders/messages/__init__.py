"""The content of reminder messages, and which message has a deadline's buttons now."""
