"""From pages and their true text to a classifier: labels, examples, folds, trees and the file."""

from __future__ import annotations

import gzip
from array import array
from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations, cycle, islice, pairwise
from pathlib import Path

import click
import msgspec
import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree, html

from benchmarks import __main__ as main
from benchmarks.corpora import Corpus, Gold, GoldSection, Page
from benchmarks.metrics import words
from benchmarks.training import command, dataset, evaluate
from benchmarks.training.alignment import Match, blocks_in_text, heaviest_chain
from benchmarks.training.augmentation import change_length, move_parts, remove_half_of_names
from benchmarks.training.dataset import PageExamples
from benchmarks.training.export import LightGbmNode, convert_trees
from wellread.extractors.label.classifier import BlockClassifier, ClassifierData
from wellread.extractors.label.features import FEATURE_NAMES

SLEEP = "Sleep repairs the body and clears the mind of what the day has left there"
LIGHT = "Morning light sets the clock that every cell of the body goes by"
TEA = "A cup of chamomile tea in the evening calms more by habit than by chemistry"

# -- alignment


def aligned(texts: list[str], truth: list[str]) -> list[str]:
    """The texts of a page that belong to the truth, marked by their places."""
    found = blocks_in_text(texts, "\n\n".join(truth))
    return [f"{place} {text}" for place, (text, is_in) in enumerate(zip(texts, found, strict=True)) if is_in]


def test_paragraphs_and_the_headings_between_them_are_found_and_menus_are_not() -> None:
    page = ["Home", "Light", SLEEP, "Light", LIGHT, "Subscribe", "Home"]
    assert aligned(page, [SLEEP, "Light", LIGHT]) == [f"2 {SLEEP}", "3 Light", f"4 {LIGHT}"]


def test_a_table_of_contents_is_not_taken_for_the_headings_that_it_repeats() -> None:
    headings = ["Why we sleep", "Light", "What to drink before one goes to bed"]
    page = [SLEEP, *headings, headings[0], LIGHT, headings[1], LIGHT[::-1], headings[2], TEA]
    truth = [SLEEP, headings[0], LIGHT, headings[1], LIGHT[::-1], headings[2], TEA]
    assert [line.split()[0] for line in aligned(page, truth)] == ["0", "4", "5", "6", "7", "8", "9"]


def test_a_table_of_contents_that_the_truth_has_is_found() -> None:
    page = [SLEEP, "Light", "Tea", "Light", LIGHT, "Tea", TEA]
    assert blocks_in_text(page, "\n".join(page)) == [True] * len(page)


def test_of_two_copies_of_a_paragraph_one_is_in_the_article() -> None:
    assert aligned([SLEEP, LIGHT, SLEEP, LIGHT], [SLEEP, LIGHT]) == [f"0 {SLEEP}", f"1 {LIGHT}"]


def test_a_pulled_quote_is_a_copy_of_the_paragraph_that_it_comes_from() -> None:
    quote = " ".join(TEA.split()[:9])
    assert aligned([SLEEP, quote, LIGHT, TEA], [SLEEP, LIGHT, TEA]) == [f"0 {SLEEP}", f"2 {LIGHT}", f"3 {TEA}"]


def test_a_text_that_the_truth_repeats_is_found_each_time() -> None:
    page = [SLEEP, LIGHT, SLEEP, TEA, SLEEP]
    assert aligned(page, page[:4]) == [f"0 {SLEEP}", f"1 {LIGHT}", f"2 {SLEEP}", f"3 {TEA}"]


def test_a_paragraph_is_found_where_the_truth_has_another_order() -> None:
    assert len(aligned([TEA, SLEEP, LIGHT], [SLEEP, LIGHT, TEA])) == 3


def test_a_paragraph_with_a_few_words_more_than_the_truth_is_found() -> None:
    page = [f"{SLEEP} Read more: our guide", LIGHT]
    assert len(aligned(page, [SLEEP, LIGHT])) == 2


