"""`python -m crawler.cli`: the command without its installation."""

from crawler.cli import main

main()
