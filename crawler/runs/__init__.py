"""What a run leaves behind: its lock, its `run.json`, the verdict on its health, its metrics. Knows no Scrapy."""
