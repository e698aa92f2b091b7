"""What a message means after the turns before it: what it points at, what it drops, saves, narrows or goes on with."""
