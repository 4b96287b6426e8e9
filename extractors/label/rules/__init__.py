"""Rules: what is certain about boilerplate, as data that proves itself by its examples."""
