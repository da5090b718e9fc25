"""The child process: reads requests, orders them, computes, answers. Never imports Qt."""
