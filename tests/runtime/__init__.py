"""The browser runtime, in real browsers and broken in every way."""
