"""The criteria as frozen values, what turns plain data into them, and what is derived from them alone."""
