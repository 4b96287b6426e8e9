"""Dates of publication, change and review: how they are written, where they stand, and which to believe."""
