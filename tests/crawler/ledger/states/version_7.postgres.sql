CREATE TABLE articles (
    id text NOT NULL,
    site bigint NOT NULL,
    url bigint NOT NULL,
    first_seen text NOT NULL COLLATE pg_catalog."C",
    canonical text NOT NULL,
    revision bigint NOT NULL,
    headline text,
    content_hash text NOT NULL,
    paywalled boolean NOT NULL,
    found_at double precision NOT NULL,
    gone_at double precision,
    spelling text
);
CREATE TABLE changes (
    sequence bigint NOT NULL,
    article text NOT NULL,
    revision bigint NOT NULL,
    change text NOT NULL,
    at double precision NOT NULL,
    reason text
);
CREATE SEQUENCE changes_sequence_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE changes_sequence_seq OWNED BY changes.sequence;
CREATE TABLE consumers (
    name text NOT NULL,
    cursor bigint NOT NULL
);
CREATE TABLE fetches (
    id bigint NOT NULL,
    run bigint NOT NULL,
    url bigint NOT NULL,
    at double precision NOT NULL,
    outcome text NOT NULL,
    reason text NOT NULL,
    status integer,
    size bigint NOT NULL,
    digest text,
    warc_file text,
    warc_offset bigint,
    warc_record_id text
);
CREATE SEQUENCE fetches_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE fetches_id_seq OWNED BY fetches.id;
CREATE TABLE held (
    url bigint NOT NULL,
    site bigint NOT NULL,
    "fetch" bigint NOT NULL,
    canonical text NOT NULL,
    paywalled boolean NOT NULL,
    record text NOT NULL
);
CREATE TABLE ledger (
    schema_version integer NOT NULL
);
CREATE TABLE missing (
    article text NOT NULL,
    since double precision NOT NULL,
    runs integer NOT NULL,
    run bigint NOT NULL,
    certain boolean NOT NULL,
    suspended boolean NOT NULL,
    target text
);
CREATE TABLE parts (
    site bigint NOT NULL,
    url text NOT NULL,
    etag text,
    last_modified text,
    warc_file text,
    warc_offset bigint,
    warc_record_id text
);
CREATE TABLE revisions (
    id bigint NOT NULL,
    article text NOT NULL,
    revision_id text NOT NULL,
    run bigint NOT NULL,
    "fetch" bigint NOT NULL,
    change text NOT NULL,
    at double precision NOT NULL,
    record text NOT NULL
);
CREATE SEQUENCE revisions_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE revisions_id_seq OWNED BY revisions.id;
CREATE TABLE runs (
    id bigint NOT NULL,
    site bigint NOT NULL,
    started_at double precision NOT NULL,
    ended_at double precision
);
CREATE SEQUENCE runs_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE runs_id_seq OWNED BY runs.id;
CREATE TABLE sightings (
    url bigint NOT NULL,
    source text NOT NULL
);
CREATE TABLE sites (
    id bigint NOT NULL,
    start text NOT NULL,
    home text,
    token bigint DEFAULT '0'::bigint NOT NULL,
    due_at double precision DEFAULT '0'::double precision NOT NULL
);
CREATE SEQUENCE sites_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE sites_id_seq OWNED BY sites.id;
CREATE TABLE urls (
    id bigint NOT NULL,
    site bigint NOT NULL,
    url text NOT NULL,
    kind text NOT NULL,
    source text NOT NULL,
    depth integer NOT NULL,
    found_at double precision NOT NULL,
    found_in bigint NOT NULL,
    state text NOT NULL,
    rank integer NOT NULL,
    attempts integer NOT NULL,
    not_before double precision NOT NULL,
    outcome text,
    reason text NOT NULL,
    target text,
    failures integer NOT NULL,
    visited_at double precision,
    read_at double precision,
    read_as text,
    next_visit double precision,
    etag text,
    last_modified text,
    digest text,
    warc_file text,
    warc_offset bigint,
    warc_record_id text,
    visits double precision NOT NULL,
    changes double precision NOT NULL,
    span double precision NOT NULL,
    "interval" double precision NOT NULL,
    hops integer DEFAULT 0 NOT NULL,
    written text
);
CREATE SEQUENCE urls_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE urls_id_seq OWNED BY urls.id;
CREATE TABLE waiting (
    site bigint NOT NULL,
    url text NOT NULL
);
ALTER TABLE ONLY changes ALTER COLUMN sequence SET DEFAULT nextval('changes_sequence_seq'::regclass);
ALTER TABLE ONLY fetches ALTER COLUMN id SET DEFAULT nextval('fetches_id_seq'::regclass);
ALTER TABLE ONLY revisions ALTER COLUMN id SET DEFAULT nextval('revisions_id_seq'::regclass);
ALTER TABLE ONLY runs ALTER COLUMN id SET DEFAULT nextval('runs_id_seq'::regclass);
ALTER TABLE ONLY sites ALTER COLUMN id SET DEFAULT nextval('sites_id_seq'::regclass);
ALTER TABLE ONLY urls ALTER COLUMN id SET DEFAULT nextval('urls_id_seq'::regclass);
INSERT INTO articles VALUES ('0eddb7ab3faba6c70ee7aa963bc62fcd', 1, 7, 'https://example.org/blog/paid', 'https://example.org/blog/paid', 5, 'Paid', '8030f14be187b538468497a8706884c418df82046afe9e69b2327fee7a049119', true, 1700000000, NULL, NULL);
INSERT INTO articles VALUES ('0fbdcc8046a32db9b0d552de05139805', 1, 2, 'https://example.org/blog/tea', 'https://example.org/blog/tea', 6, 'Tea', '294fe28eb0f527d03974fbc5e573d8fde93b1c51c2f41ac634cc760dd2b50301', false, 1700000000, NULL, NULL);
INSERT INTO articles VALUES ('1caf81cdcc53372f05e398a833ab9e6d', 1, 3, 'https://example.org/blog/nap', 'https://example.org/blog/nap', 2, 'Nap', '0e087624127948d2f414cd2aa2305e442496526df3c8f382b5f62e6a6c19aba5', false, 1700000000, NULL, NULL);
INSERT INTO articles VALUES ('afaf235e03646e1560c98604304be8f9', 1, 4, 'https://example.org/blog/gone', 'https://example.org/blog/gone', 3, 'Gone', '8d61e4ad641651cd5d74462ba3a860223ea8a02fb449e53d6412f738e31b5b2e', false, 1700000000, 1700172800, NULL);
INSERT INTO articles VALUES ('c540cc26c79240b2db3506c64d9306ad', 1, 15, 'https://example.org/blog/walk', 'https://example.org/blog/walk', 4, 'It''s a walk', '556c60c648c457f75fff355f719a92ea1406e48ded23efd3b14dece33a064c16', false, 1700000000, NULL, NULL);
INSERT INTO articles VALUES ('0e2d8e3133a48d3b9823d40b7f3a2588', 1, 13, 'https://example.org/blog/new', 'https://example.org/blog/new', 7, 'New', '541a8d2233d7f0be3aaa425bbb774da00db71aa7db245e404d636052f29bb332', false, 1700172800, NULL, NULL);
INSERT INTO changes VALUES (1, '0fbdcc8046a32db9b0d552de05139805', 1, 'new', 1700000000, NULL);
INSERT INTO changes VALUES (2, '1caf81cdcc53372f05e398a833ab9e6d', 2, 'new', 1700000000, NULL);
INSERT INTO changes VALUES (3, 'afaf235e03646e1560c98604304be8f9', 3, 'new', 1700000000, NULL);
INSERT INTO changes VALUES (4, 'c540cc26c79240b2db3506c64d9306ad', 4, 'new', 1700000000, NULL);
INSERT INTO changes VALUES (5, '0eddb7ab3faba6c70ee7aa963bc62fcd', 5, 'new', 1700000000, NULL);
INSERT INTO changes VALUES (6, '0fbdcc8046a32db9b0d552de05139805', 6, 'changed', 1700172800, NULL);
INSERT INTO changes VALUES (7, '0e2d8e3133a48d3b9823d40b7f3a2588', 7, 'new', 1700172800, NULL);
INSERT INTO changes VALUES (8, 'afaf235e03646e1560c98604304be8f9', 3, 'gone', 1700172800, '404 Not Found');
INSERT INTO fetches VALUES (1, 1, 1, 1700000000, 'page', '', 200, 7, '2649edf3ce6ed8aecd04f42df14964b7f6ca36917600bbb84ead04f4327cc6c5', 'wellread-20231114T221320Z-1.warc.gz', 1000, '<urn:uuid:00000000-0000-4000-8000-000000000001>');
INSERT INTO fetches VALUES (2, 1, 9, 1700000000, 'list', '', 200, 4, 'aa8e493106a362e4580db2b820ba0a5e4d9b66e689fe23969cd86ba829e4e7fd', 'wellread-20231114T221320Z-1.warc.gz', 2000, '<urn:uuid:00000000-0000-4000-8000-000000000002>');
INSERT INTO fetches VALUES (3, 1, 2, 1700000000, 'article', '', 200, 10, '29634d64c676511cb5b005e4353016aa310fddb1165684b28d8f0f724541b968', 'wellread-20231114T221320Z-1.warc.gz', 3000, '<urn:uuid:00000000-0000-4000-8000-000000000003>');
INSERT INTO fetches VALUES (4, 1, 3, 1700000000, 'article', '', 200, 11, 'f253541a0133a1f649934cd71cfd4469582eb4fc60df33ce94bd84e5e9d2755d', 'wellread-20231114T221320Z-1.warc.gz', 5000, '<urn:uuid:00000000-0000-4000-8000-000000000005>');
INSERT INTO fetches VALUES (5, 1, 4, 1700000000, 'article', '', 200, 11, '13bc84c0d804c255ec3b792997d825d8f2eae9d7fe1ded97ef7480b1ef30457c', 'wellread-20231114T221320Z-1.warc.gz', 7000, '<urn:uuid:00000000-0000-4000-8000-000000000007>');
INSERT INTO fetches VALUES (6, 1, 5, 1700000000, 'twin', '', 200, 10, '29634d64c676511cb5b005e4353016aa310fddb1165684b28d8f0f724541b968', 'wellread-20231114T221320Z-1.warc.gz', 4000, '<urn:uuid:00000000-0000-4000-8000-000000000004>');
INSERT INTO fetches VALUES (7, 1, 6, 1700000000, 'article', '', 200, 37, '8ee015820c69460e60ae850c744f67495bd098394f80695c912773ff9b771114', 'wellread-20231114T221320Z-1.warc.gz', 6000, '<urn:uuid:00000000-0000-4000-8000-000000000006>');
INSERT INTO fetches VALUES (8, 1, 7, 1700000000, 'paywalled', '', 200, 10, 'ee961071c5fa399521d22b8345a0daf73ebe79a6f74a2001ce2b1da82b0f8742', 'wellread-20231114T221320Z-1.warc.gz', 8000, '<urn:uuid:00000000-0000-4000-8000-000000000008>');
INSERT INTO fetches VALUES (9, 1, 8, 1700000000, 'failed', 'no answer in time', NULL, 0, NULL, NULL, NULL, NULL);
INSERT INTO fetches VALUES (10, 2, 2, 1700172800, 'article', '', 200, 25, '483877e99b3659f5b87d69d298606d8574b8af2650a2c4333a8633822cb49bcb', 'wellread-20231114T221320Z-1.warc.gz', 9000, '<urn:uuid:00000000-0000-4000-8000-000000000009>');
INSERT INTO fetches VALUES (11, 2, 3, 1700172800, 'unchanged', '', 304, 0, '6f49cdbd80e1b95d5e6427e1501fc217790daee87055fa5b4e71064288bddede', NULL, NULL, NULL);
INSERT INTO fetches VALUES (12, 2, 4, 1700172800, 'gone', '404 Not Found', 404, 0, '6f49cdbd80e1b95d5e6427e1501fc217790daee87055fa5b4e71064288bddede', NULL, NULL, NULL);
INSERT INTO fetches VALUES (13, 2, 6, 1700172800, 'redirected', '', 301, 0, '6f49cdbd80e1b95d5e6427e1501fc217790daee87055fa5b4e71064288bddede', NULL, NULL, NULL);
INSERT INTO fetches VALUES (14, 2, 11, 1700172800, 'held', '', 200, 7, '99bcf4a46a00b34df973ba951aed4e39a7f38c302b8415700ad27f06162dbd2a', 'wellread-20231114T221320Z-1.warc.gz', 10000, '<urn:uuid:00000000-0000-4000-8000-000000000010>');
INSERT INTO fetches VALUES (15, 2, 13, 1700172800, 'article', '', 200, 5, '1e8f60caf13890299d49f57d42a008dd800a7a8e7df22ea52d28ec90a93a019f', 'wellread-20231114T221320Z-1.warc.gz', 11000, '<urn:uuid:00000000-0000-4000-8000-000000000011>');
INSERT INTO fetches VALUES (16, 2, 10, 1700172800, 'retried', '503 Service Unavailable', 503, 12, NULL, NULL, NULL, NULL);
INSERT INTO held VALUES (11, 1, 14, 'https://example.org/blog/original', false, '{"url":"https://example.org/blog/copy","canonicalUrl":null,"pageType":"other","headline":"Original","description":null,"inLanguage":null,"sections":[],"articleBody":"A copy.","wordCount":0,"mainImage":null,"images":[],"keywords":[],"articleSection":null,"breadcrumbs":[],"authors":[],"reviewedBy":[],"publisher":null,"datePublished":null,"dateModified":null,"lastReviewed":null,"references":[],"signals":[],"isAccessibleForFree":null,"fieldSources":{},"dropped":[],"accounting":{"keptChars":0,"droppedChars":0,"visibleChars":0},"warnings":[],"contentHash":"a1338035b271ccd69fdbae46bc065e126498f5b9e6a703730a21ed8f5bddeebd","extractorVersion":"1","memoryVersion":null,"schemaVersion":1,"articleId":"3093fe1879c77e52ff605ff31f1a4406","revisionId":"a614de862fb6b40f7ef3f062a5a0133f","siteId":"example.org","dateDownloaded":null,"httpStatus":null,"rawSha256":"89525dee25c8d6e1720ba4fb85589ba7bd8c0cbb16ffe9ff058e593f27a96c95","warcFile":null,"warcRecordId":null}');
INSERT INTO ledger VALUES (7);
INSERT INTO parts VALUES (1, 'https://example.org/app.js', '"js-1"', 'Tue, 14 Nov 2023 22:00:00 GMT', 'wellread-20231114T221320Z-1.warc.gz', 7, '<urn:uuid:00000000-0000-4000-8000-0000000000ff>');
INSERT INTO revisions VALUES (1, '0fbdcc8046a32db9b0d552de05139805', '1e464d915879fba1746bc5d8ff4eab5d', 1, 3, 'new', 1700000000, '{"url":"https://example.org/blog/tea","canonicalUrl":null,"pageType":"other","headline":"Tea","description":null,"inLanguage":null,"sections":[],"articleBody":"Green tea.","wordCount":0,"mainImage":null,"images":[],"keywords":[],"articleSection":null,"breadcrumbs":[],"authors":[],"reviewedBy":[],"publisher":null,"datePublished":null,"dateModified":null,"lastReviewed":null,"references":[],"signals":[],"isAccessibleForFree":null,"fieldSources":{},"dropped":[],"accounting":{"keptChars":0,"droppedChars":0,"visibleChars":0},"warnings":[],"contentHash":"7a2fc858e787335178847a7e8e9ce8bebf7e0f9ecdda230fd7dfa237ac08a46b","extractorVersion":"1","memoryVersion":null,"schemaVersion":1,"articleId":"0fbdcc8046a32db9b0d552de05139805","revisionId":"1e464d915879fba1746bc5d8ff4eab5d","siteId":"example.org","dateDownloaded":null,"httpStatus":null,"rawSha256":"b133c4f0f7b1dabef8d92cd88a46ad59631412ca243e44b8d7c451ae63282383","warcFile":null,"warcRecordId":null}');
INSERT INTO revisions VALUES (2, '1caf81cdcc53372f05e398a833ab9e6d', '5e2440c424f1adb7a13a91edca949c37', 1, 4, 'new', 1700000000, '{"url":"https://example.org/blog/nap","canonicalUrl":null,"pageType":"other","headline":"Nap","description":null,"inLanguage":null,"sections":[],"articleBody":"Sleep well.","wordCount":0,"mainImage":null,"images":[],"keywords":[],"articleSection":null,"breadcrumbs":[],"authors":[],"reviewedBy":[],"publisher":null,"datePublished":null,"dateModified":null,"lastReviewed":null,"references":[],"signals":[],"isAccessibleForFree":null,"fieldSources":{},"dropped":[],"accounting":{"keptChars":0,"droppedChars":0,"visibleChars":0},"warnings":[],"contentHash":"0e087624127948d2f414cd2aa2305e442496526df3c8f382b5f62e6a6c19aba5","extractorVersion":"1","memoryVersion":null,"schemaVersion":1,"articleId":"1caf81cdcc53372f05e398a833ab9e6d","revisionId":"5e2440c424f1adb7a13a91edca949c37","siteId":"example.org","dateDownloaded":null,"httpStatus":null,"rawSha256":"e2c7dc701281ad7d2973917e548ecefd16d29d6b2ce9646b5c0f23839cfb9872","warcFile":null,"warcRecordId":null}');
INSERT INTO revisions VALUES (3, 'afaf235e03646e1560c98604304be8f9', 'e3a97e01f4876dffd9c9e11ba2dd7af2', 1, 5, 'new', 1700000000, '{"url":"https://example.org/blog/gone","canonicalUrl":null,"pageType":"other","headline":"Gone","description":null,"inLanguage":null,"sections":[],"articleBody":"Here today.","wordCount":0,"mainImage":null,"images":[],"keywords":[],"articleSection":null,"breadcrumbs":[],"authors":[],"reviewedBy":[],"publisher":null,"datePublished":null,"dateModified":null,"lastReviewed":null,"references":[],"signals":[],"isAccessibleForFree":null,"fieldSources":{},"dropped":[],"accounting":{"keptChars":0,"droppedChars":0,"visibleChars":0},"warnings":[],"contentHash":"8d61e4ad641651cd5d74462ba3a860223ea8a02fb449e53d6412f738e31b5b2e","extractorVersion":"1","memoryVersion":null,"schemaVersion":1,"articleId":"afaf235e03646e1560c98604304be8f9","revisionId":"e3a97e01f4876dffd9c9e11ba2dd7af2","siteId":"example.org","dateDownloaded":null,"httpStatus":null,"rawSha256":"877a660db4022c4af685d9d1d92ef80f28517c882da0527c4aa52a45a60e3c0b","warcFile":null,"warcRecordId":null}');
INSERT INTO revisions VALUES (4, 'c540cc26c79240b2db3506c64d9306ad', '62095bd847a6d2d305964b34c277c8ad', 1, 7, 'new', 1700000000, '{"url":"https://example.org/blog/walk","canonicalUrl":null,"pageType":"other","headline":"It''s a walk","description":null,"inLanguage":null,"sections":[],"articleBody":"Walk – “around” the block; don''t run.","wordCount":0,"mainImage":null,"images":[],"keywords":[],"articleSection":null,"breadcrumbs":[],"authors":[],"reviewedBy":[],"publisher":null,"datePublished":null,"dateModified":null,"lastReviewed":null,"references":[],"signals":[],"isAccessibleForFree":null,"fieldSources":{},"dropped":[],"accounting":{"keptChars":0,"droppedChars":0,"visibleChars":0},"warnings":[],"contentHash":"556c60c648c457f75fff355f719a92ea1406e48ded23efd3b14dece33a064c16","extractorVersion":"1","memoryVersion":null,"schemaVersion":1,"articleId":"c540cc26c79240b2db3506c64d9306ad","revisionId":"62095bd847a6d2d305964b34c277c8ad","siteId":"example.org","dateDownloaded":null,"httpStatus":null,"rawSha256":"2182015393a3c2e9e8d370a29274065ef19d9151bac6d51bdb50b5336646d552","warcFile":null,"warcRecordId":null}');
INSERT INTO revisions VALUES (5, '0eddb7ab3faba6c70ee7aa963bc62fcd', 'b6eee7ceebc709de2d6a4722ffa239d2', 1, 8, 'new', 1700000000, '{"url":"https://example.org/blog/paid","canonicalUrl":null,"pageType":"other","headline":"Paid","description":null,"inLanguage":null,"sections":[],"articleBody":"Subscribe.","wordCount":0,"mainImage":null,"images":[],"keywords":[],"articleSection":null,"breadcrumbs":[],"authors":[],"reviewedBy":[],"publisher":null,"datePublished":null,"dateModified":null,"lastReviewed":null,"references":[],"signals":[],"isAccessibleForFree":null,"fieldSources":{},"dropped":[],"accounting":{"keptChars":0,"droppedChars":0,"visibleChars":0},"warnings":[],"contentHash":"8030f14be187b538468497a8706884c418df82046afe9e69b2327fee7a049119","extractorVersion":"1","memoryVersion":null,"schemaVersion":1,"articleId":"0eddb7ab3faba6c70ee7aa963bc62fcd","revisionId":"b6eee7ceebc709de2d6a4722ffa239d2","siteId":"example.org","dateDownloaded":null,"httpStatus":null,"rawSha256":"d434f8bf4aad391f7cf8777eed54c0fefd8045dd3bfa9c8dbf289a162be682f2","warcFile":null,"warcRecordId":null}');
INSERT INTO revisions VALUES (6, '0fbdcc8046a32db9b0d552de05139805', '1231ecd69a974e60b16b5f09968bce23', 2, 10, 'changed', 1700172800, '{"url":"https://example.org/blog/tea","canonicalUrl":null,"pageType":"other","headline":"Tea","description":null,"inLanguage":null,"sections":[],"articleBody":"Green tea, and black tea.","wordCount":0,"mainImage":null,"images":[],"keywords":[],"articleSection":null,"breadcrumbs":[],"authors":[],"reviewedBy":[],"publisher":null,"datePublished":null,"dateModified":null,"lastReviewed":null,"references":[],"signals":[],"isAccessibleForFree":null,"fieldSources":{},"dropped":[],"accounting":{"keptChars":0,"droppedChars":0,"visibleChars":0},"warnings":[],"contentHash":"294fe28eb0f527d03974fbc5e573d8fde93b1c51c2f41ac634cc760dd2b50301","extractorVersion":"1","memoryVersion":null,"schemaVersion":1,"articleId":"0fbdcc8046a32db9b0d552de05139805","revisionId":"1231ecd69a974e60b16b5f09968bce23","siteId":"example.org","dateDownloaded":null,"httpStatus":null,"rawSha256":"569ff078da9bd43e751ed45a06d568e8ab79e69a31523b9081b824e9081a2d79","warcFile":null,"warcRecordId":null}');
INSERT INTO revisions VALUES (7, '0e2d8e3133a48d3b9823d40b7f3a2588', '32b71d1a1801b80a8b78c465dabcbbcb', 2, 15, 'new', 1700172800, '{"url":"https://example.org/blog/new","canonicalUrl":null,"pageType":"other","headline":"New","description":null,"inLanguage":null,"sections":[],"articleBody":"News.","wordCount":0,"mainImage":null,"images":[],"keywords":[],"articleSection":null,"breadcrumbs":[],"authors":[],"reviewedBy":[],"publisher":null,"datePublished":null,"dateModified":null,"lastReviewed":null,"references":[],"signals":[],"isAccessibleForFree":null,"fieldSources":{},"dropped":[],"accounting":{"keptChars":0,"droppedChars":0,"visibleChars":0},"warnings":[],"contentHash":"541a8d2233d7f0be3aaa425bbb774da00db71aa7db245e404d636052f29bb332","extractorVersion":"1","memoryVersion":null,"schemaVersion":1,"articleId":"0e2d8e3133a48d3b9823d40b7f3a2588","revisionId":"32b71d1a1801b80a8b78c465dabcbbcb","siteId":"example.org","dateDownloaded":null,"httpStatus":null,"rawSha256":"1ff561dd1ca01ac993da878d702bb0c8b002622f70571d7ff32059a06e6148b2","warcFile":null,"warcRecordId":null}');
INSERT INTO runs VALUES (1, 1, 1700000000, 1700000000);
INSERT INTO runs VALUES (2, 1, 1700172800, NULL);
INSERT INTO runs VALUES (3, 2, 1700172800, NULL);
INSERT INTO sightings VALUES (1, 'start page');
INSERT INTO sightings VALUES (2, 'listing');
INSERT INTO sightings VALUES (3, 'listing');
INSERT INTO sightings VALUES (4, 'listing');
INSERT INTO sightings VALUES (5, 'listing');
INSERT INTO sightings VALUES (6, 'listing');
INSERT INTO sightings VALUES (7, 'listing');
INSERT INTO sightings VALUES (8, 'listing');
INSERT INTO sightings VALUES (9, 'feeds');
INSERT INTO sightings VALUES (2, 'feeds');
INSERT INTO sightings VALUES (3, 'feeds');
INSERT INTO sightings VALUES (10, 'articles');
INSERT INTO sightings VALUES (11, 'articles');
INSERT INTO sightings VALUES (12, 'articles');
INSERT INTO sightings VALUES (13, 'articles');
INSERT INTO sightings VALUES (14, 'articles');
INSERT INTO sightings VALUES (15, 'redirect');
INSERT INTO sightings VALUES (16, 'start page');
INSERT INTO sites VALUES (1, 'https://example.org/blog', 'https://example.org/blog/', 2, 1700172800);
INSERT INTO sites VALUES (2, 'https://example.com/', NULL, 2, 1700172800);
INSERT INTO urls VALUES (2, 1, 'https://example.org/blog/tea', 'page', 'listing', 0, 1700000000, 1, 'done', 2, 1, 0, 'article', '', NULL, 0, 1700172800, 1700172800, 'article', 1700281824.6614172, '"Green tea, and black tea."', NULL, '483877e99b3659f5b87d69d298606d8574b8af2650a2c4333a8633822cb49bcb', 'wellread-20231114T221320Z-1.warc.gz', 9000, '<urn:uuid:00000000-0000-4000-8000-000000000009>', 1, 1, 172800, 109024.66141714784, 0, NULL);
INSERT INTO urls VALUES (1, 1, 'https://example.org/blog', 'start', 'start page', 0, 1700000000, 1, 'leased', 0, 1, 0, 'page', '', NULL, 0, 1700000000, 1700000000, 'page', 1700000000, '"listing"', NULL, '2649edf3ce6ed8aecd04f42df14964b7f6ca36917600bbb84ead04f4327cc6c5', 'wellread-20231114T221320Z-1.warc.gz', 1000, '<urn:uuid:00000000-0000-4000-8000-000000000001>', 0, 0, 0, 72000, 0, NULL);
INSERT INTO urls VALUES (9, 1, 'https://example.org/blog/feed.xml', 'list', 'feeds', 1, 1700000000, 1, 'leased', 1, 1, 0, 'list', '', NULL, 0, 1700000000, 1700000000, 'list', 1700000000, '"feed"', NULL, 'aa8e493106a362e4580db2b820ba0a5e4d9b66e689fe23969cd86ba829e4e7fd', 'wellread-20231114T221320Z-1.warc.gz', 2000, '<urn:uuid:00000000-0000-4000-8000-000000000002>', 0, 0, 0, 72000, 0, NULL);
INSERT INTO urls VALUES (8, 1, 'https://example.org/blog/broken', 'page', 'listing', 0, 1700000000, 1, 'leased', 2, 1, 0, 'failed', 'no answer in time', NULL, 1, 1700000000, NULL, NULL, 1700072000, NULL, NULL, NULL, NULL, NULL, NULL, 0, 0, 0, 72000, 0, NULL);
INSERT INTO urls VALUES (5, 1, 'https://example.org/blog/print', 'page', 'listing', 0, 1700000000, 1, 'leased', 2, 1, 0, 'twin', '', NULL, 0, 1700000000, 1700000000, 'twin', 1700072000, '"Green tea."', NULL, '29634d64c676511cb5b005e4353016aa310fddb1165684b28d8f0f724541b968', 'wellread-20231114T221320Z-1.warc.gz', 4000, '<urn:uuid:00000000-0000-4000-8000-000000000004>', 0, 0, 0, 72000, 0, NULL);
INSERT INTO urls VALUES (7, 1, 'https://example.org/blog/paid', 'page', 'listing', 0, 1700000000, 1, 'leased', 2, 1, 0, 'paywalled', '', NULL, 0, 1700000000, 1700000000, 'paywalled', 1700072000, '"Subscribe."', NULL, 'ee961071c5fa399521d22b8345a0daf73ebe79a6f74a2001ce2b1da82b0f8742', 'wellread-20231114T221320Z-1.warc.gz', 8000, '<urn:uuid:00000000-0000-4000-8000-000000000008>', 0, 0, 0, 72000, 0, NULL);
INSERT INTO urls VALUES (12, 1, 'https://example.org/blog/original', 'page', 'articles', 0, 1700172800, 2, 'leased', 2, 1, 0, NULL, '', NULL, 0, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 0, 0, 0, 72000, 0, NULL);
INSERT INTO urls VALUES (3, 1, 'https://example.org/blog/nap', 'page', 'listing', 0, 1700000000, 1, 'done', 2, 1, 0, 'article', '', NULL, 0, 1700172800, 1700000000, 'article', 1700316800, '"Sleep well."', NULL, 'f253541a0133a1f649934cd71cfd4469582eb4fc60df33ce94bd84e5e9d2755d', 'wellread-20231114T221320Z-1.warc.gz', 5000, '<urn:uuid:00000000-0000-4000-8000-000000000005>', 1, 0, 172800, 144000, 0, NULL);
INSERT INTO urls VALUES (4, 1, 'https://example.org/blog/gone', 'page', 'listing', 0, 1700000000, 1, 'done', 2, 1, 0, 'gone', '404 Not Found', NULL, 1, 1700172800, 1700000000, 'article', 1700244800, '"Here today."', NULL, '13bc84c0d804c255ec3b792997d825d8f2eae9d7fe1ded97ef7480b1ef30457c', 'wellread-20231114T221320Z-1.warc.gz', 7000, '<urn:uuid:00000000-0000-4000-8000-000000000007>', 0, 0, 0, 72000, 0, NULL);
INSERT INTO urls VALUES (15, 1, 'https://example.org/blog/hike', 'page', 'redirect', 0, 1700172800, 2, 'pending', 2, 0, 0, NULL, '', NULL, 0, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 0, 0, 0, 72000, 0, NULL);
INSERT INTO urls VALUES (6, 1, 'https://example.org/blog/walk', 'page', 'listing', 0, 1700000000, 1, 'done', 2, 1, 0, 'redirected', '', 'https://example.org/blog/hike', 0, 1700172800, 1700000000, 'article', 1702764800, '"Walk – “around” the block; don''t run."', NULL, '8ee015820c69460e60ae850c744f67495bd098394f80695c912773ff9b771114', 'wellread-20231114T221320Z-1.warc.gz', 6000, '<urn:uuid:00000000-0000-4000-8000-000000000006>', 0, 0, 0, 72000, 0, NULL);
INSERT INTO urls VALUES (11, 1, 'https://example.org/blog/copy', 'page', 'articles', 0, 1700172800, 2, 'done', 2, 1, 0, 'held', '', NULL, 0, 1700172800, 1700172800, 'held', 1700244800, '"A copy."', NULL, '99bcf4a46a00b34df973ba951aed4e39a7f38c302b8415700ad27f06162dbd2a', 'wellread-20231114T221320Z-1.warc.gz', 10000, '<urn:uuid:00000000-0000-4000-8000-000000000010>', 0, 0, 0, 72000, 0, NULL);
INSERT INTO urls VALUES (13, 1, 'https://example.org/blog/new', 'page', 'articles', 0, 1700172800, 2, 'done', 2, 1, 0, 'article', '', NULL, 0, 1700172800, 1700172800, 'article', 1700244800, '"News."', NULL, '1e8f60caf13890299d49f57d42a008dd800a7a8e7df22ea52d28ec90a93a019f', 'wellread-20231114T221320Z-1.warc.gz', 11000, '<urn:uuid:00000000-0000-4000-8000-000000000011>', 0, 0, 0, 72000, 0, NULL);
INSERT INTO urls VALUES (10, 1, 'https://example.org/blog/slow', 'page', 'articles', 0, 1700172800, 2, 'pending', 2, 1, 1700172860, NULL, '503 Service Unavailable', NULL, 0, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 0, 0, 0, 72000, 0, NULL);
INSERT INTO urls VALUES (14, 1, 'https://example.org/blog/never', 'page', 'articles', 0, 1700172800, 2, 'pending', 2, 0, 0, NULL, '', NULL, 0, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 0, 0, 0, 72000, 0, NULL);
INSERT INTO urls VALUES (16, 2, 'https://example.com/', 'start', 'start page', 0, 1700172800, 3, 'pending', 0, 0, 0, NULL, '', NULL, 0, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 0, 0, 0, 72000, 0, NULL);
INSERT INTO waiting VALUES (1, 'https://example.org/recipes/soup');
SELECT pg_catalog.setval('changes_sequence_seq', 8, true);
SELECT pg_catalog.setval('fetches_id_seq', 16, true);
SELECT pg_catalog.setval('revisions_id_seq', 7, true);
SELECT pg_catalog.setval('runs_id_seq', 3, true);
SELECT pg_catalog.setval('sites_id_seq', 2, true);
SELECT pg_catalog.setval('urls_id_seq', 16, true);
ALTER TABLE ONLY articles
    ADD CONSTRAINT articles_pkey PRIMARY KEY (id);
