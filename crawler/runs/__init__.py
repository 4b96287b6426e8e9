"""What a run leaves behind: its lock, its record `run.json`, its health, its metrics, its exit
status.

Nothing here knows Scrapy.
"""
