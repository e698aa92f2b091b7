"""The files of the register's website: its pages, its data and the piece for other websites."""