ALTER TABLE ONLY changes
    ADD CONSTRAINT changes_pkey PRIMARY KEY (sequence);
ALTER TABLE ONLY consumers
    ADD CONSTRAINT consumers_pkey PRIMARY KEY (name);
ALTER TABLE ONLY fetches
    ADD CONSTRAINT fetches_pkey PRIMARY KEY (id);
ALTER TABLE ONLY held
    ADD CONSTRAINT held_pkey PRIMARY KEY (url);
ALTER TABLE ONLY missing
    ADD CONSTRAINT missing_pkey PRIMARY KEY (article);
ALTER TABLE ONLY parts
    ADD CONSTRAINT parts_pkey PRIMARY KEY (site, url);
ALTER TABLE ONLY revisions
    ADD CONSTRAINT revisions_pkey PRIMARY KEY (id);
ALTER TABLE ONLY runs
    ADD CONSTRAINT runs_pkey PRIMARY KEY (id);
ALTER TABLE ONLY sightings
    ADD CONSTRAINT sightings_pkey PRIMARY KEY (url, source);
ALTER TABLE ONLY sites
    ADD CONSTRAINT sites_pkey PRIMARY KEY (id);
ALTER TABLE ONLY sites
    ADD CONSTRAINT sites_start_key UNIQUE (start);
