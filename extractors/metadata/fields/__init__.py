"""Where the fields of a page are read from its evidence, and which of several values to believe."""
