"""The model that reads questions on the law: what is asked, and which facts are asserted or denied."""
