"""Files in: reader → mapping → values → matching → writing, each knowing nothing of the next."""
