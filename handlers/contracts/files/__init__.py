"""The contract's own file, and the vendor's confirmation of deletion."""
