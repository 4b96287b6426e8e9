"""Headlines on pages whose title has more in it than the heading, or nothing of it."""

from __future__ import annotations

import pytest

from wellread.extractors.metadata import Metadata, describe
from wellread.extractors.parse import PageInput, parse
from wellread.extractors.segment import segment

TEXT = "<p>" + "A paragraph that says something about sleep and rest. " * 6 + "</p>"
URL = "https://calmdays.example.org/news/sleep/rest-2024"


def read(head: str, body: str) -> Metadata:
    document = parse(PageInput(f"<html><head>{head}</head><body>{body}</body></html>", URL))
    return describe(document, segment(document))


@pytest.mark.parametrize(
    ("title", "body", "headline"),
    [
        ("Society of Rest e.V. - News » Days of Sleep", "<h1>News</h1><h2>Days of Sleep</h2>", "Days of Sleep"),
        ("House Sunrise - holidays by the sea", "<h3>House Sunrise</h3>", "House Sunrise"),
        ("calmdays.example.org Sleeping Well", "<h3>Sleeping Well</h3>", "Sleeping Well"),
        ("Sleeping WellThe other calendar", "<h1>The other calendar of us</h1><h1>Sleeping Well</h1>", "Sleeping Well"),
        (
            "Club - How to rest without sleep - News",
            "<p>News : How to rest without sleep</p>",
            "How to rest without sleep",
        ),
        ("我们为什么睡觉_健康频道_睡眠周刊", "<div>健康频道</div><div>我们为什么睡觉</div>", "我们为什么睡觉"),
        ("眠れない夜の過ごし方｜睡眠通信", "<div>眠れない夜の過ごし方</div>", "眠れない夜の過ごし方"),
        ("眠れない夜の過ごし方｜睡眠通信", "<h1><span>特集</span>眠れない夜の過ごし方</h1>", "眠れない夜の過ごし方"),
        ("Sen_Zdrowie", "<a href='/zdrowie'>Zdrowie</a>", "Sen"),
        ("How to Rest | Health", "<a href='/health'>Health</a>", "How to Rest"),
        ("How to Rest | Health < Days", "<a href='/health'>Health</a> <a href='/'>Days</a>", "How to Rest"),
    ],
    ids=[
        "last part",
        "first part",
        "behind the host",
        "touches the site",
        "section before it",
        "Chinese portal",
        "full-width bar",
        "label in the heading",
        "section behind a stroke",
        "section",
        "section and site",
    ],
)
def test_the_part_of_a_title_that_the_page_prints_is_the_headline(title: str, body: str, headline: str) -> None:
    site = '<a href="/">睡眠通信</a><a href="/">睡眠周刊</a>' if not title.isascii() else ""
    assert read(f"<title>{title}</title>", f"{site}{body}{TEXT}").headline == headline


@pytest.mark.parametrize(
    ("title", "headline"),
    [
        ("How to Rest | A guide", "How to Rest | A guide"),
        ("Catalogue: Rest -- Sleep", "Catalogue: Rest -- Sleep"),
        ("How to use my_var", "How to use my_var"),
    ],
    ids=["part without a section", "two dashes", "underscore in a word"],
)
def test_what_is_no_section_stays_in_the_headline(title: str, headline: str) -> None:
    assert read(f"<title>{title}</title>", f"<a href='/sleep'>Sleep</a>{TEXT}").headline == headline


def test_the_first_of_several_parts_is_no_headline_where_the_page_prints_the_title() -> None:
    body = f"<h2>News of Rest</h2><h1>How We Sleep</h1>{TEXT}"
    assert read("<title>How We Sleep | News of Rest</title>", body).headline == "How We Sleep"


def test_a_title_that_links_to_another_page_is_that_of_the_other_page() -> None:
    card = '<h1><a href="/news/food/where-to-eat">Here Is Where to Eat and Drink in Town</a></h1>'
    body = f"<h1>The Best Beds and Pillows for Sleeping in Town</h1>{TEXT}{card}"
    assert read("<title>Where to Sleep in Town</title>", body).headline == (
        "The Best Beds and Pillows for Sleeping in Town"
    )


def test_a_title_that_links_to_its_own_page_is_the_headline() -> None:
    body = f'<h1><a href="{URL}">How to Rest</a></h1><h1>What to eat</h1>{TEXT}'
    assert read("<title>Calm</title>", body).headline == "How to Rest"


def test_the_heading_by_which_the_page_links_to_itself_is_the_headline() -> None:
    news = f'<ul><li><a href="{URL}/">A law for sleep and rest 3 May 2024</a></li><li><a href="/x">Other</a></li></ul>'
    body = f"{TEXT}<h6>A law for sleep and rest</h6>{TEXT}{news}"
    assert read("<title>Prices</title>", f"<h1>Quick</h1>{body}").headline == "A law for sleep and rest"


def test_the_heading_above_the_text_outdoes_one_behind_it_that_no_title_names() -> None:
    body = f"<h2>How to rest without sleep</h2><p>03.05.2024</p>{TEXT}{TEXT}<h1>Links</h1>"
    found = read("<title>Swimming - News</title>", body)
    assert found.headline == "How to rest without sleep"
    assert found.date_published == "2024-05-03"


def test_a_heading_before_the_text_that_no_title_names_stays() -> None:
    body = f"<h1>How to Rest</h1><h2>What we want to say here</h2>{TEXT}"
    assert read("<title>Swimming - News</title>", body).headline == "How to Rest"
