"""What names and tags in a page mean: the traits of an element."""

from wellread.extractors.vocabulary.traits import Trait, trait_names

__all__ = ["Trait", "trait_names"]