def test_a_page_of_short_lines_alone_is_aligned_in_order() -> None:
    assert aligned(["Menu", "Salt", "Flour", "Salt"], ["Flour", "Salt"]) == ["2 Flour", "3 Salt"]


def test_a_short_line_is_not_found_inside_a_paragraph_that_stands_elsewhere() -> None:
    assert aligned([LIGHT, SLEEP, "Light", TEA], [SLEEP, LIGHT, TEA]) == [f"0 {LIGHT}", f"1 {SLEEP}", f"3 {TEA}"]


LINES = st.sampled_from([SLEEP, LIGHT, TEA, "Light", "Tea", "Step one", "Why we sleep"])


@given(st.lists(LINES, max_size=12))
@settings(deadline=None)
def test_a_page_that_is_its_truth_is_found_whole(page: list[str]) -> None:
    assert blocks_in_text(page, "\n".join(page)) == [True] * len(page)


@given(page=st.lists(LINES, max_size=12), truth=st.lists(LINES, max_size=8))
@settings(deadline=None)
def test_no_word_of_the_truth_belongs_to_two_blocks(page: list[str], truth: list[str]) -> None:
    found = aligned(page, truth)
    assert sum(len(words(line)) - 1 for line in found) <= len(words("\n".join(truth)))


@given(st.lists(st.text(alphabet="xyz ", max_size=40), max_size=8))
@settings(deadline=None)
def test_nothing_foreign_is_found(page: list[str]) -> None:
    assert not any(blocks_in_text(page, f"{SLEEP}\n{LIGHT}"))


MATCHES = st.builds(
    lambda block, start, size, weight: Match(block, start, start + size, weight),
    st.integers(0, 5),
    st.integers(0, 10),
    st.integers(1, 4),
    st.integers(1, 9),
)


@given(st.lists(MATCHES, max_size=7))
@settings(deadline=None)
def test_no_chain_is_heavier_than_the_one_found(matches: list[Match]) -> None:
    def rises(chain: tuple[Match, ...]) -> bool:
        return all(a.block < b.block and a.end <= b.start for a, b in pairwise(chain))

    chains = [
        chain for size in range(len(matches) + 1) for chain in combinations(sorted(matches), size) if rises(chain)
    ]
    found = heaviest_chain(matches)
    assert rises(tuple(found))
    assert sum(match.weight for match in found) == max(sum(match.weight for match in chain) for chain in chains)


# -- examples

PAGE = f"""<html><body><nav><a href="/">Home</a></nav><main><h1>Nights</h1>
<p>{SLEEP}.</p><h2>Light</h2><p>{LIGHT}.</p></main>
<div><p>Buy our pillow, the softest of them all.</p></div></body></html>"""


def written(tmp_path: Path, gold: Gold) -> Page:
    path = tmp_path / "page.html.gz"
    path.write_bytes(gzip.compress(PAGE.encode(), mtime=0))
    return Page("small", gold, path)


def test_examples_are_the_blocks_that_no_rule_decides(tmp_path: Path) -> None:
    gold = Gold("nights", "https://blog.example.co.uk/nights", text=f"{SLEEP}.\n\nLight\n\n{LIGHT}.")
    found = dataset.page_examples(written(tmp_path, gold))
    assert found.site == "example.co.uk"
    assert found.labels == (True, True, True, False) * 2
    assert len(found.vectors) == 8 * len(FEATURE_NAMES)
    assert sum(found.weights[:4]) == pytest.approx(1)
    assert found.weights[0] > found.weights[1]


def test_the_copy_of_a_page_weighs_half(tmp_path: Path) -> None:
    gold = Gold("nights", "https://blog.example.co.uk/nights", text=f"{SLEEP}.\n\nLight\n\n{LIGHT}.")
    found = dataset.page_examples(written(tmp_path, gold))
    assert sum(found.weights[4:]) == pytest.approx(0.5)


