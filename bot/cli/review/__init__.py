"""Which provisions do the papers on this machine have?"""
