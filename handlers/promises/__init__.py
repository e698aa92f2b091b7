"""What is due, and how is it kept?"""
