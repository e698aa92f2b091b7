"""The web page, the HTTP API and the health checks."""
