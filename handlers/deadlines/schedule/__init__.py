"""When does a deadline fall, and when is whom to be reminded of it?"""