ALTER TABLE ONLY urls
    ADD CONSTRAINT urls_pkey PRIMARY KEY (id);
ALTER TABLE ONLY urls
    ADD CONSTRAINT urls_site_url_key UNIQUE (site, url);
ALTER TABLE ONLY waiting
    ADD CONSTRAINT waiting_pkey PRIMARY KEY (site, url);
CREATE INDEX articles_canonical ON articles USING btree (canonical);
CREATE INDEX articles_in_order ON articles USING btree (first_seen, id);
CREATE INDEX articles_spelling ON articles USING btree (site, spelling);
CREATE INDEX changes_of_article ON changes USING btree (article, sequence);
CREATE INDEX held_canonical ON held USING btree (site, canonical);
CREATE INDEX ix_articles_url ON articles USING btree (url);
CREATE INDEX ix_fetches_run ON fetches USING btree (run);
CREATE INDEX ix_fetches_url ON fetches USING btree (url);
CREATE INDEX ix_missing_run ON missing USING btree (run);
CREATE INDEX ix_missing_target ON missing USING btree (target);
CREATE INDEX ix_revisions_run ON revisions USING btree (run);
CREATE INDEX ix_runs_site ON runs USING btree (site);
CREATE INDEX revisions_of_article ON revisions USING btree (article, id);
CREATE INDEX sites_due ON sites USING btree (due_at);
CREATE INDEX urls_queue ON urls USING btree (site, state, rank, id);
ALTER TABLE ONLY articles
    ADD CONSTRAINT articles_site_fkey FOREIGN KEY (site) REFERENCES sites(id);
