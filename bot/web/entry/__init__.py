"""Who comes to the page: by which address, with which token, for which district."""
