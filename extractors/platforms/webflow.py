"""Webflow: hosting and designer whose class names begin with `w-`; all others are the author's own."""

from wellread.extractors.platform import Platform
from wellread.extractors.vocabulary.traits import Trait

PLATFORM = Platform(
    name="webflow",
    class_names={
        "w-richtext": Trait.BODY,
        "w-nav": Trait.NAVIGATION,
        "w-nav-menu": Trait.NAVIGATION,
        "w-form": Trait.FORM,
        "w-form-done": Trait.FORM,
        "w-form-fail": Trait.FORM,
        "w-dyn-empty": Trait.EMPTY_STATE,
        "w-condition-invisible": Trait.HIDDEN,
        "w-dyn-bind-empty": Trait.HIDDEN,
        "w-pagination-wrapper": Trait.NAVIGATION,
        "w-commerce-commercecartwrapper": Trait.PRODUCT,
        "w-slider": Trait.WIDGET,
        # A drop-down is a menu in a header and an accordion in an article; a button is a link that looks like one.
        "w-dropdown": Trait.NONE,
        "w-dropdown-toggle": Trait.TOGGLE,
        "w-dropdown-list": Trait.NONE,
        "w-button": Trait.CONTROL,
        "w-embed": Trait.NONE,
        "w-tab-content": Trait.NONE,
        "w-tab-pane": Trait.NONE,
        "w-richtext-figure-type-image": Trait.NONE,
    },
)
