"""The words of a conversation: message, reply, form, desk, command."""
