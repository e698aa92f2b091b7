"""What the law says of a product, where a contract with its vendor decides."""
