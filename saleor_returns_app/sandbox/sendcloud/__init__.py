"""A pretend Sendcloud: answers as the real one does, makes labels after a while, sends webhooks."""