ALTER TABLE ONLY articles
    ADD CONSTRAINT articles_url_fkey FOREIGN KEY (url) REFERENCES urls(id);
ALTER TABLE ONLY changes
    ADD CONSTRAINT changes_article_fkey FOREIGN KEY (article) REFERENCES articles(id);
ALTER TABLE ONLY changes
    ADD CONSTRAINT changes_revision_fkey FOREIGN KEY (revision) REFERENCES revisions(id);
ALTER TABLE ONLY fetches
    ADD CONSTRAINT fetches_run_fkey FOREIGN KEY (run) REFERENCES runs(id);
ALTER TABLE ONLY fetches
    ADD CONSTRAINT fetches_url_fkey FOREIGN KEY (url) REFERENCES urls(id);
ALTER TABLE ONLY held
    ADD CONSTRAINT held_fetch_fkey FOREIGN KEY ("fetch") REFERENCES fetches(id);
ALTER TABLE ONLY held
    ADD CONSTRAINT held_site_fkey FOREIGN KEY (site) REFERENCES sites(id);
ALTER TABLE ONLY held
    ADD CONSTRAINT held_url_fkey FOREIGN KEY (url) REFERENCES urls(id);
ALTER TABLE ONLY missing
    ADD CONSTRAINT missing_article_fkey FOREIGN KEY (article) REFERENCES articles(id);
