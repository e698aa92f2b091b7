"""What a message means after the turns before it, and what is remembered of it for the turns to come."""
