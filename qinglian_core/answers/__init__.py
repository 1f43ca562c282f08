"""What a unit may answer: decoded strictly, and told in words."""
