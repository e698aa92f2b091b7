"""How is somebody in Teams answered?"""
