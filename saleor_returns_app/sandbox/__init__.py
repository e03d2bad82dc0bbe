"""The pretend world: a Saleor, its Dashboard, a shop and a mailbox, for the demo and the tests.

`server.create_sandbox(SandboxSettings(...))` returns it as a Flask app; production never imports this package.

What stands where: `/graphql/` and `/.well-known/jwks.json` are Saleor, `/dashboard/` its Dashboard, which frames
the installed app, `/shop/` a storefront, `/mailbox/` the mails in a Maildir, `/media/` the product pictures.

`/control/` is for the demo runner, answers JSON, and only to callers on the same machine:

- `GET /control/state`: `installed`, `app_id`, `manifest_url`, `api_url`, `shop_slug`, `orders`, ...
- `POST /control/install` `{"manifest_url", "again": false}`: installs the app by the real handshake; 201 when it was
  installed now, 200 with `already` when it is there, 422 with `error`, the sentence that a merchant would read.
  `again` installs anew: another app id, another token, and the old token is worth nothing.
- `POST /control/shop` `{"slug"}`: the name of this shop in the addresses of the portal, for the shop's links.
- `POST /control/demo-orders`: places the demo orders once; `already` says that they are there.
- `POST /control/payment-behaviour` `{"behaviour", "order": null}`: how refunds go, by default or for one order.
"""
