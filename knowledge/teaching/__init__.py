"""How is the model that reads messages taught?"""
