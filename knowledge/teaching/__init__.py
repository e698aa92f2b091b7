"""How is the model that reads messages taught? (torch is needed for it, and for nothing else)"""
