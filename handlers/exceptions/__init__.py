"""Products used without a contract, under the exception for a child's IEP or Section 504 plan."""
