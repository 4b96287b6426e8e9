"""The Scrapy project and the `wellread` command. The only package that knows Scrapy or Twisted."""
