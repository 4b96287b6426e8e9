"""What a page says about itself to programs: JSON-LD, microdata, RDFa, and meta, link, title and time elements."""
