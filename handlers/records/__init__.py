"""Answers what people ask about their own records in plain words."""
