"""How does an answer reach whoever asked in Slack?"""
