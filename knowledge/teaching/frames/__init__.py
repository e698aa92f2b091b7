"""How is the reader of frames taught?"""
