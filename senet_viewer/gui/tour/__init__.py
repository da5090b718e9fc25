"""The guided tour: steps that point at the window's real parts and read its real values."""
