"""What goes out of the suite as words: papers, texts and messages, from domain types alone."""
