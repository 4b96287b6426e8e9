"""Measures what wellread extracts, how fast, and beside whom: `python -m benchmarks --help`."""
