"""The work of each command. `wellread.crawler.cli` has their options and their help."""