Element = etree._Element


def resized(seed: int, parts: int = 8) -> tuple[Element, list[Element], dict[Element, Element] | None]:
    lines = "".join(f"<h2>Part {number}</h2><p>{SLEEP} {number}.</p>" for number in range(parts))
    root: Element = html.fromstring(f"<main><nav>Home</nav><article>{lines}<p>Subscribe</p></article></main>")
    article: list[Element] = [element for element in root.iter("h2", "p") if element.text != "Subscribe"]
    copied = change_length(article, seed)
    return root, article, copied


def test_a_page_becomes_longer_or_shorter_and_each_copy_has_its_original() -> None:
    sizes = set()
    for seed in range(12):
        root, article, copied = resized(seed)
        paragraphs = list(root.iter("p"))
        sizes.add(len(paragraphs))
        assert len(list(root.iter("nav"))) == 1
        assert paragraphs[-1].text == "Subscribe"
        new = [element for element in root.iter("h2", "p") if element not in article and element.text != "Subscribe"]
        assert copied is not None
        assert all(copied[element] in article for element in new)
        assert all(sorted(element.text or "") == sorted(copied[element].text or "") for element in new)
    assert min(sizes) < 8 < max(sizes)


def test_a_page_of_few_parts_stays_as_it_is() -> None:
    root, _, copied = resized(1, parts=1)
    assert copied is None
    assert len(list(root.iter("p"))) == 2


def test_a_part_of_the_article_moves_into_a_box_beside_the_others() -> None:
    places = set()
    for seed in range(24):
        parts = f"<h2>On</h2><p>{LIGHT}</p>" * 6
        root: Element = html.document_fromstring(f"<body><main><p>{SLEEP}</p>{parts}</main></body>")[0]
        texts = [element.text for element in root.iter("p", "h2")]
        assert move_parts(list(root.iter("p", "h2")), seed)
        moved = next(box for box in root if box.tag != "main")
        assert root.find("main/p") is not None or root.find("main/h2") is not None
        assert [element.text for element in root.iter("p", "h2")] == texts
        places.add((root.index(moved), moved.find("details") is not None))
    assert {place for place, _ in places} == {0, 1}
    assert {cards for _, cards in places} == {False, True}


def test_what_has_few_parts_or_stands_in_no_box_is_not_moved() -> None:
    root = html.document_fromstring(f"<main><p>{SLEEP}</p><p>{LIGHT}</p></main>")
    assert not move_parts(list(root.iter("p")), 1)
    bare = html.document_fromstring(f"<p>{LIGHT}</p>" * 6)
    assert not move_parts(list(bare.iter("p")), 1)


def test_half_of_the_names_are_taken_from_a_copy_and_always_the_same_ones() -> None:
    names = [f'class="name{number}"'.encode() for number in range(400)]
    page = b"".join(b"<p %b>Text.</p><p %b>More.</p>" % (name, name) for name in names)
    copy = remove_half_of_names(page)
    left = [copy.count(name) for name in names]
    assert set(left) == {0, 2}
    assert 150 < left.count(0) < 250
    assert copy.count(b">Text.</p>") == len(names)
    assert remove_half_of_names(page) == copy


def test_snippets_label_the_blocks_that_hold_them_and_no_other(tmp_path: Path) -> None:
    gold = Gold("nights", "https://example.org", must_have=("the body and clears", "by"), must_not=("our pillow",))
    found = dataset.page_examples(written(tmp_path, gold))
    assert found.labels == (True, False) * 2
    assert len(found.vectors) == 4 * len(FEATURE_NAMES)


def test_a_page_without_a_true_text_has_that_of_its_sections(corpus: Corpus) -> None:
    sections = (GoldSection((), ("Lead.",)), GoldSection(("Light",), ("Go out.",)))
    page = replace(corpus.pages[0], gold=Gold("a", "https://example.org", summary=("Sum.",), sections=sections))
    assert dataset.with_true_text(page).gold.text == "Sum.\nLead.\nLight\nGo out."
    assert dataset.with_true_text(corpus.pages[0]) is corpus.pages[0]


