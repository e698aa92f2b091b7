"""Who has our data: by vendor, by kind of data, by school, by subprocessor."""
