"""Dates of publication, change and review: parsed, found where the page prints them, and chosen."""
