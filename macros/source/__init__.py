"""Whether an edition says what its source says, character by character."""
