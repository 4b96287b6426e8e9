"""Authors and reviewers: their names, the bylines that print them, and which of them to believe."""
