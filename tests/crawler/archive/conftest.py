"""What all tests of the archive share."""

from __future__ import annotations

import os

import pytest


@pytest.fixture(autouse=True)
def no_fsync(monkeypatch: pytest.MonkeyPatch) -> None:
    """No test here can tell whether the disk was waited for, and waiting takes most of the time."""
    monkeypatch.setattr(os, "fsync", lambda _descriptor: None)
