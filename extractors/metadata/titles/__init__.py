"""Titles: the headings that may be the headline, the one that is, and the names of sites beside it."""
