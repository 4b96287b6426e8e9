"""From an archive to the records that the crawl gave, without the network: the crawl is replayed.

1. The headers of all records are read first (`archive.read_record_headers`). From them
   `ArchivedVisits` knows which URLs each run has visited, and which of several responses to one
   visit is the one that the crawl has read.
2. The responses are read in the order in which they were written (`archive.read_responses`).
3. `replay_response` does to a response what the crawl did: it undoes the content coding, and says
   whether it is a page, a redirect, a refusal or something else (`ReplayedResponse`).
4. A page goes through the same extraction in a worker process.
5. `ReplayedCrawl` ends the visit in a ledger like that of the crawl, in a folder that is removed
   afterwards. The ledger decides once more which article the page shows, and whether that is new
   or has changed. The revisions that it writes are the records.

Archives of other programs do not say for which visit a response was requested. There, each response
is a visit, and all of a host is one run. From top to bottom: replayed_crawl, archived_visits and
replayed_response, which know nothing of each other.
"""