@pytest.mark.parametrize(
    ("url", "site"),
    [
        ("https://news.example.org/a", "example.org"),
        ("https://someone.blogspot.com/a", "blogspot.com"),
        ("http://localhost:8000/a", "localhost"),
        ("http://127.0.0.1/a", "127.0.0.1"),
    ],
)
def test_a_site_is_its_registrable_domain(url: str, site: str) -> None:
    assert dataset.site_of(url) == site


# -- folds


def on_sites(corpus: Corpus, count: int) -> list[PageExamples]:
    return [PageExamples(array("f"), (), (), corpus.pages[0], f"site{number}.org") for number in range(count)]


def test_no_classifier_reads_a_page_of_a_site_that_it_has_seen(corpus: Corpus) -> None:
    seen: list[set[str]] = []

    def fit(examples: Sequence[PageExamples]) -> ClassifierData:
        seen.append({page.site for page in examples})
        return convert_trees([], {})

    examples = on_sites(corpus, 50)
    batches = list(evaluate.batches(examples, fit))
    assert sum(len(pages) for _, pages in batches) == 50
    assert len(seen) == evaluate.FOLDS
    for fold, sites in enumerate(seen):
        assert sites == {page.site for page in examples if evaluate.fold_of(page.site) != fold}


def test_held_out_pages_are_read_by_the_classifier_given(corpus: Corpus) -> None:
    everything = msgspec.structs.replace(convert_trees([], {}), start=3.0)
    nothing = msgspec.structs.replace(convert_trees([], {}), start=-3.0)
    assert [row.f1 for row in evaluate.score_batch((everything, corpus.pages))] == [1, 1]
    assert [row.f1 for row in evaluate.score_batch((nothing, corpus.pages))] == [0, 0]


# -- trees


def leaf(value: float) -> LightGbmNode:
    return {"leaf_value": value}


def split(feature: str, threshold: float, left: LightGbmNode, right: LightGbmNode) -> LightGbmNode:
    place = FEATURE_NAMES.index(feature)
    return {"split_feature": place, "threshold": threshold, "left_child": left, "right_child": right}


ROOT = split("links", 0.123456789, leaf(1.23456), split("chars", 5.0, leaf(-1.0), leaf(-0.00001)))


def test_trees_keep_what_they_ask_for_in_short_numbers() -> None:
    data = convert_trees([ROOT, leaf(0.25)], {"trees": 2})
    assert data.features == ("chars", "links")
    assert data.start == 0.25
    (tree,) = data.trees
    assert (tree.feature, tree.threshold) == ((1, 0), (0.123457, 5.0))
    assert (tree.left, tree.right, tree.leaf) == ((-1, -2), (1, -3), (1.2346, -1.0, 0.0))


def test_the_classifier_follows_exported_trees() -> None:
    classifier = BlockClassifier(convert_trees([ROOT, leaf(0.25)], {}))
    vector = [0.0] * len(FEATURE_NAMES)
    assert classifier.probability(vector) == pytest.approx(1 / (1 + 2.718281828 ** -(1.2346 + 0.25)))
    vector[FEATURE_NAMES.index("links")] = 1.0
    assert classifier.probability(vector) == pytest.approx(1 / (1 + 2.718281828 ** (1.0 - 0.25)))


def invented(corpus: Corpus, pages: int, blocks: int = 60) -> list[PageExamples]:
    """Blocks that belong to the article where they are long and hold few links."""
    numbers = cycle([place * 611 % 997 / 997 for place in range(997)])
    found = []
    for _ in range(pages):
        rows = [list(islice(numbers, len(FEATURE_NAMES))) for _ in range(blocks)]
        labels = tuple(row[FEATURE_NAMES.index("chars")] > row[FEATURE_NAMES.index("links")] for row in rows)
        vectors = array("f", (number for row in rows for number in row))
        found.append(PageExamples(vectors, labels, (1 / blocks,) * blocks, corpus.pages[0], "a.org"))
    return found


