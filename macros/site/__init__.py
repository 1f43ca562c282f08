"""The site as a whole: what is generated for it, its scripts and policy, and building it with MkDocs."""
