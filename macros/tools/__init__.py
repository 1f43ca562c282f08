"""What every room of the build works with: Node, npm's packages, esbuild, and one cache."""
