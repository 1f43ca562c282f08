"""Word, Excel, CSV and JSON documents: made in both worlds, prepared and packed at build."""
