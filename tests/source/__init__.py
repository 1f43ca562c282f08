"""Source documents: every way in which Word, WPS and Excel hold text."""
