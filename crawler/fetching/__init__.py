"""How servers are asked, and what they may do to us: manners, robots.txt, the guard, limits, and words for what fails.

Nothing here knows what a page says. `wellread.crawler.settings` switches each part on.
"""
