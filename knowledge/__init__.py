"""The law as data: reading it, checking it, counting its time limits, and finding what a question means."""
