"""Ratings by people: sheets that they fill in, what they filled in, and how far they agree."""
