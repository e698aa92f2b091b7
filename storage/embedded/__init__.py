"""One file a district, when there is no database server."""
