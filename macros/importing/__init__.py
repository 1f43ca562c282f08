"""From a revised document to a draft of the next edition: what still applies is carried over to the letter."""