ALTER TABLE ONLY missing
    ADD CONSTRAINT missing_run_fkey FOREIGN KEY (run) REFERENCES runs(id);
ALTER TABLE ONLY parts
    ADD CONSTRAINT parts_site_fkey FOREIGN KEY (site) REFERENCES sites(id);
ALTER TABLE ONLY revisions
    ADD CONSTRAINT revisions_article_fkey FOREIGN KEY (article) REFERENCES articles(id);
ALTER TABLE ONLY revisions
    ADD CONSTRAINT revisions_fetch_fkey FOREIGN KEY ("fetch") REFERENCES fetches(id);
ALTER TABLE ONLY revisions
    ADD CONSTRAINT revisions_run_fkey FOREIGN KEY (run) REFERENCES runs(id);
ALTER TABLE ONLY runs
    ADD CONSTRAINT runs_site_fkey FOREIGN KEY (site) REFERENCES sites(id);
ALTER TABLE ONLY sightings
    ADD CONSTRAINT sightings_url_fkey FOREIGN KEY (url) REFERENCES urls(id);
ALTER TABLE ONLY urls
    ADD CONSTRAINT urls_found_in_fkey FOREIGN KEY (found_in) REFERENCES runs(id);
ALTER TABLE ONLY urls
    ADD CONSTRAINT urls_site_fkey FOREIGN KEY (site) REFERENCES sites(id);
ALTER TABLE ONLY waiting
    ADD CONSTRAINT waiting_site_fkey FOREIGN KEY (site) REFERENCES sites(id);
