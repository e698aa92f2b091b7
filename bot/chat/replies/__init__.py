"""What goes out to a chat: what is shown of a reply, what says that something went wrong, cut to what a chat takes."""
