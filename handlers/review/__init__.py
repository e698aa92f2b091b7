"""Does a vendor's paper hold the ten provisions of 10-234bb(a), and what is to be asked of the vendor?"""
