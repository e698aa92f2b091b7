"""The provisions that are terms of the contract itself: governing law, severability, and what overrides them."""
