"""From a response to what it means for its URL.

`PageClassifier` takes a response and the lease of its URL, and gives the `VisitResult` that the ledger writes. It asks

1. `visit_results` what statuses and redirects mean, 2. `extraction` for the article and the links
of a page, which a worker of the `worker_pool` reads, 3. `ListReader` for the URLs that a sitemap or
feed names, 4. `LinkFilter` which of these URLs are to be visited: those in the scope of the blog,
and in no trap.
"""
