"""What was found on a page, as W3C Web Annotations: places in the text of the page that others can find again."""
