"""Other people's programs, installed apart: generators of sites, and a reader of CycloneDX."""
