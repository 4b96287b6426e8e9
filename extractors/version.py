"""The version of the extractor, which every record names."""

from typing import Final

VERSION: Final = "0.1.0"
