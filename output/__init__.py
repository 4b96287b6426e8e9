"""The published record, and the places it goes. Knows nothing of HTML and nothing of the crawl."""
