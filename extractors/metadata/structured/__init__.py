"""What a page says about itself to programs: JSON-LD, microdata, RDFa, and its meta elements."""
