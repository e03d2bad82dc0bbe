"""The merchant's rules at the desk: versions, drafts, trying, replaying, publishing."""
