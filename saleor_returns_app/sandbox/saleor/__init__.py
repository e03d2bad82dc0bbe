"""The pretend Saleor: its data, its GraphQL API, its webhooks and how it installs an app."""
