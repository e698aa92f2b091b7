"""What comes in a chat: what somebody said, whether it is new, and the files that came with it."""
