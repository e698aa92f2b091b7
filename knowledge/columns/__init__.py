"""Which field the heading of a spreadsheet's column means."""
