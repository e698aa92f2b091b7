"""Records in one file for each district, for use without a database server."""
