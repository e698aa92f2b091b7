"""Comparison of the law files with the official text: its passages, the statements, and who confirmed what."""
