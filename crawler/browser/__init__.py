"""Pages whose text only scripts bring: rendered by an installed Chromium that has no network of its own."""
