"""Notices ready to send: to families, to the public and to vendors, from templates that the district can change."""
