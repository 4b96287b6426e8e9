"""From a response to what it says: extraction in child processes, and the class of the page."""
