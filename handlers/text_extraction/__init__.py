"""What does a file that a vendor sent say, page by page?"""
