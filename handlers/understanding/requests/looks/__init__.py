"""A look at the records: by written wordings, and by what the model hears."""