def test_the_same_examples_give_the_same_bytes_and_a_classifier_that_tells_them_apart(corpus: Corpus) -> None:
    pytest.importorskip("lightgbm", reason="lightgbm is in requirements/bench.txt, for training alone")
    from benchmarks.training.fitting import PARAMETERS, fit

    few = {**PARAMETERS, "trees": 20}
    examples = invented(corpus, 40)
    data = fit(examples, few)
    assert msgspec.json.encode(data) == msgspec.json.encode(fit(examples, few))
    assert data.parameters == few
    classifier, fresh = BlockClassifier(data), invented(corpus, 41)[-1]
    size = len(FEATURE_NAMES)
    scores = [classifier.probability(fresh.vectors[row * size : (row + 1) * size]) for row in range(len(fresh.labels))]
    right = sum((score >= 0.5) == label for score, label in zip(scores, fresh.labels, strict=True))
    assert right >= 0.85 * len(fresh.labels)


def test_pages_of_doubtful_truth_teach_nothing(corpus: Corpus) -> None:
    pytest.importorskip("lightgbm", reason="lightgbm is in requirements/bench.txt, for training alone")
    from benchmarks.training.fitting import fit, fit_without

    sound, other = invented(corpus, 20), replace(invented(corpus, 1)[0], page=corpus.pages[1])
    doubtful = {(corpus.name, corpus.pages[1].gold.id)}
    assert fit_without(doubtful, [*sound, other]) == fit(sound)


# -- the file and the command


def test_the_file_says_what_it_was_trained_on_and_how_it_did(corpus: Corpus) -> None:
    rows = evaluate.score_batch((msgspec.structs.replace(convert_trees([], {}), start=3.0), corpus.pages))
    data = command.with_provenance(convert_trees([ROOT], {}), [corpus], rows)
    assert data.trained_on == {"small": corpus.digest}
    figures = {"word_f1": 1.0, "exact": 1.0, "must_have": 1.0, "leaked": 0.0}
    assert data.held_out["small"] == {**figures, "structure_f1": 0.0, "headings_f1": 0.0}
    assert set(data.held_out) == {"small", "small, wellness"}
    assert command.table(rows).rows[0][:7] == ("small", "ours, held out", 2, 1.0, 1.0, 1.0, 0.0)


def test_a_check_writes_nothing_and_fails_on_another_classifier(tmp_path: Path) -> None:
    path = tmp_path / "classifier.json"
    command.save(convert_trees([ROOT], {}), path, check=False)
    before = path.read_bytes()
    command.save(convert_trees([ROOT], {}), path, check=True)
    with pytest.raises(click.ClickException, match="not what these corpora give"):
        command.save(convert_trees([], {}), path, check=True)
    assert path.read_bytes() == before
    assert msgspec.json.decode(before, type=ClassifierData) == convert_trees([ROOT], {})


def test_training_without_its_corpora_is_an_error_of_one_line(root: Path) -> None:
    result = CliRunner().invoke(main.main, ["train", "--corpora", str(root)])
    assert result.exit_code == 1
    assert result.output == "Error: no corpus 'fundus'; there are: small\n"


def test_the_shipped_classifier_names_its_corpora_its_parameters_and_its_figures() -> None:
    shipped = msgspec.json.decode(command.CLASSIFIER.read_bytes(), type=ClassifierData)
    assert set(shipped.trained_on) == set(evaluate.CORPORA)
    assert shipped.parameters["trees"] >= len(shipped.trees) > 0
    assert shipped.held_out["wcxb-articles"]["word_f1"] > 0.9
    assert {FEATURE_NAMES[0], *shipped.features} <= set(FEATURE_NAMES)
