"""Authors and reviewers: their names, and the bylines that print them."""
