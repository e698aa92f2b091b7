"""The manifests of both chats, written from the commands and checked."""
