insert into "installations" ("id", "slug", "api_url", "app_id", "token", "key_set", "saleor_version", "shop_name", "shop_address", "installed_at", "keys_fetched_at") values ('02d70e0e-ad22-4c09-8e01-b419acd96801', '127-0-0-1-37867', 'http://127.0.0.1:37867/graphql/', 'QXBwOjI=', 'gAAAAABrA3lbl9b1yAGQXEWYzJ5l6CoNEbakdfibsCX17Qzbd2QwZV87oT2rRPG3UNrTdvpE5QMguF7Y_IXF60zUgw0tYe71st88swIAV3CYN_efdCt0zgs=', '{"keys": [{"e": "AQAB", "n": "5-XGHb__wGxGJHc6vkAgUJ0X1yRjFFJmThDrs310NQSVa3QUrU30RJ8oS5iX49MFCRluah3ucywkhiKuVWjhXQZ1e6YvbaXfsZuwD_xDOFZo-kYTfG6CSXFuX_l7Xg5tf0uqf_c2W22Ry4KQNm9MddBjatzZobY3fCi8qs2y0t6Yam6jCQtnnb7j9SfdUSCHje5YF10YtrfB1zpmvCXtA3NCU62fftPFShHmdbc9VaMJmQJYBs8e6DvA-3vdBddaXQn0CfKHQoa90XBwtQ_3BRN2SB7Ky1k9uhxOLOmAfSvRYFGvVfZ30Y2NFaFL3JCGyEugQ999ffZZKnR65ti55w", "alg": "RS256", "kid": "bGGvp6BVUAc7yqmW-_OnYuWpn7sHB_YvUnOgYTZ8yT0", "kty": "RSA", "use": "sig", "key_ops": ["verify"]}]}'::jsonb, '3.23.28', 'Maison Fil', '{"area": "", "city": "LYON", "phone": "+33478000000", "company": "Maison Fil SAS", "country": "FR", "street_1": "8 quai Saint-Vincent", "street_2": "", "last_name": "", "first_name": "", "postal_code": "69001"}'::jsonb, '2026-11-22 23:23:07.377948+00:00'::timestamptz, '2026-11-22 23:23:07.377948+00:00'::timestamptz);
insert into "rate_hits" ("key", "window_ends_at", "hits") values ('868025ddad55286ce0dd85464276bdf93c87b09d15d2c9f8ceb2dcccf4ecc1ad', '2026-11-22 23:33:07.923488+00:00'::timestamptz, 1);
insert into "rate_hits" ("key", "window_ends_at", "hits") values ('99e7ed9800ecbe890c9cd5e657e728119020ec0dba843e63650ddc578929f05d', '2026-11-22 23:33:07.923488+00:00'::timestamptz, 1);
insert into "deliveries" ("id", "installation_id", "event", "body", "digest", "received_at", "state", "applied_at") values ('e7eba0c9-f77e-4519-af66-98ce6823c4a0', '02d70e0e-ad22-4c09-8e01-b419acd96801', 'order_confirmed', '\x7b225f5f747970656e616d65223a20224f72646572436f6e6669726d6564222c202276657273696f6e223a2022332e32332e3238222c20226973737565644174223a2022323032362d31312d32325432333a32333a30372e3436333336352b30303a3030222c2022726563697069656e74223a207b226964223a2022515842774f6a493d227d2c20226f72646572223a207b226964223a202254334a6b5a584936595455794e7a637a596a59745a54557a4e53303059544d334c546b7a596d4974593251335a44686c5a54526d4e6a5977222c20226e756d626572223a202231222c202263726561746564223a2022323032362d31312d31395432333a32333a30372e3436323939302b30303a3030222c2022757064617465644174223a2022323032362d31312d32305432333a32333a30372e3436323939302b30303a3030222c2022737461747573223a202246554c46494c4c4544222c202275736572456d61696c223a202263616d696c6c65406578616d706c652e636f6d222c20226c616e6775616765436f6465456e756d223a20224652222c20227368697070696e674d6574686f644e616d65223a20225374616e64617264222c20226368616e6e656c223a207b226964223a202251326868626d356c62446f78222c2022736c7567223a20226575726f7065222c202263757272656e6379436f6465223a2022455552227d2c202262696c6c696e6741646472657373223a207b2266697273744e616d65223a202243616d696c6c65222c20226c6173744e616d65223a20224c617572656e74222c2022636f6d70616e794e616d65223a2022222c20227374726565744164647265737331223a202231322072756520646573204c696c6173222c20227374726565744164647265737332223a2022222c202263697479223a20224c594f4e222c2022636f756e74727941726561223a2022222c2022706f7374616c436f6465223a20223639303033222c202270686f6e65223a2022222c2022636f756e747279223a207b22636f6465223a20224652227d7d2c20227368697070696e6741646472657373223a207b2266697273744e616d65223a202243616d696c6c65222c20226c6173744e616d65223a20224c617572656e74222c2022636f6d70616e794e616d65223a2022222c20227374726565744164647265737331223a202231322072756520646573204c696c6173222c20227374726565744164647265737332223a2022222c202263697479223a20224c594f4e222c2022636f756e74727941726561223a2022222c2022706f7374616c436f6465223a20223639303033222c202270686f6e65223a2022222c2022636f756e747279223a207b22636f6465223a20224652227d7d2c2022746f74616c223a207b2267726f7373223a207b22616d6f756e74223a2033382e37332c202263757272656e6379223a2022455552227d2c20226e6574223a207b22616d6f756e74223a2033322e32382c202263757272656e6379223a2022455552227d7d2c20227368697070696e675072696365223a207b2267726f7373223a207b22616d6f756e74223a20362e302c202263757272656e6379223a2022455552227d2c20226e6574223a207b22616d6f756e74223a20352e302c202263757272656e6379223a2022455552227d7d2c20226c696e6573223a205b7b226964223a202254334a6b5a584a4d6157356c4f6d51334e5467774e5441324c5463355a6d4d744e4467344e4331684d6a4d314c575a6a4d7a56685957497a4e6a646b4d673d3d222c202270726f647563744e616d65223a2022576f76656e207363617266222c202276617269616e744e616d65223a20224f6e652073697a65222c202270726f64756374536b75223a202257532d4543482d4f4e45222c202270726f6475637456617269616e744964223a202255484a765a48566a64465a68636d6c68626e513656314d7452554e494c55394f52513d3d222c20227175616e74697479223a20312c202269735368697070696e675265717569726564223a20747275652c2022697347696674223a2066616c73652c2022756e69745072696365223a207b2267726f7373223a207b22616d6f756e74223a2033322e37332c202263757272656e6379223a2022455552227d2c20226e6574223a207b22616d6f756e74223a2032372e32382c202263757272656e6379223a2022455552227d7d2c2022746f74616c5072696365223a207b2267726f7373223a207b22616d6f756e74223a2033322e37332c202263757272656e6379223a2022455552227d2c20226e6574223a207b22616d6f756e74223a2032372e32382c202263757272656e6379223a2022455552227d7d2c20227468756d626e61696c223a207b2275726c223a2022687474703a2f2f3132372e302e302e313a33373836372f6d656469612f656368617270652e737667227d2c202276617269616e74223a207b226964223a202255484a765a48566a64465a68636d6c68626e513656314d7452554e494c55394f52513d3d222c202270726f64756374223a207b226964223a202255484a765a48566a6444706c59326868636e426c222c20226e616d65223a2022576f76656e207363617266222c202270726f6475637454797065223a207b226964223a202255484a765a48566a64465235634755364d513d3d222c20226b696e64223a20224e4f524d414c227d7d7d7d5d2c202266756c66696c6c6d656e7473223a205b7b226964223a2022526e56735a6d6c736247316c626e51364d513d3d222c2022737461747573223a202246554c46494c4c4544222c202263726561746564223a2022323032362d31312d32305432333a32333a30372e3436323939302b30303a3030222c2022747261636b696e674e756d626572223a202236413030303030303030303031222c20227368697070696e67526566756e646564416d6f756e74223a206e756c6c2c20226c696e6573223a205b7b226964223a2022526e56735a6d6c736247316c626e524d6157356c4f6a453d222c20227175616e74697479223a20312c20226f726465724c696e65223a207b226964223a202254334a6b5a584a4d6157356c4f6d51334e5467774e5441324c5463355a6d4d744e4467344e4331684d6a4d314c575a6a4d7a56685957497a4e6a646b4d673d3d227d7d5d7d5d2c20226772616e746564526566756e6473223a205b5d2c20227472616e73616374696f6e73223a205b7b226964223a202256484a68626e4e68593352706232354a644756744f6a49774f4449314e5451794c5749344e4441744e4467304d4331685a6d4e6b4c5467324e7a4d785a4755334e4449304f513d3d222c20226e616d65223a202243617264222c2022616374696f6e73223a205b22524546554e44225d2c202263686172676564416d6f756e74223a207b22616d6f756e74223a2033382e37332c202263757272656e6379223a2022455552227d2c2022726566756e646564416d6f756e74223a207b22616d6f756e74223a20302e302c202263757272656e6379223a2022455552227d2c2022726566756e6450656e64696e67416d6f756e74223a207b22616d6f756e74223a20302e302c202263757272656e6379223a2022455552227d7d5d7d7d'::bytea, '0a76497b302f5607194ee65adc0e64c6a39cdda1a37df86fc467c8c7b8ef9969', '2026-11-22 23:23:07.503080+00:00'::timestamptz, 'applied', '2026-11-22 23:23:07.644593+00:00'::timestamptz);
insert into "policy_versions" ("installation_id", "version", "document", "published_at", "author", "note") values ('02d70e0e-ad22-4c09-8e01-b419acd96801', 1, '{"fees": [{"amount": {"minor": 500, "currency": "EUR"}, "country": "FR"}], "methods": ["drop_off", "in_store"], "reasons": ["too_small", "too_large", "does_not_suit", "not_as_described", "damaged", "wrong_item", "late", "other"], "outcomes": ["refund", "store_credit"], "time_zone": "UTC", "window_days": 30, "refused_skus": [], "return_address": {"area": "", "city": "Lyon", "phone": "", "company": "Maison Fil", "country": "FR", "street_1": "1 rue des Fils", "street_2": "", "last_name": "", "first_name": "", "postal_code": ""}, "approval_required": false, "message_needed_for": ["other"]}'::jsonb, '2026-11-22 23:23:07.377948+00:00'::timestamptz, '', 'The policy that every shop starts with.');
insert into "return_numbers" ("installation_id", "year", "last") values ('02d70e0e-ad22-4c09-8e01-b419acd96801', 2026, 1);
insert into "orders" ("id", "installation_id", "saleor_id", "number", "email", "postal_codes", "placed_at", "policy_version", "snapshot", "read_at", "shipments") values ('aaf6a1ab-7140-4563-a341-8a8967189bf6', '02d70e0e-ad22-4c09-8e01-b419acd96801', 'T3JkZXI6YTUyNzczYjYtZTUzNS00YTM3LTkzYmItY2Q3ZDhlZTRmNjYw', '1', 'camille@example.com', '{69003}', '2026-11-19 23:23:07.462990+00:00'::timestamptz, 1, '{"id": "T3JkZXI6YTUyNzczYjYtZTUzNS00YTM3LTkzYmItY2Q3ZDhlZTRmNjYw", "email": "camille@example.com", "lines": [{"id": "T3JkZXJMaW5lOmQ3NTgwNTA2LTc5ZmMtNDg4NC1hMjM1LWZjMzVhYWIzNjdkMg==", "sku": "WS-ECH-ONE", "total": {"minor": 3273, "currency": "EUR"}, "is_gift": false, "quantity": 1, "total_net": {"minor": 2728, "currency": "EUR"}, "product_id": "UHJvZHVjdDplY2hhcnBl", "unit_price": {"minor": 3273, "currency": "EUR"}, "variant_id": "UHJvZHVjdFZhcmlhbnQ6V1MtRUNILU9ORQ==", "is_gift_card": false, "product_name": "Woven scarf", "variant_name": "One size", "thumbnail_url": "http://127.0.0.1:37867/media/echarpe.svg", "is_shipping_required": true}], "total": {"minor": 3873, "currency": "EUR"}, "number": "1", "status": "RETURNED", "channel": "europe", "currency": "EUR", "language": "FR", "shipping": {"minor": 600, "currency": "EUR"}, "placed_at": "2026-11-19T23:23:07.462990+00:00", "updated_at": "2026-11-22T23:23:09.366115+00:00", "fulfillments": [{"id": "RnVsZmlsbG1lbnQ6Mg==", "lines": [{"id": "RnVsZmlsbG1lbnRMaW5lOjI=", "quantity": 1, "order_line_id": "T3JkZXJMaW5lOmQ3NTgwNTA2LTc5ZmMtNDg4NC1hMjM1LWZjMzVhYWIzNjdkMg=="}], "status": "RETURNED", "created_at": "2026-11-22T23:23:09.010133+00:00", "tracking_number": "", "shipping_refunded": null}], "transactions": [{"id": "VHJhbnNhY3Rpb25JdGVtOjIwODI1NTQyLWI4NDAtNDg0MC1hZmNkLTg2NzMxZGU3NDI0OQ==", "actions": ["REFUND"], "charged": {"minor": 500, "currency": "EUR"}, "refunded": {"minor": 3373, "currency": "EUR"}, "refund_pending": {"minor": 0, "currency": "EUR"}}], "billing_address": {"area": "", "city": "LYON", "phone": "", "company": "", "country": "FR", "street_1": "12 rue des Lilas", "street_2": "", "last_name": "Laurent", "first_name": "Camille", "postal_code": "69003"}, "granted_refunds": [{"id": "T3JkZXJHcmFudGVkUmVmdW5kOjE=", "lines": [{"quantity": 1, "order_line_id": "T3JkZXJMaW5lOmQ3NTgwNTA2LTc5ZmMtNDg4NC1hMjM1LWZjMzVhYWIzNjdkMg=="}], "amount": {"minor": 3373, "currency": "EUR"}, "events": [{"type": "REFUND_SUCCESS", "amount": {"minor": 3373, "currency": "EUR"}, "created_at": "2026-11-22T23:23:09.188989+00:00", "psp_reference": "psp-refund-b028450025eb4a82"}, {"type": "REFUND_REQUEST", "amount": {"minor": 3373, "currency": "EUR"}, "created_at": "2026-11-22T23:23:09.187663+00:00", "psp_reference": "psp-refund-b028450025eb4a82"}], "reason": "[R-2026-000001] Return", "status": "SUCCESS", "transaction_id": "VHJhbnNhY3Rpb25JdGVtOjIwODI1NTQyLWI4NDAtNDg0MC1hZmNkLTg2NzMxZGU3NDI0OQ==", "shipping_included": true}], "shipping_method": "Standard", "shipping_address": {"area": "", "city": "LYON", "phone": "", "company": "", "country": "FR", "street_1": "12 rue des Lilas", "street_2": "", "last_name": "Laurent", "first_name": "Camille", "postal_code": "69003"}}'::jsonb, '2026-11-22 23:23:09.425484+00:00'::timestamptz, '[{"shipped_at": "2026-11-20T23:23:07.462990+00:00", "fulfillment_id": "RnVsZmlsbG1lbnQ6MQ==", "tracking_number": "6A00000000001"}]'::jsonb);
insert into "returns" ("id", "installation_id", "order_id", "number", "version", "requested_at", "door", "quote_id", "wish", "status", "parcel_status", "money_status", "tab", "label", "rejection_reason", "problem", "goods_written", "granted_refund_id", "settled_reference", "decided_at", "received_at", "refunded_at", "closed_at") values ('1704efb8-2bce-4d21-8cf4-e44e482c5a1e', '02d70e0e-ad22-4c09-8e01-b419acd96801', 'aaf6a1ab-7140-4563-a341-8a8967189bf6', 'R-2026-000001', 7, '2026-11-22 23:23:07.949156+00:00'::timestamptz, 'portal', 'f35924be-107b-44bf-acdf-9ebccab5ef74', '{"lines": [{"reason": "too_small", "message": "", "quantity": 1, "order_line_id": "T3JkZXJMaW5lOmQ3NTgwNTA2LTc5ZmMtNDg4NC1hMjM1LWZjMzVhYWIzNjdkMg=="}], "method": "drop_off", "outcome": "refund", "breakdown": {"parts": [{"kind": "goods", "amount": {"minor": 3273, "currency": "EUR"}, "line_id": "T3JkZXJMaW5lOmQ3NTgwNTA2LTc5ZmMtNDg4NC1hMjM1LWZjMzVhYWIzNjdkMg==", "quantity": 1}, {"kind": "original_shipping", "amount": {"minor": 600, "currency": "EUR"}, "line_id": "", "quantity": 0}, {"kind": "return_fee", "amount": {"minor": -500, "currency": "EUR"}, "line_id": "", "quantity": 0}], "total": {"minor": 3373, "currency": "EUR"}, "uncovered": {"minor": 0, "currency": "EUR"}}, "policy_version": 1}'::jsonb, 'completed', 'delivered', 'refunded', 'completed', '{"carrier": "offline", "file_id": "aa1e19fc-d802-5f07-be0b-e99885df90d6", "tracking_number": "R2026000001J"}'::jsonb, '', '', true, 'T3JkZXJHcmFudGVkUmVmdW5kOjE=', '', '2026-11-22 23:23:07.949156+00:00'::timestamptz, '2026-11-22 23:23:08.958973+00:00'::timestamptz, '2026-11-22 23:23:09.288550+00:00'::timestamptz, '2026-11-22 23:23:09.288550+00:00'::timestamptz);
insert into "case_events" ("case_id", "sequence", "kind", "at", "actor_kind", "actor_name", "facts", "previous", "digest") values ('1704efb8-2bce-4d21-8cf4-e44e482c5a1e', 1, 'requested', '2026-11-22 23:23:07.949156+00:00'::timestamptz, 'customer', '', '{"door": "portal", "number": "R-2026-000001"}'::jsonb, '', '0fbd7f4209295b0c789dc0483c41ea9f04fed5cbea92ca4be30d5f97c17ed55a');
insert into "case_events" ("case_id", "sequence", "kind", "at", "actor_kind", "actor_name", "facts", "previous", "digest") values ('1704efb8-2bce-4d21-8cf4-e44e482c5a1e', 2, 'approved', '2026-11-22 23:23:07.949156+00:00'::timestamptz, 'system', '', '{}'::jsonb, '0fbd7f4209295b0c789dc0483c41ea9f04fed5cbea92ca4be30d5f97c17ed55a', '3fa8be5ba1e90d318e6ab963c7351671dcba4474e91f09afaf9db12191646f44');
insert into "case_events" ("case_id", "sequence", "kind", "at", "actor_kind", "actor_name", "facts", "previous", "digest") values ('1704efb8-2bce-4d21-8cf4-e44e482c5a1e', 3, 'label_ordered', '2026-11-22 23:23:07.949156+00:00'::timestamptz, 'system', '', '{}'::jsonb, '3fa8be5ba1e90d318e6ab963c7351671dcba4474e91f09afaf9db12191646f44', '67048c69d691d935370371bd545d9cba9f491bd1878fd22c8bfd8419e640da20');
insert into "case_events" ("case_id", "sequence", "kind", "at", "actor_kind", "actor_name", "facts", "previous", "digest") values ('1704efb8-2bce-4d21-8cf4-e44e482c5a1e', 4, 'noted_in_saleor', '2026-11-22 23:23:08.005036+00:00'::timestamptz, 'system', '', '{"step": "approval_note"}'::jsonb, '67048c69d691d935370371bd545d9cba9f491bd1878fd22c8bfd8419e640da20', '92ce208b1d857c7b1ce66cfc92b71b8ee9345490684c869b01b8bb5755dfa868');
insert into "case_events" ("case_id", "sequence", "kind", "at", "actor_kind", "actor_name", "facts", "previous", "digest") values ('1704efb8-2bce-4d21-8cf4-e44e482c5a1e', 5, 'noted_in_saleor', '2026-11-22 23:23:08.364821+00:00'::timestamptz, 'system', '', '{"step": "metadata"}'::jsonb, '92ce208b1d857c7b1ce66cfc92b71b8ee9345490684c869b01b8bb5755dfa868', 'e302d46f426b39d9f69c7ff4a6ee1957ef14a75aefd0e1347167982837b95fd4');
insert into "case_events" ("case_id", "sequence", "kind", "at", "actor_kind", "actor_name", "facts", "previous", "digest") values ('1704efb8-2bce-4d21-8cf4-e44e482c5a1e', 6, 'label_made', '2026-11-22 23:23:08.032181+00:00'::timestamptz, 'system', '', '{"carrier": "offline", "file_id": "aa1e19fc-d802-5f07-be0b-e99885df90d6", "tracking_number": "R2026000001J"}'::jsonb, 'e302d46f426b39d9f69c7ff4a6ee1957ef14a75aefd0e1347167982837b95fd4', '0f527e82029dd289e62774b5770d761cf65bfa39ef0a8c2f18e8769004b794c1');
insert into "case_events" ("case_id", "sequence", "kind", "at", "actor_kind", "actor_name", "facts", "previous", "digest") values ('1704efb8-2bce-4d21-8cf4-e44e482c5a1e', 7, 'mail_sent', '2026-11-22 23:23:08.930659+00:00'::timestamptz, 'system', '', '{"message": "label"}'::jsonb, '0f527e82029dd289e62774b5770d761cf65bfa39ef0a8c2f18e8769004b794c1', 'c8a79f0e77b07c0a56769b7b659cff88cf34d1f82dcb86508a05f74c6e48ff97');
insert into "case_events" ("case_id", "sequence", "kind", "at", "actor_kind", "actor_name", "facts", "previous", "digest") values ('1704efb8-2bce-4d21-8cf4-e44e482c5a1e', 8, 'received', '2026-11-22 23:23:08.958973+00:00'::timestamptz, 'staff', 'clerk@example.com', '{}'::jsonb, 'c8a79f0e77b07c0a56769b7b659cff88cf34d1f82dcb86508a05f74c6e48ff97', 'dcaa84ce27899cdea43a1f11bb3c70b957770529891952b2c61df865cd604d40');
insert into "case_events" ("case_id", "sequence", "kind", "at", "actor_kind", "actor_name", "facts", "previous", "digest") values ('1704efb8-2bce-4d21-8cf4-e44e482c5a1e', 9, 'goods_written', '2026-11-22 23:23:08.982153+00:00'::timestamptz, 'system', '', '{"step": "return_products"}'::jsonb, 'dcaa84ce27899cdea43a1f11bb3c70b957770529891952b2c61df865cd604d40', 'd8f4bcd0cb1fde2090e4e698fb8a501a4a526dfce696d3c61f2082eebde1aafe');
insert into "case_events" ("case_id", "sequence", "kind", "at", "actor_kind", "actor_name", "facts", "previous", "digest") values ('1704efb8-2bce-4d21-8cf4-e44e482c5a1e', 10, 'refund_ordered', '2026-11-22 23:23:09.100432+00:00'::timestamptz, 'staff', 'clerk@example.com', '{}'::jsonb, 'd8f4bcd0cb1fde2090e4e698fb8a501a4a526dfce696d3c61f2082eebde1aafe', 'b564d9a2372371f7d5633c62915bc53bf1f876916827ea02a1c5c8ae06a9abb6');
insert into "case_events" ("case_id", "sequence", "kind", "at", "actor_kind", "actor_name", "facts", "previous", "digest") values ('1704efb8-2bce-4d21-8cf4-e44e482c5a1e', 11, 'refund_granted', '2026-11-22 23:23:09.122751+00:00'::timestamptz, 'system', '', '{"granted_refund_id": "T3JkZXJHcmFudGVkUmVmdW5kOjE="}'::jsonb, 'b564d9a2372371f7d5633c62915bc53bf1f876916827ea02a1c5c8ae06a9abb6', 'd5f7e1906ed22af57cebcea974e9709ae2ca6aa2d495f9f6903f2e57773efdb7');
insert into "case_events" ("case_id", "sequence", "kind", "at", "actor_kind", "actor_name", "facts", "previous", "digest") values ('1704efb8-2bce-4d21-8cf4-e44e482c5a1e', 12, 'refunded', '2026-11-22 23:23:09.288550+00:00'::timestamptz, 'system', '', '{}'::jsonb, 'd5f7e1906ed22af57cebcea974e9709ae2ca6aa2d495f9f6903f2e57773efdb7', '5b3ac63c3343608b90caa85a73bdd66ffb246c75be56eab230c981b142aeec27');
insert into "case_events" ("case_id", "sequence", "kind", "at", "actor_kind", "actor_name", "facts", "previous", "digest") values ('1704efb8-2bce-4d21-8cf4-e44e482c5a1e', 13, 'completed', '2026-11-22 23:23:09.288550+00:00'::timestamptz, 'system', '', '{}'::jsonb, '5b3ac63c3343608b90caa85a73bdd66ffb246c75be56eab230c981b142aeec27', 'c4e646085beb15228686b460cafb06d52437cd5be18c24f4dd314b6b9a434b81');
insert into "case_events" ("case_id", "sequence", "kind", "at", "actor_kind", "actor_name", "facts", "previous", "digest") values ('1704efb8-2bce-4d21-8cf4-e44e482c5a1e', 14, 'mail_sent', '2026-11-22 23:23:09.340186+00:00'::timestamptz, 'system', '', '{"message": "refunded"}'::jsonb, 'c4e646085beb15228686b460cafb06d52437cd5be18c24f4dd314b6b9a434b81', '58b7783680aff3d1ab74578d5d6c813496748c377bdcb6de608391ec0129696b');
insert into "case_events" ("case_id", "sequence", "kind", "at", "actor_kind", "actor_name", "facts", "previous", "digest") values ('1704efb8-2bce-4d21-8cf4-e44e482c5a1e', 15, 'noted_in_saleor', '2026-11-22 23:23:09.347812+00:00'::timestamptz, 'system', '', '{"step": "refund_note"}'::jsonb, '58b7783680aff3d1ab74578d5d6c813496748c377bdcb6de608391ec0129696b', '9c0bcd3a30eb1ebb220cd375799125e461e687d9657ddcfa02be37d53afe57f4');
insert into "files" ("id", "installation_id", "case_id", "name", "media_type", "size", "sha256", "created_at") values ('aa1e19fc-d802-5f07-be0b-e99885df90d6', '02d70e0e-ad22-4c09-8e01-b419acd96801', '1704efb8-2bce-4d21-8cf4-e44e482c5a1e', 'R-2026-000001.pdf', 'application/pdf', 21843, '978d2c4beee36ac84fa67ea70707b754c0f2d82c442a7ea5aae6cda1cb29be0e', '2026-11-22 23:23:08.032181+00:00'::timestamptz);
insert into "messages" ("id", "installation_id", "case_id", "kind", "recipient", "subject", "text", "html", "attachment_id", "attachment_name", "created_at", "sent_at") values ('ac7a734c-356d-445d-8fa2-9822bfcb153f', '02d70e0e-ad22-4c09-8e01-b419acd96801', '1704efb8-2bce-4d21-8cf4-e44e482c5a1e', 'label', 'camille@example.com', 'Retour R-2026-000001 : Votre étiquette de retour', 'Votre étiquette de retour
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
http://returns.test/portal/127-0-0-1-37867/?order=1&lang=fr

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
      <a href="http://returns.test/portal/127-0-0-1-37867/?order=1&amp;lang=fr" style="display:inline-block;padding:12px 22px;border-radius:8px;background:#1d4f91;color:#ffffff;font-size:16px;line-height:24px;font-weight:600;text-decoration:none">Voir votre retour</a>
    </td></tr>
  </table>
</td></tr>
</table>
</body>
</html>', 'aa1e19fc-d802-5f07-be0b-e99885df90d6', 'R-2026-000001.pdf', '2026-11-22 23:23:08.032181+00:00'::timestamptz, '2026-11-22 23:23:08.930659+00:00'::timestamptz);
insert into "messages" ("id", "installation_id", "case_id", "kind", "recipient", "subject", "text", "html", "attachment_id", "attachment_name", "created_at", "sent_at") values ('d074338a-a130-457c-8a63-326810bb6d46', '02d70e0e-ad22-4c09-8e01-b419acd96801', '1704efb8-2bce-4d21-8cf4-e44e482c5a1e', 'refunded', 'camille@example.com', 'Retour R-2026-000001 : Votre remboursement est en route', 'Votre remboursement est en route
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
http://returns.test/portal/127-0-0-1-37867/?order=1&lang=fr

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
      <a href="http://returns.test/portal/127-0-0-1-37867/?order=1&amp;lang=fr" style="display:inline-block;padding:12px 22px;border-radius:8px;background:#1d4f91;color:#ffffff;font-size:16px;line-height:24px;font-weight:600;text-decoration:none">Voir votre retour</a>
    </td></tr>
  </table>
</td></tr>
</table>
</body>
</html>', '', '', '2026-11-22 23:23:09.288550+00:00'::timestamptz, '2026-11-22 23:23:09.340186+00:00'::timestamptz);
insert into "operations" ("case_id", "step", "state", "planned_at", "sent_at", "done_at", "facts", "result") values ('1704efb8-2bce-4d21-8cf4-e44e482c5a1e', 'approval_note', 'done', '2026-11-22 23:23:08.005036+00:00'::timestamptz, '2026-11-22 23:23:08.005036+00:00'::timestamptz, '2026-11-22 23:23:08.005036+00:00'::timestamptz, '{}'::jsonb, '');
insert into "operations" ("case_id", "step", "state", "planned_at", "sent_at", "done_at", "facts", "result") values ('1704efb8-2bce-4d21-8cf4-e44e482c5a1e', 'metadata', 'done', '2026-11-22 23:23:08.364821+00:00'::timestamptz, '2026-11-22 23:23:08.364821+00:00'::timestamptz, '2026-11-22 23:23:08.364821+00:00'::timestamptz, '{}'::jsonb, '');
insert into "operations" ("case_id", "step", "state", "planned_at", "sent_at", "done_at", "facts", "result") values ('1704efb8-2bce-4d21-8cf4-e44e482c5a1e', 'return_products', 'done', '2026-11-22 23:23:08.982153+00:00'::timestamptz, '2026-11-22 23:23:08.982153+00:00'::timestamptz, '2026-11-22 23:23:08.982153+00:00'::timestamptz, '{"lines": [["RnVsZmlsbG1lbnRMaW5lOjE=", 1]], "before": {"T3JkZXJMaW5lOmQ3NTgwNTA2LTc5ZmMtNDg4NC1hMjM1LWZjMzVhYWIzNjdkMg==": 0}}'::jsonb, '');
insert into "operations" ("case_id", "step", "state", "planned_at", "sent_at", "done_at", "facts", "result") values ('1704efb8-2bce-4d21-8cf4-e44e482c5a1e', 'grant', 'done', '2026-11-22 23:23:09.122751+00:00'::timestamptz, '2026-11-22 23:23:09.122751+00:00'::timestamptz, '2026-11-22 23:23:09.122751+00:00'::timestamptz, '{"transaction": "VHJhbnNhY3Rpb25JdGVtOjIwODI1NTQyLWI4NDAtNDg0MC1hZmNkLTg2NzMxZGU3NDI0OQ=="}'::jsonb, 'T3JkZXJHcmFudGVkUmVmdW5kOjE=');
insert into "operations" ("case_id", "step", "state", "planned_at", "sent_at", "done_at", "facts", "result") values ('1704efb8-2bce-4d21-8cf4-e44e482c5a1e', 'request_refund', 'done', '2026-11-22 23:23:09.122751+00:00'::timestamptz, '2026-11-22 23:23:09.122751+00:00'::timestamptz, '2026-11-22 23:23:09.122751+00:00'::timestamptz, '{"before": 0}'::jsonb, '');
insert into "operations" ("case_id", "step", "state", "planned_at", "sent_at", "done_at", "facts", "result") values ('1704efb8-2bce-4d21-8cf4-e44e482c5a1e', 'refund_note', 'done', '2026-11-22 23:23:09.347812+00:00'::timestamptz, '2026-11-22 23:23:09.347812+00:00'::timestamptz, '2026-11-22 23:23:09.347812+00:00'::timestamptz, '{}'::jsonb, '');
