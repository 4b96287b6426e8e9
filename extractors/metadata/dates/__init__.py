"""Dates of publication, change and review: how they are written, and which of them to believe."""
