"""From one edition of the criteria to the next: what each clause comes from, and what changed."""
