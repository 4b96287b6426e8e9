"""The spiders: one that crawls a blog, one that fetches a single page."""
