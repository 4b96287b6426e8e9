"""Drupal: the classes of its base theme name the type of every field, box and view around the text."""

from wellread.extractors.platform import Platform
from wellread.extractors.vocabulary.traits import Trait

PLATFORM = Platform(
    name="drupal",
    class_names={
        # The whole page, beside which a dialog may open.
        "dialog-off-canvas-main-canvas": Trait.MAIN,
        # Promoted to the front page: true of the article itself.
        "node--promoted": Trait.NONE,
        "node-promoted": Trait.NONE,
        "node--view-mode-full": Trait.ARTICLE,
        "field--name-body": Trait.BODY,
        "field-name-body": Trait.BODY,
        "field--type-text-with-summary": Trait.BODY,
        "field-type-text-with-summary": Trait.BODY,
        # References to other things of the site: paragraphs of this page, or its topics.
        "field--type-entity-reference": Trait.NONE,
        "field--type-entity-reference-revisions": Trait.NONE,
        "field-type-taxonomy-term-reference": Trait.TAGS,
        "block-views": Trait.RELATED,
        "block-menu": Trait.NAVIGATION,
        "block-system-branding-block": Trait.HEADER,
        "block-local-tasks-block": Trait.NAVIGATION,
        "block-search": Trait.FORM,
    },
)
