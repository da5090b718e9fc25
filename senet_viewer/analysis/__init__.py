"""What several passes, or a look inside one, tell of a network and an image."""
