"""From an archive to records, without the network: the crawl once more, by the same steps and the same ledger."""
