"""What is the same in Slack and in Teams?"""
