"""Dates of publication, change and review: how they are written, declared and printed."""
