"""What a page says about itself for programs: JSON-LD, microdata and RDFa, and the elements of its head."""
