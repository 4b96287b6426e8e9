"""Trains the model of blocks: aligns pages with their truth, measures on sites held out, writes `classifier.json`."""
