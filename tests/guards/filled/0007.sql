insert into "installations" ("id", "slug", "api_url", "app_id", "token", "key_set", "saleor_version", "shop_name", "shop_address", "installed_at", "keys_fetched_at", "state", "removed_at", "disconnected_at", "looked_after_at", "features", "permissions") values ('1b5967c5-cb07-46a9-aafa-58b5d32f1dfe', '127-0-0-1-40667', 'http://127.0.0.1:40667/graphql/', 'QXBwOjI=', 'gAAAAABrA9WdeuvM23xwwDOAXEo64eZDU_ylV1TYWj3PydleNksoymW7FXnxkJePRUAJgVppIBUoE5WoO7xy6kjADdU2BBKDTBfJLSwmCm711FUOyDr0nBM=', '{"keys": [{"e": "AQAB", "n": "x0CzhBnjFqyOlBVWknFnen4sqRPsrK5SdtpXh3w7fI63Wrr4sy6oz1ZDgREe1ViWOc05vfSkX4CG1GhjoHvt7RYpd505xT2U2lHModlwjZ9UV4PDMApfTI2LyqI2jnN1Pa8Zuc-ImKRq29Qh0uoVjknFbRfj9_zofceSb6i8pCCntICC3iy1VatwT8jailZrp6UJdwMj6zWFv4wfJjeqo4Y2dGA3P2M0jFWPwIqTclVBaya1FdaM3_V5sTeAYGqcGNlv1-yQzuncWTYf0MNLgX_LK14miI3mbn6h4tA68xvmgVXitL5RO9EA6kjEBDRkMR7vDySjGO_oSnqQlfjT6w", "alg": "RS256", "kid": "rLlk1R2CBGyEUUnUXeRg_6XQeN_WQU35T9jmo1TSdcE", "kty": "RSA", "use": "sig", "key_ops": ["verify"]}]}'::jsonb, '3.23.28', 'Maison Fil', '{"area": "", "city": "LYON", "phone": "+33478000000", "company": "Maison Fil SAS", "country": "FR", "street_1": "8 quai Saint-Vincent", "street_2": "", "last_name": "", "first_name": "", "postal_code": "69001"}'::jsonb, '2026-11-23 05:56:45.048594+00:00'::timestamptz, '2026-11-23 05:56:45.048594+00:00'::timestamptz, 'active', NULL, NULL, '2026-11-23 05:56:52.140932+00:00'::timestamptz, '{}', '{HANDLE_PAYMENTS,MANAGE_ORDERS}');
insert into "rate_hits" ("key", "window_ends_at", "hits") values ('68f231470c252bd2d792a1635515daeddfde11a4a478e2b04687bbce6bf7308d', '2026-11-23 06:06:46.526889+00:00'::timestamptz, 1);
insert into "rate_hits" ("key", "window_ends_at", "hits") values ('abdf42ebf09a1c1d348bdfa47a59857d4970219eea82eed76b0658c062158668', '2026-11-23 06:06:46.526889+00:00'::timestamptz, 1);
insert into "deliveries" ("id", "installation_id", "event", "body", "digest", "received_at", "state", "applied_at") values ('f62f38db-4e04-4253-ac44-9b9fdf942ada', '1b5967c5-cb07-46a9-aafa-58b5d32f1dfe', 'order_confirmed', '\x7b225f5f747970656e616d65223a20224f72646572436f6e6669726d6564222c202276657273696f6e223a2022332e32332e3238222c20226973737565644174223a2022323032362d31312d32335430353a35363a34352e3337363334342b30303a3030222c2022726563697069656e74223a207b226964223a2022515842774f6a493d227d2c20226f72646572223a207b226964223a202254334a6b5a5849364d574668596a45785a4745745a6d56685a5330305a5456684c546c6a4f4749744d444d785a44646a5a545a695a544e6a222c20226e756d626572223a202231222c202263726561746564223a2022323032362d31312d32305430353a35363a34352e3337343936302b30303a3030222c2022757064617465644174223a2022323032362d31312d32315430353a35363a34352e3337343936302b30303a3030222c2022737461747573223a202246554c46494c4c4544222c202275736572456d61696c223a202263616d696c6c65406578616d706c652e636f6d222c202275736572223a207b226964223a202256584e6c636a6f784d44453d227d2c20226c616e6775616765436f6465456e756d223a20224652222c20227368697070696e674d6574686f644e616d65223a20225374616e64617264222c20226368616e6e656c223a207b226964223a202251326868626d356c62446f78222c2022736c7567223a20226575726f7065222c202263757272656e6379436f6465223a2022455552227d2c202262696c6c696e6741646472657373223a207b2266697273744e616d65223a202243616d696c6c65222c20226c6173744e616d65223a20224c617572656e74222c2022636f6d70616e794e616d65223a2022222c20227374726565744164647265737331223a202231322072756520646573204c696c6173222c20227374726565744164647265737332223a2022222c202263697479223a20224c594f4e222c2022636f756e74727941726561223a2022222c2022706f7374616c436f6465223a20223639303033222c202270686f6e65223a2022222c2022636f756e747279223a207b22636f6465223a20224652227d7d2c20227368697070696e6741646472657373223a207b2266697273744e616d65223a202243616d696c6c65222c20226c6173744e616d65223a20224c617572656e74222c2022636f6d70616e794e616d65223a2022222c20227374726565744164647265737331223a202231322072756520646573204c696c6173222c20227374726565744164647265737332223a2022222c202263697479223a20224c594f4e222c2022636f756e74727941726561223a2022222c2022706f7374616c436f6465223a20223639303033222c202270686f6e65223a2022222c2022636f756e747279223a207b22636f6465223a20224652227d7d2c2022746f74616c223a207b2267726f7373223a207b22616d6f756e74223a2033382e37332c202263757272656e6379223a2022455552227d2c20226e6574223a207b22616d6f756e74223a2033322e32382c202263757272656e6379223a2022455552227d7d2c20227368697070696e675072696365223a207b2267726f7373223a207b22616d6f756e74223a20362e302c202263757272656e6379223a2022455552227d2c20226e6574223a207b22616d6f756e74223a20352e302c202263757272656e6379223a2022455552227d7d2c20226c696e6573223a205b7b226964223a202254334a6b5a584a4d6157356c4f6a51325a5752684e6d51344c574e694e3251744e47593459693168595751774c575a694d444d324e446b774e47513159773d3d222c202270726f647563744e616d65223a2022576f76656e207363617266222c202276617269616e744e616d65223a20224f6e652073697a65222c202270726f64756374536b75223a202257532d4543482d4f4e45222c202270726f6475637456617269616e744964223a202255484a765a48566a64465a68636d6c68626e513656314d7452554e494c55394f52513d3d222c20227175616e74697479223a20312c202269735368697070696e675265717569726564223a20747275652c2022697347696674223a2066616c73652c2022756e69745072696365223a207b2267726f7373223a207b22616d6f756e74223a2033322e37332c202263757272656e6379223a2022455552227d2c20226e6574223a207b22616d6f756e74223a2032372e32382c202263757272656e6379223a2022455552227d7d2c2022746f74616c5072696365223a207b2267726f7373223a207b22616d6f756e74223a2033322e37332c202263757272656e6379223a2022455552227d2c20226e6574223a207b22616d6f756e74223a2032372e32382c202263757272656e6379223a2022455552227d7d2c20227468756d626e61696c223a207b2275726c223a2022687474703a2f2f3132372e302e302e313a34303636372f6d656469612f656368617270652e737667227d2c202276617269616e74223a207b226964223a202255484a765a48566a64465a68636d6c68626e513656314d7452554e494c55394f52513d3d222c202270726f64756374223a207b226964223a202255484a765a48566a6444706c59326868636e426c222c20226e616d65223a2022576f76656e207363617266222c202270726f6475637454797065223a207b226964223a202255484a765a48566a64465235634755364d513d3d222c20226b696e64223a20224e4f524d414c227d7d7d7d5d2c202266756c66696c6c6d656e7473223a205b7b226964223a2022526e56735a6d6c736247316c626e51364d513d3d222c2022737461747573223a202246554c46494c4c4544222c202263726561746564223a2022323032362d31312d32315430353a35363a34352e3337343936302b30303a3030222c2022747261636b696e674e756d626572223a202236413030303030303030303031222c20227368697070696e67526566756e646564416d6f756e74223a206e756c6c2c20226c696e6573223a205b7b226964223a2022526e56735a6d6c736247316c626e524d6157356c4f6a453d222c20227175616e74697479223a20312c20226f726465724c696e65223a207b226964223a202254334a6b5a584a4d6157356c4f6a51325a5752684e6d51344c574e694e3251744e47593459693168595751774c575a694d444d324e446b774e47513159773d3d227d7d5d7d5d2c20226772616e746564526566756e6473223a205b5d2c20227472616e73616374696f6e73223a205b7b226964223a202256484a68626e4e68593352706232354a644756744f6d55354d54646959324a6a4c545a6a5a6a4d744e4445794e4330354e3245784c546b314e6a5a6a4e7a5a6d4f47497a4d773d3d222c20226e616d65223a202243617264222c2022616374696f6e73223a205b22524546554e44225d2c202263686172676564416d6f756e74223a207b22616d6f756e74223a2033382e37332c202263757272656e6379223a2022455552227d2c2022726566756e646564416d6f756e74223a207b22616d6f756e74223a20302e302c202263757272656e6379223a2022455552227d2c2022726566756e6450656e64696e67416d6f756e74223a207b22616d6f756e74223a20302e302c202263757272656e6379223a2022455552227d7d5d7d7d'::bytea, 'f91feb30f57239b24dc5496bbaa85ed90543f5c39937a48a71e85951b8a445b6', '2026-11-23 05:56:45.502158+00:00'::timestamptz, 'applied', '2026-11-23 05:56:45.726276+00:00'::timestamptz);
insert into "order_feeds" ("installation_id", "seen_until", "looked_at", "backfill_since", "backfill_cursor", "backfill_read", "backfill_total", "backfilled_at", "last_found", "found") values ('1b5967c5-cb07-46a9-aafa-58b5d32f1dfe', '2026-11-23 05:54:45.048594+00:00'::timestamptz, '2026-11-23 05:56:45.048594+00:00'::timestamptz, '2026-11-23 05:56:45.048594+00:00'::timestamptz, '', 0, 0, '2026-11-23 05:56:45.048594+00:00'::timestamptz, 0, 0);
insert into "policy_versions" ("installation_id", "version", "document", "published_at", "author", "note") values ('1b5967c5-cb07-46a9-aafa-58b5d32f1dfe', 1, '{"rules": [{"id": "fee-fr", "name": "Return fee for FR", "then": {"fee": {"rate": 0, "payer": "customer", "amounts": [{"minor": 500, "currency": "EUR"}]}, "photo": null, "window": null, "message": null, "methods": null, "approval": null, "outcomes": null, "ship_with": null, "keep_below": null, "return_address": null, "restocking_rate": null, "credit_bonus_rate": null}, "when": {"of": "", "fact": "order.country", "currency": "", "operands": ["FR"], "operator": "is", "within_days": 0}, "is_on": true, "refuse": null, "source": "any"}], "reasons": ["too_small", "too_large", "does_not_suit", "not_as_described", "damaged", "wrong_item", "late", "other"], "defaults": {"fee": {"rate": 0, "payer": "customer", "amounts": []}, "photo": false, "window": {"days": 30, "starts": "fulfilled"}, "message": false, "methods": ["drop_off", "in_store"], "approval": false, "outcomes": ["refund", "store_credit"], "ship_with": "", "keep_below": [], "return_address": "", "restocking_rate": 0, "credit_bonus_rate": 0}, "informed": {"of_withdrawal": true, "of_return_cost": true}, "languages": ["en"], "time_zone": "UTC", "return_addresses": {"": {"area": "", "city": "Lyon", "phone": "", "company": "Maison Fil", "country": "FR", "street_1": "1 rue des Fils", "street_2": "", "last_name": "", "first_name": "", "postal_code": ""}}, "message_needed_for": ["other"]}'::jsonb, '2026-11-23 05:56:45.048594+00:00'::timestamptz, '', 'The policy that every shop starts with.');
insert into "return_numbers" ("installation_id", "year", "last") values ('1b5967c5-cb07-46a9-aafa-58b5d32f1dfe', 2026, 1);
insert into "orders" ("id", "installation_id", "saleor_id", "number", "email", "postal_codes", "placed_at", "policy_version", "snapshot", "read_at", "shipments", "customer_id", "customer_gone_at", "forgotten_at", "status", "facts") values ('a726e4a1-bd62-41cc-8093-8daa1c59ba17', '1b5967c5-cb07-46a9-aafa-58b5d32f1dfe', 'T3JkZXI6MWFhYjExZGEtZmVhZS00ZTVhLTljOGItMDMxZDdjZTZiZTNj', '1', 'camille@example.com', '{69003}', '2026-11-20 05:56:45.374960+00:00'::timestamptz, 1, '{"id": "T3JkZXI6MWFhYjExZGEtZmVhZS00ZTVhLTljOGItMDMxZDdjZTZiZTNj", "email": "camille@example.com", "facts": 1, "lines": [{"id": "T3JkZXJMaW5lOjQ2ZWRhNmQ4LWNiN2QtNGY4Yi1hYWQwLWZiMDM2NDkwNGQ1Yw==", "sku": "WS-ECH-ONE", "total": {"minor": 3273, "currency": "EUR"}, "is_gift": false, "metadata": {}, "quantity": 1, "exclusion": null, "total_net": {"minor": 2728, "currency": "EUR"}, "attributes": {"size": ["one-size", "One size"], "material": ["wool", "silk"]}, "categories": ["accessories", "fashion"], "product_id": "UHJvZHVjdDplY2hhcnBl", "unit_price": {"minor": 3273, "currency": "EUR"}, "variant_id": "UHJvZHVjdFZhcmlhbnQ6V1MtRUNILU9ORQ==", "collections": ["made-in-france", "winter"], "is_gift_card": false, "product_name": "Woven scarf", "product_type": "goods", "variant_name": "One size", "weight_grams": 160, "is_discounted": false, "thumbnail_url": "http://127.0.0.1:40667/media/echarpe.svg", "is_shipping_required": true}], "total": {"minor": 3873, "currency": "EUR"}, "number": "1", "status": "RETURNED", "channel": "europe", "voucher": "", "currency": "EUR", "language": "FR", "metadata": {}, "shipping": {"minor": 600, "currency": "EUR"}, "placed_at": "2026-11-20T05:56:45.374960+00:00", "updated_at": "2026-11-23T05:56:51.968481+00:00", "customer_id": "VXNlcjoxMDE=", "fulfillments": [{"id": "RnVsZmlsbG1lbnQ6Mg==", "lines": [{"id": "RnVsZmlsbG1lbnRMaW5lOjI=", "quantity": 1, "order_line_id": "T3JkZXJMaW5lOjQ2ZWRhNmQ4LWNiN2QtNGY4Yi1hYWQwLWZiMDM2NDkwNGQ1Yw=="}], "status": "RETURNED", "delivered": null, "created_at": "2026-11-23T05:56:50.070292+00:00", "tracking_number": "", "shipping_refunded": null}], "transactions": [{"id": "VHJhbnNhY3Rpb25JdGVtOmU5MTdiY2JjLTZjZjMtNDEyNC05N2ExLTk1NjZjNzZmOGIzMw==", "actions": ["REFUND"], "charged": {"minor": 500, "currency": "EUR"}, "refunded": {"minor": 3373, "currency": "EUR"}, "refund_pending": {"minor": 0, "currency": "EUR"}}], "is_discounted": false, "billing_address": {"area": "", "city": "LYON", "phone": "", "company": "", "country": "FR", "street_1": "12 rue des Lilas", "street_2": "", "last_name": "Laurent", "first_name": "Camille", "postal_code": "69003"}, "granted_refunds": [{"id": "T3JkZXJHcmFudGVkUmVmdW5kOjE=", "lines": [{"quantity": 1, "order_line_id": "T3JkZXJMaW5lOjQ2ZWRhNmQ4LWNiN2QtNGY4Yi1hYWQwLWZiMDM2NDkwNGQ1Yw=="}], "amount": {"minor": 3373, "currency": "EUR"}, "events": [{"type": "REFUND_SUCCESS", "amount": {"minor": 3373, "currency": "EUR"}, "created_at": "2026-11-23T05:56:50.953398+00:00", "psp_reference": "psp-refund-a852bd409323484f"}, {"type": "REFUND_REQUEST", "amount": {"minor": 3373, "currency": "EUR"}, "created_at": "2026-11-23T05:56:50.951578+00:00", "psp_reference": "psp-refund-a852bd409323484f"}], "reason": "[R-2026-000001] Return", "status": "SUCCESS", "transaction_id": "VHJhbnNhY3Rpb25JdGVtOmU5MTdiY2JjLTZjZjMtNDEyNC05N2ExLTk1NjZjNzZmOGIzMw==", "shipping_included": true}], "shipping_method": "Standard", "shipping_address": {"area": "", "city": "LYON", "phone": "", "company": "", "country": "FR", "street_1": "12 rue des Lilas", "street_2": "", "last_name": "Laurent", "first_name": "Camille", "postal_code": "69003"}, "customer_metadata": {"customer_group": "club"}, "paid_by_gift_card": false}'::jsonb, '2026-11-23 05:56:52.014797+00:00'::timestamptz, '[{"delivered": null, "shipped_at": "2026-11-21T05:56:45.374960+00:00", "fulfillment_id": "RnVsZmlsbG1lbnQ6MQ==", "tracking_number": "6A00000000001"}]'::jsonb, 'VXNlcjoxMDE=', NULL, NULL, 'RETURNED', 1);
insert into "returns" ("id", "installation_id", "order_id", "number", "version", "requested_at", "door", "quote_id", "wish", "status", "parcel_status", "money_status", "tab", "label", "rejection_reason", "problem", "goods_written", "granted_refund_id", "settled_reference", "decided_at", "received_at", "refunded_at", "closed_at") values ('7f2f1224-58dc-40ed-a988-f6cf58f5cd7a', '1b5967c5-cb07-46a9-aafa-58b5d32f1dfe', 'a726e4a1-bd62-41cc-8093-8daa1c59ba17', 'R-2026-000001', 7, '2026-11-23 05:56:46.709350+00:00'::timestamptz, 'portal', '34867ec3-efc9-485e-b0ec-586441f96961', '{"lines": [{"photos": [], "reason": "too_small", "message": "", "quantity": 1, "order_line_id": "T3JkZXJMaW5lOjQ2ZWRhNmQ4LWNiN2QtNGY4Yi1hYWQwLWZiMDM2NDkwNGQ1Yw=="}], "offer": {"fee": {"payer": "customer", "amount": {"minor": 500, "currency": "EUR"}, "because": {"code": "fee", "cause": "rule", "facts": {}, "track": "policy", "article": "", "message": {"by_language": {}}, "rule_id": "fee-fr", "rule_name": "Return fee for FR", "policy_version": 1}}, "track": "statutory", "method": "drop_off", "outcome": "refund", "fee_rate": 0, "required": [], "ship_with": "", "return_address": "", "restocking_rate": 0, "credit_bonus_rate": 0}, "method": "drop_off", "outcome": "refund", "breakdown": {"parts": [{"kind": "goods", "amount": {"minor": 3273, "currency": "EUR"}, "line_id": "T3JkZXJMaW5lOjQ2ZWRhNmQ4LWNiN2QtNGY4Yi1hYWQwLWZiMDM2NDkwNGQ1Yw==", "quantity": 1}, {"kind": "original_shipping", "amount": {"minor": 600, "currency": "EUR"}, "line_id": "", "quantity": 0}, {"kind": "return_fee", "amount": {"minor": -500, "currency": "EUR"}, "line_id": "", "quantity": 0}], "total": {"minor": 3373, "currency": "EUR"}, "uncovered": {"minor": 0, "currency": "EUR"}}, "policy_version": 1}'::jsonb, 'completed', 'delivered', 'refunded', 'completed', '{"carrier": "offline", "file_id": "566eeb9b-8302-55d0-8701-ec784940e885", "tracking_number": "R2026000001J"}'::jsonb, '', '', true, 'T3JkZXJHcmFudGVkUmVmdW5kOjE=', '', '2026-11-23 05:56:46.709350+00:00'::timestamptz, '2026-11-23 05:56:49.776204+00:00'::timestamptz, '2026-11-23 05:56:51.723554+00:00'::timestamptz, '2026-11-23 05:56:51.723554+00:00'::timestamptz);
insert into "case_events" ("case_id", "sequence", "kind", "at", "actor_kind", "actor_name", "facts", "previous", "digest") values ('7f2f1224-58dc-40ed-a988-f6cf58f5cd7a', 1, 'requested', '2026-11-23 05:56:46.709350+00:00'::timestamptz, 'customer', '', '{"door": "portal", "number": "R-2026-000001"}'::jsonb, '', 'fefdcc397447fa21fe05b7c16ed80d2fa44b8b8305b319965215eddcd056dd68');
insert into "case_events" ("case_id", "sequence", "kind", "at", "actor_kind", "actor_name", "facts", "previous", "digest") values ('7f2f1224-58dc-40ed-a988-f6cf58f5cd7a', 2, 'approved', '2026-11-23 05:56:46.709350+00:00'::timestamptz, 'system', '', '{}'::jsonb, 'fefdcc397447fa21fe05b7c16ed80d2fa44b8b8305b319965215eddcd056dd68', '35377f3dd72437c1f0c6e718f23e54ad5294dd6cf0471daae0372173310d4f0f');
insert into "case_events" ("case_id", "sequence", "kind", "at", "actor_kind", "actor_name", "facts", "previous", "digest") values ('7f2f1224-58dc-40ed-a988-f6cf58f5cd7a', 3, 'label_ordered', '2026-11-23 05:56:46.709350+00:00'::timestamptz, 'system', '', '{}'::jsonb, '35377f3dd72437c1f0c6e718f23e54ad5294dd6cf0471daae0372173310d4f0f', '87dd20173b502b32ce860e95b25decf0fc46b4762862d5af2fd89ec229085eb9');
insert into "case_events" ("case_id", "sequence", "kind", "at", "actor_kind", "actor_name", "facts", "previous", "digest") values ('7f2f1224-58dc-40ed-a988-f6cf58f5cd7a', 4, 'noted_in_saleor', '2026-11-23 05:56:46.862087+00:00'::timestamptz, 'system', '', '{"step": "approval_note"}'::jsonb, '87dd20173b502b32ce860e95b25decf0fc46b4762862d5af2fd89ec229085eb9', '059613804b117ca981d4711bac793932711887948652cd19ad78f13383331c6c');
insert into "case_events" ("case_id", "sequence", "kind", "at", "actor_kind", "actor_name", "facts", "previous", "digest") values ('7f2f1224-58dc-40ed-a988-f6cf58f5cd7a', 5, 'noted_in_saleor', '2026-11-23 05:56:47.718703+00:00'::timestamptz, 'system', '', '{"step": "metadata"}'::jsonb, '059613804b117ca981d4711bac793932711887948652cd19ad78f13383331c6c', '1430ad89193b56952f9bbe8cb1ef198051a41a0e1ad9dbc94ba107dc8fb21919');
insert into "case_events" ("case_id", "sequence", "kind", "at", "actor_kind", "actor_name", "facts", "previous", "digest") values ('7f2f1224-58dc-40ed-a988-f6cf58f5cd7a', 6, 'label_made', '2026-11-23 05:56:46.886076+00:00'::timestamptz, 'system', '', '{"carrier": "offline", "file_id": "566eeb9b-8302-55d0-8701-ec784940e885", "tracking_number": "R2026000001J"}'::jsonb, '1430ad89193b56952f9bbe8cb1ef198051a41a0e1ad9dbc94ba107dc8fb21919', 'e9a9ff6ee2144fbd1417b4f685a64818b8aeef2f01d85992388232f448cc714f');
insert into "case_events" ("case_id", "sequence", "kind", "at", "actor_kind", "actor_name", "facts", "previous", "digest") values ('7f2f1224-58dc-40ed-a988-f6cf58f5cd7a', 7, 'mail_sent', '2026-11-23 05:56:49.590915+00:00'::timestamptz, 'system', '', '{"message": "label"}'::jsonb, 'e9a9ff6ee2144fbd1417b4f685a64818b8aeef2f01d85992388232f448cc714f', 'e22c8c1fde5640f386e8faae3955768881f774818f9817ad76c4bd45c189a134');
insert into "case_events" ("case_id", "sequence", "kind", "at", "actor_kind", "actor_name", "facts", "previous", "digest") values ('7f2f1224-58dc-40ed-a988-f6cf58f5cd7a', 8, 'received', '2026-11-23 05:56:49.776204+00:00'::timestamptz, 'staff', 'clerk@example.com', '{}'::jsonb, 'e22c8c1fde5640f386e8faae3955768881f774818f9817ad76c4bd45c189a134', 'ff0075d23636c15d3728ad7e2fc41166ce8246e7ab19cb21e11602ca6cf83024');
insert into "case_events" ("case_id", "sequence", "kind", "at", "actor_kind", "actor_name", "facts", "previous", "digest") values ('7f2f1224-58dc-40ed-a988-f6cf58f5cd7a', 9, 'goods_written', '2026-11-23 05:56:49.898591+00:00'::timestamptz, 'system', '', '{"step": "return_products"}'::jsonb, 'ff0075d23636c15d3728ad7e2fc41166ce8246e7ab19cb21e11602ca6cf83024', '3058949b5e87fc2e98ffc2ec01dcb0d137340ec2d5b2f7665daa84f0e2e69a70');
insert into "case_events" ("case_id", "sequence", "kind", "at", "actor_kind", "actor_name", "facts", "previous", "digest") values ('7f2f1224-58dc-40ed-a988-f6cf58f5cd7a', 10, 'refund_ordered', '2026-11-23 05:56:50.459014+00:00'::timestamptz, 'staff', 'clerk@example.com', '{}'::jsonb, '3058949b5e87fc2e98ffc2ec01dcb0d137340ec2d5b2f7665daa84f0e2e69a70', '596005e8e79f73831a345fd43461b8985df9f0b6d28146561371da531e6572b1');
insert into "case_events" ("case_id", "sequence", "kind", "at", "actor_kind", "actor_name", "facts", "previous", "digest") values ('7f2f1224-58dc-40ed-a988-f6cf58f5cd7a', 11, 'refund_granted', '2026-11-23 05:56:50.635861+00:00'::timestamptz, 'system', '', '{"granted_refund_id": "T3JkZXJHcmFudGVkUmVmdW5kOjE="}'::jsonb, '596005e8e79f73831a345fd43461b8985df9f0b6d28146561371da531e6572b1', '48d309bc9253651b05dbb6c8047d6ea46db732e760ba5f93e16a2f725807c4e6');
insert into "case_events" ("case_id", "sequence", "kind", "at", "actor_kind", "actor_name", "facts", "previous", "digest") values ('7f2f1224-58dc-40ed-a988-f6cf58f5cd7a', 12, 'refunded', '2026-11-23 05:56:51.723554+00:00'::timestamptz, 'system', '', '{}'::jsonb, '48d309bc9253651b05dbb6c8047d6ea46db732e760ba5f93e16a2f725807c4e6', '0dd44712c608fb1ac71c32c7556a4a088d6dafcb51173c6e4e51028bde979091');
insert into "case_events" ("case_id", "sequence", "kind", "at", "actor_kind", "actor_name", "facts", "previous", "digest") values ('7f2f1224-58dc-40ed-a988-f6cf58f5cd7a', 13, 'completed', '2026-11-23 05:56:51.723554+00:00'::timestamptz, 'system', '', '{}'::jsonb, '0dd44712c608fb1ac71c32c7556a4a088d6dafcb51173c6e4e51028bde979091', 'adbc96ba3e2fa63b4402a67deb7a4dc0cae3d3d9a7d3c69f32750eb93cf4e010');
insert into "case_events" ("case_id", "sequence", "kind", "at", "actor_kind", "actor_name", "facts", "previous", "digest") values ('7f2f1224-58dc-40ed-a988-f6cf58f5cd7a', 14, 'noted_in_saleor', '2026-11-23 05:56:51.947263+00:00'::timestamptz, 'system', '', '{"step": "refund_note"}'::jsonb, 'adbc96ba3e2fa63b4402a67deb7a4dc0cae3d3d9a7d3c69f32750eb93cf4e010', 'b60ace67bfad1ddb24980d3c6d3fb5af73426deccb4ef251e36b50a77ed9677f');
insert into "case_events" ("case_id", "sequence", "kind", "at", "actor_kind", "actor_name", "facts", "previous", "digest") values ('7f2f1224-58dc-40ed-a988-f6cf58f5cd7a', 15, 'mail_sent', '2026-11-23 05:56:51.943141+00:00'::timestamptz, 'system', '', '{"message": "refunded"}'::jsonb, 'b60ace67bfad1ddb24980d3c6d3fb5af73426deccb4ef251e36b50a77ed9677f', '41cba471f6f0f1cdc6308742a951c20261f4ebdcf04c3842c282adfff7180fc3');
insert into "files" ("id", "installation_id", "case_id", "name", "media_type", "size", "sha256", "created_at", "order_id") values ('566eeb9b-8302-55d0-8701-ec784940e885', '1b5967c5-cb07-46a9-aafa-58b5d32f1dfe', '7f2f1224-58dc-40ed-a988-f6cf58f5cd7a', 'R-2026-000001.pdf', 'application/pdf', 21843, '978d2c4beee36ac84fa67ea70707b754c0f2d82c442a7ea5aae6cda1cb29be0e', '2026-11-23 05:56:46.886076+00:00'::timestamptz, NULL);
insert into "messages" ("id", "installation_id", "case_id", "kind", "recipient", "subject", "text", "html", "attachment_id", "attachment_name", "created_at", "sent_at") values ('71ca08c3-1044-4782-bef4-c0106736d83e', '1b5967c5-cb07-46a9-aafa-58b5d32f1dfe', '7f2f1224-58dc-40ed-a988-f6cf58f5cd7a', 'label', 'camille@example.com', 'Retour R-2026-000001 : Votre étiquette de retour', 'Votre étiquette de retour
Numéro de retour : R-2026-000001

Bonjour Camille Laurent,

Votre retour de la commande 1 est accepté. L’étiquette de retour est jointe à cet e-mail au format PDF.

Imprimez-la, collez la première page sur le colis et glissez la deuxième à l’intérieur. Déposez ensuite le colis.

Vos articles
  1 × Woven scarf · One size

  Articles retournés   32,73 €
  Livraison initiale    6,00 €
  Frais de retour     − 5,00 €
  ----------------------------
  Remboursement        33,73 €

Voir votre retour
http://returns.test/portal/127-0-0-1-40667/?order=1&lang=fr

Maison Fil
', '<!doctype html>
<html lang="fr">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <title>Retour R-2026-000001 : Votre étiquette de retour</title>
</head>
<body style="margin:0;padding:0;background:#f3f4f6">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="background:#f3f4f6">
<tr><td align="center" style="padding:32px 12px">
  <table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="max-width:560px;background:#ffffff;border:1px solid #e5e7eb;border-radius:12px;font-family:-apple-system,BlinkMacSystemFont,&#39;Segoe UI&#39;,Roboto,Helvetica,Arial,sans-serif">
    <tr><td style="padding:28px 32px 0">
      <p style="margin:0 0 20px;font-size:14px;line-height:20px;font-weight:600;color:#52606d">Maison Fil</p>
      <h1 style="margin:0;font-size:24px;line-height:32px;font-weight:700;color:#111827">Votre étiquette de retour</h1>
      <p style="margin:8px 0 0;font-size:14px;line-height:20px;color:#52606d">Numéro de retour : R-2026-000001</p>
    </td></tr>
    <tr><td style="padding:20px 32px 0;font-size:16px;line-height:25px;color:#1f2933">
      <p style="margin:0 0 14px">Bonjour Camille Laurent,</p>
      <p style="margin:0 0 14px">Votre retour de la commande 1 est accepté. L’étiquette de retour est jointe à cet e-mail au format PDF.</p>
      <p style="margin:0 0 14px">Imprimez-la, collez la première page sur le colis et glissez la deuxième à l’intérieur. Déposez ensuite le colis.</p>
    </td></tr>
    <tr><td style="padding:12px 32px 0">
      <h2 style="margin:0 0 8px;font-size:14px;line-height:20px;font-weight:600;color:#52606d">Vos articles</h2>
      <table role="presentation" width="100%" cellpadding="0" cellspacing="0">
        <tr>
          <td valign="top" style="padding:8px 0;border-top:1px solid #e5e7eb;font-size:15px;line-height:22px;color:#1f2933;width:44px;white-space:nowrap">1 ×</td>
          <td style="padding:8px 0;border-top:1px solid #e5e7eb;font-size:15px;line-height:22px;color:#1f2933">Woven scarf · One size</td>
        </tr>
      </table>
    </td></tr>
    <tr><td style="padding:20px 32px 0">
      <table width="100%" cellpadding="0" cellspacing="0">
        <tr>
          <th scope="row" align="left" style="padding:8px 0;border-top:1px solid #e5e7eb;font-size:15px;line-height:22px;color:#1f2933;font-weight:400">Articles retournés</th>
          <td align="right" style="padding:8px 0;border-top:1px solid #e5e7eb;font-size:15px;line-height:22px;color:#1f2933;white-space:nowrap;font-weight:400">32,73 €</td>
        </tr>
        <tr>
          <th scope="row" align="left" style="padding:8px 0;border-top:1px solid #e5e7eb;font-size:15px;line-height:22px;color:#1f2933;font-weight:400">Livraison initiale</th>
          <td align="right" style="padding:8px 0;border-top:1px solid #e5e7eb;font-size:15px;line-height:22px;color:#1f2933;white-space:nowrap;font-weight:400">6,00 €</td>
        </tr>
        <tr>
          <th scope="row" align="left" style="padding:8px 0;border-top:1px solid #e5e7eb;font-size:15px;line-height:22px;color:#1f2933;font-weight:400">Frais de retour</th>
          <td align="right" style="padding:8px 0;border-top:1px solid #e5e7eb;font-size:15px;line-height:22px;color:#1f2933;white-space:nowrap;font-weight:400">− 5,00 €</td>
        </tr>
        <tr>
          <th scope="row" align="left" style="padding:8px 0;border-top:1px solid #e5e7eb;font-size:15px;line-height:22px;color:#1f2933;font-weight:700">Remboursement</th>
          <td align="right" style="padding:8px 0;border-top:1px solid #e5e7eb;font-size:15px;line-height:22px;color:#1f2933;white-space:nowrap;font-weight:700">33,73 €</td>
        </tr>
      </table>
    </td></tr>
    <tr><td style="padding:28px 32px 32px">
      <a href="http://returns.test/portal/127-0-0-1-40667/?order=1&amp;lang=fr" style="display:inline-block;padding:12px 22px;border-radius:8px;background:#1d4f91;color:#ffffff;font-size:16px;line-height:24px;font-weight:600;text-decoration:none">Voir votre retour</a>
    </td></tr>
  </table>
</td></tr>
</table>
</body>
</html>', '566eeb9b-8302-55d0-8701-ec784940e885', 'R-2026-000001.pdf', '2026-11-23 05:56:46.886076+00:00'::timestamptz, '2026-11-23 05:56:49.590915+00:00'::timestamptz);
insert into "messages" ("id", "installation_id", "case_id", "kind", "recipient", "subject", "text", "html", "attachment_id", "attachment_name", "created_at", "sent_at") values ('465dae97-7763-492b-8bfe-d4b34c42ab08', '1b5967c5-cb07-46a9-aafa-58b5d32f1dfe', '7f2f1224-58dc-40ed-a988-f6cf58f5cd7a', 'refunded', 'camille@example.com', 'Retour R-2026-000001 : Votre remboursement est en route', 'Votre remboursement est en route
Numéro de retour : R-2026-000001

Bonjour Camille Laurent,

Nous vous avons remboursé 33,73 € pour votre retour de la commande 1.

L’argent vous revient par le moyen de paiement que vous avez utilisé. Selon votre banque, il apparaît sous quelques jours.

Vos articles
  1 × Woven scarf · One size

  Articles retournés   32,73 €
  Livraison initiale    6,00 €
  Frais de retour     − 5,00 €
  ----------------------------
  Remboursement        33,73 €

Voir votre retour
http://returns.test/portal/127-0-0-1-40667/?order=1&lang=fr

Maison Fil
', '<!doctype html>
<html lang="fr">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <title>Retour R-2026-000001 : Votre remboursement est en route</title>
</head>
<body style="margin:0;padding:0;background:#f3f4f6">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="background:#f3f4f6">
<tr><td align="center" style="padding:32px 12px">
  <table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="max-width:560px;background:#ffffff;border:1px solid #e5e7eb;border-radius:12px;font-family:-apple-system,BlinkMacSystemFont,&#39;Segoe UI&#39;,Roboto,Helvetica,Arial,sans-serif">
    <tr><td style="padding:28px 32px 0">
      <p style="margin:0 0 20px;font-size:14px;line-height:20px;font-weight:600;color:#52606d">Maison Fil</p>
      <h1 style="margin:0;font-size:24px;line-height:32px;font-weight:700;color:#111827">Votre remboursement est en route</h1>
      <p style="margin:8px 0 0;font-size:14px;line-height:20px;color:#52606d">Numéro de retour : R-2026-000001</p>
    </td></tr>
    <tr><td style="padding:20px 32px 0;font-size:16px;line-height:25px;color:#1f2933">
      <p style="margin:0 0 14px">Bonjour Camille Laurent,</p>
      <p style="margin:0 0 14px">Nous vous avons remboursé 33,73 € pour votre retour de la commande 1.</p>
      <p style="margin:0 0 14px">L’argent vous revient par le moyen de paiement que vous avez utilisé. Selon votre banque, il apparaît sous quelques jours.</p>
    </td></tr>
    <tr><td style="padding:12px 32px 0">
      <h2 style="margin:0 0 8px;font-size:14px;line-height:20px;font-weight:600;color:#52606d">Vos articles</h2>
      <table role="presentation" width="100%" cellpadding="0" cellspacing="0">
        <tr>
          <td valign="top" style="padding:8px 0;border-top:1px solid #e5e7eb;font-size:15px;line-height:22px;color:#1f2933;width:44px;white-space:nowrap">1 ×</td>
          <td style="padding:8px 0;border-top:1px solid #e5e7eb;font-size:15px;line-height:22px;color:#1f2933">Woven scarf · One size</td>
        </tr>
      </table>
    </td></tr>
    <tr><td style="padding:20px 32px 0">
      <table width="100%" cellpadding="0" cellspacing="0">
        <tr>
          <th scope="row" align="left" style="padding:8px 0;border-top:1px solid #e5e7eb;font-size:15px;line-height:22px;color:#1f2933;font-weight:400">Articles retournés</th>
          <td align="right" style="padding:8px 0;border-top:1px solid #e5e7eb;font-size:15px;line-height:22px;color:#1f2933;white-space:nowrap;font-weight:400">32,73 €</td>
        </tr>
        <tr>
          <th scope="row" align="left" style="padding:8px 0;border-top:1px solid #e5e7eb;font-size:15px;line-height:22px;color:#1f2933;font-weight:400">Livraison initiale</th>
          <td align="right" style="padding:8px 0;border-top:1px solid #e5e7eb;font-size:15px;line-height:22px;color:#1f2933;white-space:nowrap;font-weight:400">6,00 €</td>
        </tr>
        <tr>
          <th scope="row" align="left" style="padding:8px 0;border-top:1px solid #e5e7eb;font-size:15px;line-height:22px;color:#1f2933;font-weight:400">Frais de retour</th>
          <td align="right" style="padding:8px 0;border-top:1px solid #e5e7eb;font-size:15px;line-height:22px;color:#1f2933;white-space:nowrap;font-weight:400">− 5,00 €</td>
        </tr>
        <tr>
          <th scope="row" align="left" style="padding:8px 0;border-top:1px solid #e5e7eb;font-size:15px;line-height:22px;color:#1f2933;font-weight:700">Remboursement</th>
          <td align="right" style="padding:8px 0;border-top:1px solid #e5e7eb;font-size:15px;line-height:22px;color:#1f2933;white-space:nowrap;font-weight:700">33,73 €</td>
        </tr>
      </table>
    </td></tr>
    <tr><td style="padding:28px 32px 32px">
      <a href="http://returns.test/portal/127-0-0-1-40667/?order=1&amp;lang=fr" style="display:inline-block;padding:12px 22px;border-radius:8px;background:#1d4f91;color:#ffffff;font-size:16px;line-height:24px;font-weight:600;text-decoration:none">Voir votre retour</a>
    </td></tr>
  </table>
</td></tr>
</table>
</body>
</html>', '', '', '2026-11-23 05:56:51.723554+00:00'::timestamptz, '2026-11-23 05:56:51.943141+00:00'::timestamptz);
insert into "operations" ("case_id", "step", "state", "planned_at", "sent_at", "done_at", "facts", "result") values ('7f2f1224-58dc-40ed-a988-f6cf58f5cd7a', 'approval_note', 'done', '2026-11-23 05:56:46.862087+00:00'::timestamptz, '2026-11-23 05:56:46.862087+00:00'::timestamptz, '2026-11-23 05:56:46.862087+00:00'::timestamptz, '{}'::jsonb, '');
insert into "operations" ("case_id", "step", "state", "planned_at", "sent_at", "done_at", "facts", "result") values ('7f2f1224-58dc-40ed-a988-f6cf58f5cd7a', 'metadata', 'done', '2026-11-23 05:56:47.718703+00:00'::timestamptz, '2026-11-23 05:56:47.718703+00:00'::timestamptz, '2026-11-23 05:56:47.718703+00:00'::timestamptz, '{}'::jsonb, '');
insert into "operations" ("case_id", "step", "state", "planned_at", "sent_at", "done_at", "facts", "result") values ('7f2f1224-58dc-40ed-a988-f6cf58f5cd7a', 'return_products', 'done', '2026-11-23 05:56:49.898591+00:00'::timestamptz, '2026-11-23 05:56:49.898591+00:00'::timestamptz, '2026-11-23 05:56:49.898591+00:00'::timestamptz, '{"lines": [["RnVsZmlsbG1lbnRMaW5lOjE=", 1]], "before": {"T3JkZXJMaW5lOjQ2ZWRhNmQ4LWNiN2QtNGY4Yi1hYWQwLWZiMDM2NDkwNGQ1Yw==": 0}}'::jsonb, '');
insert into "operations" ("case_id", "step", "state", "planned_at", "sent_at", "done_at", "facts", "result") values ('7f2f1224-58dc-40ed-a988-f6cf58f5cd7a', 'grant', 'done', '2026-11-23 05:56:50.635861+00:00'::timestamptz, '2026-11-23 05:56:50.635861+00:00'::timestamptz, '2026-11-23 05:56:50.635861+00:00'::timestamptz, '{"transaction": "VHJhbnNhY3Rpb25JdGVtOmU5MTdiY2JjLTZjZjMtNDEyNC05N2ExLTk1NjZjNzZmOGIzMw=="}'::jsonb, 'T3JkZXJHcmFudGVkUmVmdW5kOjE=');
insert into "operations" ("case_id", "step", "state", "planned_at", "sent_at", "done_at", "facts", "result") values ('7f2f1224-58dc-40ed-a988-f6cf58f5cd7a', 'request_refund', 'done', '2026-11-23 05:56:50.635861+00:00'::timestamptz, '2026-11-23 05:56:50.635861+00:00'::timestamptz, '2026-11-23 05:56:50.635861+00:00'::timestamptz, '{"before": 0}'::jsonb, '');
insert into "operations" ("case_id", "step", "state", "planned_at", "sent_at", "done_at", "facts", "result") values ('7f2f1224-58dc-40ed-a988-f6cf58f5cd7a', 'refund_note', 'done', '2026-11-23 05:56:51.947263+00:00'::timestamptz, '2026-11-23 05:56:51.947263+00:00'::timestamptz, '2026-11-23 05:56:51.947263+00:00'::timestamptz, '{}'::jsonb, '');
