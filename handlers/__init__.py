"""So what do we reply?"""
