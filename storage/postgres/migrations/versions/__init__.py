"""The migrations, from the first tables to those of today."""
