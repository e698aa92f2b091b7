"""Checks that the law files are complete and consistent, with messages for the person who edits them."""
