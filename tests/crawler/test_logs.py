"""A log is one line an event, whatever strangers write into headlines and URLs."""

import json
import logging

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wellread.crawler.logs import escape_unprintable, log, set_up_logging


@given(st.text(st.characters()))
def test_printable_text_has_no_power_over_a_terminal(text: str) -> None:
    shown = escape_unprintable(text)
    assert len(shown.splitlines()) <= 1
    assert not {"\x1b", "\x9b", "\u202e", "\u2066", "\ud800"} & set(shown)
    assert shown.encode().decode() == shown


@pytest.mark.parametrize("text", ["plain", "süß 茶 🍵", "e\u0301"])
def test_honest_text_is_left_alone(text: str) -> None:
    assert escape_unprintable(text) == text


@pytest.fixture
def json_logging(logging_program: None) -> None:  # noqa: ARG001  (which it changes)
    set_up_logging(level=logging.INFO, scrapy_level=logging.WARNING, as_json=True)


@pytest.mark.usefixtures("json_logging")
def test_an_event_is_a_json_object_with_its_values(capsys: pytest.CaptureFixture[str]) -> None:
    log.info("article", headline="Tea\nERROR \x1b[31mforged \u202e", words=7, reason=None, time="a name taken")
    logging.getLogger("scrapy").warning("page %s", "failed")
    try:
        int("broken")
    except ValueError:
        logging.getLogger("scrapy").exception("page failed")
    lines = capsys.readouterr().err.splitlines()
    assert all(line.isprintable() for line in lines)
    first, second, third = map(json.loads, lines)
    assert (first["event"], first["words"], first["reason"], first["level"]) == ("article", 7, None, "INFO")
    assert first["headline"].startswith("Tea\nERROR")
    assert (second["event"], second["logger"], second["level"]) == ("page failed", "scrapy", "WARNING")
    assert third["exception"].startswith("ValueError")


@pytest.mark.usefixtures("json_logging")
def test_a_lone_surrogate_is_json_as_well() -> None:
    # Not logged, but formatted: the report of a test that logged it could not be sent to another process.
    line = logging.root.handlers[0].format(logging.makeLogRecord({"msg": "page \ud800"}))
    assert line.isascii()
    assert json.loads(line)["event"] == "page \ud800"


@pytest.fixture
def logging_program(monkeypatch: pytest.MonkeyPatch) -> None:
    """Logging as a crawl sets it up; that of the tests comes back afterwards."""
    root, scrapy = logging.root, logging.getLogger("scrapy")
    monkeypatch.setattr(root, "handlers", [])
    monkeypatch.setattr(root, "level", root.level)
    monkeypatch.setattr(scrapy, "level", scrapy.level)
    set_up_logging(level=logging.INFO, scrapy_level=logging.WARNING)


@pytest.mark.usefixtures("logging_program")
def test_an_event_is_one_line_with_its_values(capsys: pytest.CaptureFixture[str]) -> None:
    log.info("article", headline="Tea\nERROR \x1b[31mforged", words=7)
    (line,) = capsys.readouterr().err.splitlines()
    assert line.split(" ", 1)[1] == r'INFO wellread event=article headline="Tea\nERROR \x1b[31mforged" words=7'


@pytest.mark.usefixtures("logging_program")
def test_an_exception_is_its_last_line_unless_debugging(capsys: pytest.CaptureFixture[str]) -> None:
    try:
        int("broken")
    except ValueError:
        logging.getLogger("scrapy").exception("page failed")
    (line,) = capsys.readouterr().err.splitlines()
    assert line.endswith(r"ERROR scrapy page failed\nValueError: invalid literal for int() with base 10: 'broken'")
