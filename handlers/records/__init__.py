"""Plain-language questions and acts on the district's own records: answers, and proposals to confirm."""
