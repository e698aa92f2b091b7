"""Reads what Teams sends."""
