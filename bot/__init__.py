"""Who is asking, and how do they hear it?"""
