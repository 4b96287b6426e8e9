"""The published record, its JSON, and the formats that it is exported in.

Knows nothing of HTML or of the crawl.
"""
