"""What does somebody read who has a contract reviewed?"""
