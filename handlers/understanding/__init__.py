"""What does the person mean? Text in, a reading out; no records and no replies."""
