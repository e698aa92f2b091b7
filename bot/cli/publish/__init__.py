"""Publish the public register from the command line, into a folder or onto a web server."""
