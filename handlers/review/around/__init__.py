"""What a paper says beside the ten: terms of concern, AI, the facts of the contract, and papers that it refers to."""
