"""Review pages: HTML files that show people what was read from pages, and why; no server, no network."""
