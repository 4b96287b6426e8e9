"""Politeness towards servers (robots.txt, crawl delay, backoff) and protection from them (guard, limits).

Also the kinds of error with which a request may fail. Nothing here knows what a page says.
`wellread.crawler.settings` switches each part on.
"""
