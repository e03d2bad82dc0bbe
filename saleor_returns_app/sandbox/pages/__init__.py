"""The pages of the pretend world: the Dashboard, the shop and the mailbox."""
