"""`python -m wellread`: the `wellread` command without its installation."""

from wellread.crawler.cli import main

if __name__ == "__main__":
    main()
