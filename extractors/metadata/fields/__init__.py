"""The headline, the site and its publisher, and the fields that are neither people nor dates."""
