"""The rules about signals, as data."""
