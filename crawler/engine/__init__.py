"""What runs the spiders: the runner of all sites, the scheduler on the ledger, the item pipeline."""
