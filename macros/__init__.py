"""Build side: the rubric in YAML becomes pages, assets and the command line."""
