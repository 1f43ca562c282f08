"""An evaluator of its own for whole editions: concrete facts in, exact points out, and the hull over all of them.

Written from the description of the rules, on plain data as it stands in YAML; it shares nothing with the core but
the words of the schema. Slow, and without a thought for words, forms or files.
"""
