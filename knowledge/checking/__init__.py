"""Whether the law files are complete and consistent, said in words that their editor understands."""
