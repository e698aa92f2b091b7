"""What is asked beside the topics: passages and acts by number, initials, other laws, Spanish, students' data."""
