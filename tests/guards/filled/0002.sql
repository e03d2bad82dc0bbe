insert into "installations" ("id", "slug", "api_url", "app_id", "token", "key_set", "saleor_version", "shop_name", "shop_address", "installed_at", "keys_fetched_at", "state", "removed_at", "disconnected_at") values ('da4630fa-2b6e-44ff-b5d4-10f613e27ba0', '127-0-0-1-43007', 'http://127.0.0.1:43007/graphql/', 'QXBwOjI=', 'gAAAAABrA6RVV0tqlWpv-v3NGE5Z32je3yPhuKDuP42Zcw9jVRoT2BXxCGlD9tEaI-RMQl3C3V2TiPDO2EdTeEeqGAJRrzKOyvH3ufkGpadG8srTI4FMw4o=', '{"keys": [{"e": "AQAB", "n": "szIwebcvVwIaaP3Pz6SJaOUupxbpDR71I0fBwStQY_yCvSK73zm-s7QyMBo2PjtBvthmdAU56cb03TaFjjfp6oHj_UoXcskCu39lpGJCCBKW8vAgeBSMZyGjjg9OByPafXHVzCV5c4Ub4orFF_rSyTdJv_gmvidBbSTB_pbUdYd5fClou6fJ8ewpNJh9aXs9QysWKif4CXaAIpovEabFiL25jECBp4YYP8D4-7NxSQaFS27KWFXKzhqjUKQ_uHSzjkLrlFGuHb7QixgafqFQQ5BNpoTX6MxqcVaLHUrkovagYpGnihNylXF0B_RAYXrlqd5cwx682wsjo7OV1mttUQ", "alg": "RS256", "kid": "HflbeKQp9SVBvGXn_mcANzcLK2LXjICnpUJ068jmYvc", "kty": "RSA", "use": "sig", "key_ops": ["verify"]}]}'::jsonb, '3.23.28', 'Maison Fil', '{"area": "", "city": "LYON", "phone": "+33478000000", "company": "Maison Fil SAS", "country": "FR", "street_1": "8 quai Saint-Vincent", "street_2": "", "last_name": "", "first_name": "", "postal_code": "69001"}'::jsonb, '2026-11-23 02:26:28.742036+00:00'::timestamptz, '2026-11-23 02:26:28.742036+00:00'::timestamptz, 'active', NULL, NULL);
insert into "rate_hits" ("key", "window_ends_at", "hits") values ('32186073f9f3d014f6acffabff7cde1035d45fc24797c26240f29ff90a0eeecb', '2026-11-23 02:36:32.252488+00:00'::timestamptz, 1);
insert into "rate_hits" ("key", "window_ends_at", "hits") values ('563b938028860acce3ca50601b8a332413d6a7c0ad030b5ca057fb798911bb20', '2026-11-23 02:36:32.252488+00:00'::timestamptz, 1);
insert into "deliveries" ("id", "installation_id", "event", "body", "digest", "received_at", "state", "applied_at") values ('9abcbeac-1cf2-4d0e-92ae-81dde5db203c', 'da4630fa-2b6e-44ff-b5d4-10f613e27ba0', 'order_paid', '\x7b225f5f747970656e616d65223a20224f7264657250616964222c202276657273696f6e223a2022332e32332e3238222c20226973737565644174223a2022323032362d31312d32335430323a32363a32392e3236373738302b30303a3030222c2022726563697069656e74223a207b226964223a2022515842774f6a493d227d2c20226f72646572223a207b226964223a202254334a6b5a5849364e5751325a5745314d6d51744e6d45355a4330304d544d314c546b7a4e544d74597a686a5a6a493359325a6d4f545133222c20226e756d626572223a202231222c202263726561746564223a2022323032362d31312d32305430323a32363a32392e3236373235352b30303a3030222c2022757064617465644174223a2022323032362d31312d32315430323a32363a32392e3236373235352b30303a3030222c2022737461747573223a202246554c46494c4c4544222c202275736572456d61696c223a202263616d696c6c65406578616d706c652e636f6d222c20226c616e6775616765436f6465456e756d223a20224652222c20227368697070696e674d6574686f644e616d65223a20225374616e64617264222c20226368616e6e656c223a207b226964223a202251326868626d356c62446f78222c2022736c7567223a20226575726f7065222c202263757272656e6379436f6465223a2022455552227d2c202262696c6c696e6741646472657373223a207b2266697273744e616d65223a202243616d696c6c65222c20226c6173744e616d65223a20224c617572656e74222c2022636f6d70616e794e616d65223a2022222c20227374726565744164647265737331223a202231322072756520646573204c696c6173222c20227374726565744164647265737332223a2022222c202263697479223a20224c594f4e222c2022636f756e74727941726561223a2022222c2022706f7374616c436f6465223a20223639303033222c202270686f6e65223a2022222c2022636f756e747279223a207b22636f6465223a20224652227d7d2c20227368697070696e6741646472657373223a207b2266697273744e616d65223a202243616d696c6c65222c20226c6173744e616d65223a20224c617572656e74222c2022636f6d70616e794e616d65223a2022222c20227374726565744164647265737331223a202231322072756520646573204c696c6173222c20227374726565744164647265737332223a2022222c202263697479223a20224c594f4e222c2022636f756e74727941726561223a2022222c2022706f7374616c436f6465223a20223639303033222c202270686f6e65223a2022222c2022636f756e747279223a207b22636f6465223a20224652227d7d2c2022746f74616c223a207b2267726f7373223a207b22616d6f756e74223a2033382e37332c202263757272656e6379223a2022455552227d2c20226e6574223a207b22616d6f756e74223a2033322e32382c202263757272656e6379223a2022455552227d7d2c20227368697070696e675072696365223a207b2267726f7373223a207b22616d6f756e74223a20362e302c202263757272656e6379223a2022455552227d2c20226e6574223a207b22616d6f756e74223a20352e302c202263757272656e6379223a2022455552227d7d2c20226c696e6573223a205b7b226964223a202254334a6b5a584a4d6157356c4f6a63334e6a4d7a595449774c546c68593251744e47466d5a6930355954637a4c575533597a51774d4467785a6d4a6b4e673d3d222c202270726f647563744e616d65223a2022576f76656e207363617266222c202276617269616e744e616d65223a20224f6e652073697a65222c202270726f64756374536b75223a202257532d4543482d4f4e45222c202270726f6475637456617269616e744964223a202255484a765a48566a64465a68636d6c68626e513656314d7452554e494c55394f52513d3d222c20227175616e74697479223a20312c202269735368697070696e675265717569726564223a20747275652c2022697347696674223a2066616c73652c2022756e69745072696365223a207b2267726f7373223a207b22616d6f756e74223a2033322e37332c202263757272656e6379223a2022455552227d2c20226e6574223a207b22616d6f756e74223a2032372e32382c202263757272656e6379223a2022455552227d7d2c2022746f74616c5072696365223a207b2267726f7373223a207b22616d6f756e74223a2033322e37332c202263757272656e6379223a2022455552227d2c20226e6574223a207b22616d6f756e74223a2032372e32382c202263757272656e6379223a2022455552227d7d2c20227468756d626e61696c223a207b2275726c223a2022687474703a2f2f3132372e302e302e313a34333030372f6d656469612f656368617270652e737667227d2c202276617269616e74223a207b226964223a202255484a765a48566a64465a68636d6c68626e513656314d7452554e494c55394f52513d3d222c202270726f64756374223a207b226964223a202255484a765a48566a6444706c59326868636e426c222c20226e616d65223a2022576f76656e207363617266222c202270726f6475637454797065223a207b226964223a202255484a765a48566a64465235634755364d513d3d222c20226b696e64223a20224e4f524d414c227d7d7d7d5d2c202266756c66696c6c6d656e7473223a205b7b226964223a2022526e56735a6d6c736247316c626e51364d513d3d222c2022737461747573223a202246554c46494c4c4544222c202263726561746564223a2022323032362d31312d32315430323a32363a32392e3236373235352b30303a3030222c2022747261636b696e674e756d626572223a202236413030303030303030303031222c20227368697070696e67526566756e646564416d6f756e74223a206e756c6c2c20226c696e6573223a205b7b226964223a2022526e56735a6d6c736247316c626e524d6157356c4f6a453d222c20227175616e74697479223a20312c20226f726465724c696e65223a207b226964223a202254334a6b5a584a4d6157356c4f6a63334e6a4d7a595449774c546c68593251744e47466d5a6930355954637a4c575533597a51774d4467785a6d4a6b4e673d3d227d7d5d7d5d2c20226772616e746564526566756e6473223a205b5d2c20227472616e73616374696f6e73223a205b7b226964223a202256484a68626e4e68593352706232354a644756744f6d526d4d54646c4d575a6d4c574e685a5445744e444935596930354d4468694c5449785a474a6b5a6a63304d6a566c4d413d3d222c20226e616d65223a202243617264222c2022616374696f6e73223a205b22524546554e44225d2c202263686172676564416d6f756e74223a207b22616d6f756e74223a2033382e37332c202263757272656e6379223a2022455552227d2c2022726566756e646564416d6f756e74223a207b22616d6f756e74223a20302e302c202263757272656e6379223a2022455552227d2c2022726566756e6450656e64696e67416d6f756e74223a207b22616d6f756e74223a20302e302c202263757272656e6379223a2022455552227d7d5d7d7d'::bytea, 'ce4bbfe989b6c4aa157698fd1f75ece8cf402ab3a564d27032ccd3b454acc08a', '2026-11-23 02:26:29.601778+00:00'::timestamptz, 'applied', '2026-11-23 02:26:30.723440+00:00'::timestamptz);
insert into "order_feeds" ("installation_id", "seen_until", "looked_at", "backfill_since", "backfill_cursor", "backfill_read", "backfill_total", "backfilled_at", "last_found", "found") values ('da4630fa-2b6e-44ff-b5d4-10f613e27ba0', '2026-11-23 02:24:28.742036+00:00'::timestamptz, '2026-11-23 02:26:28.742036+00:00'::timestamptz, '2026-11-23 02:26:28.742036+00:00'::timestamptz, '', 0, 0, '2026-11-23 02:26:28.742036+00:00'::timestamptz, 0, 0);
insert into "policy_versions" ("installation_id", "version", "document", "published_at", "author", "note") values ('da4630fa-2b6e-44ff-b5d4-10f613e27ba0', 1, '{"fees": [{"amount": {"minor": 500, "currency": "EUR"}, "country": "FR"}], "methods": ["drop_off", "in_store"], "reasons": ["too_small", "too_large", "does_not_suit", "not_as_described", "damaged", "wrong_item", "late", "other"], "outcomes": ["refund", "store_credit"], "time_zone": "UTC", "window_days": 30, "refused_skus": [], "return_address": {"area": "", "city": "Lyon", "phone": "", "company": "Maison Fil", "country": "FR", "street_1": "1 rue des Fils", "street_2": "", "last_name": "", "first_name": "", "postal_code": ""}, "approval_required": false, "message_needed_for": ["other"]}'::jsonb, '2026-11-23 02:26:28.742036+00:00'::timestamptz, '', 'The policy that every shop starts with.');
insert into "return_numbers" ("installation_id", "year", "last") values ('da4630fa-2b6e-44ff-b5d4-10f613e27ba0', 2026, 1);
insert into "orders" ("id", "installation_id", "saleor_id", "number", "email", "postal_codes", "placed_at", "policy_version", "snapshot", "read_at", "shipments") values ('b87fd022-a3c8-4f34-9435-a5a222dad827', 'da4630fa-2b6e-44ff-b5d4-10f613e27ba0', 'T3JkZXI6NWQ2ZWE1MmQtNmE5ZC00MTM1LTkzNTMtYzhjZjI3Y2ZmOTQ3', '1', 'camille@example.com', '{69003}', '2026-11-20 02:26:29.267255+00:00'::timestamptz, 1, '{"id": "T3JkZXI6NWQ2ZWE1MmQtNmE5ZC00MTM1LTkzNTMtYzhjZjI3Y2ZmOTQ3", "email": "camille@example.com", "lines": [{"id": "T3JkZXJMaW5lOjc3NjMzYTIwLTlhY2QtNGFmZi05YTczLWU3YzQwMDgxZmJkNg==", "sku": "WS-ECH-ONE", "total": {"minor": 3273, "currency": "EUR"}, "is_gift": false, "quantity": 1, "total_net": {"minor": 2728, "currency": "EUR"}, "product_id": "UHJvZHVjdDplY2hhcnBl", "unit_price": {"minor": 3273, "currency": "EUR"}, "variant_id": "UHJvZHVjdFZhcmlhbnQ6V1MtRUNILU9ORQ==", "is_gift_card": false, "product_name": "Woven scarf", "variant_name": "One size", "thumbnail_url": "http://127.0.0.1:43007/media/echarpe.svg", "is_shipping_required": true}], "total": {"minor": 3873, "currency": "EUR"}, "number": "1", "status": "RETURNED", "channel": "europe", "currency": "EUR", "language": "FR", "shipping": {"minor": 600, "currency": "EUR"}, "placed_at": "2026-11-20T02:26:29.267255+00:00", "updated_at": "2026-11-23T02:26:50.204824+00:00", "fulfillments": [{"id": "RnVsZmlsbG1lbnQ6Mg==", "lines": [{"id": "RnVsZmlsbG1lbnRMaW5lOjI=", "quantity": 1, "order_line_id": "T3JkZXJMaW5lOjc3NjMzYTIwLTlhY2QtNGFmZi05YTczLWU3YzQwMDgxZmJkNg=="}], "status": "RETURNED", "created_at": "2026-11-23T02:26:44.574627+00:00", "tracking_number": "", "shipping_refunded": null}], "transactions": [{"id": "VHJhbnNhY3Rpb25JdGVtOmRmMTdlMWZmLWNhZTEtNDI5Yi05MDhiLTIxZGJkZjc0MjVlMA==", "actions": ["REFUND"], "charged": {"minor": 500, "currency": "EUR"}, "refunded": {"minor": 3373, "currency": "EUR"}, "refund_pending": {"minor": 0, "currency": "EUR"}}], "billing_address": {"area": "", "city": "LYON", "phone": "", "company": "", "country": "FR", "street_1": "12 rue des Lilas", "street_2": "", "last_name": "Laurent", "first_name": "Camille", "postal_code": "69003"}, "granted_refunds": [{"id": "T3JkZXJHcmFudGVkUmVmdW5kOjE=", "lines": [{"quantity": 1, "order_line_id": "T3JkZXJMaW5lOjc3NjMzYTIwLTlhY2QtNGFmZi05YTczLWU3YzQwMDgxZmJkNg=="}], "amount": {"minor": 3373, "currency": "EUR"}, "events": [{"type": "REFUND_SUCCESS", "amount": {"minor": 3373, "currency": "EUR"}, "created_at": "2026-11-23T02:26:48.995694+00:00", "psp_reference": "psp-refund-124706bedbd34984"}, {"type": "REFUND_REQUEST", "amount": {"minor": 3373, "currency": "EUR"}, "created_at": "2026-11-23T02:26:48.946078+00:00", "psp_reference": "psp-refund-124706bedbd34984"}], "reason": "[R-2026-000001] Return", "status": "SUCCESS", "transaction_id": "VHJhbnNhY3Rpb25JdGVtOmRmMTdlMWZmLWNhZTEtNDI5Yi05MDhiLTIxZGJkZjc0MjVlMA==", "shipping_included": true}], "shipping_method": "Standard", "shipping_address": {"area": "", "city": "LYON", "phone": "", "company": "", "country": "FR", "street_1": "12 rue des Lilas", "street_2": "", "last_name": "Laurent", "first_name": "Camille", "postal_code": "69003"}}'::jsonb, '2026-11-23 02:26:50.642754+00:00'::timestamptz, '[{"shipped_at": "2026-11-21T02:26:29.267255+00:00", "fulfillment_id": "RnVsZmlsbG1lbnQ6MQ==", "tracking_number": "6A00000000001"}]'::jsonb);
insert into "returns" ("id", "installation_id", "order_id", "number", "version", "requested_at", "door", "quote_id", "wish", "status", "parcel_status", "money_status", "tab", "label", "rejection_reason", "problem", "goods_written", "granted_refund_id", "settled_reference", "decided_at", "received_at", "refunded_at", "closed_at") values ('88b1695e-d2b9-4276-8051-ea6e40921aba', 'da4630fa-2b6e-44ff-b5d4-10f613e27ba0', 'b87fd022-a3c8-4f34-9435-a5a222dad827', 'R-2026-000001', 7, '2026-11-23 02:26:32.524394+00:00'::timestamptz, 'portal', '861068bd-4d0c-4349-a5b7-69d2ce026cf6', '{"lines": [{"reason": "too_small", "message": "", "quantity": 1, "order_line_id": "T3JkZXJMaW5lOjc3NjMzYTIwLTlhY2QtNGFmZi05YTczLWU3YzQwMDgxZmJkNg=="}], "method": "drop_off", "outcome": "refund", "breakdown": {"parts": [{"kind": "goods", "amount": {"minor": 3273, "currency": "EUR"}, "line_id": "T3JkZXJMaW5lOjc3NjMzYTIwLTlhY2QtNGFmZi05YTczLWU3YzQwMDgxZmJkNg==", "quantity": 1}, {"kind": "original_shipping", "amount": {"minor": 600, "currency": "EUR"}, "line_id": "", "quantity": 0}, {"kind": "return_fee", "amount": {"minor": -500, "currency": "EUR"}, "line_id": "", "quantity": 0}], "total": {"minor": 3373, "currency": "EUR"}, "uncovered": {"minor": 0, "currency": "EUR"}}, "policy_version": 1}'::jsonb, 'completed', 'delivered', 'refunded', 'completed', '{"carrier": "offline", "file_id": "67d3419f-b97a-5645-802c-e6ec9dea58e4", "tracking_number": "R2026000001J"}'::jsonb, '', '', true, 'T3JkZXJHcmFudGVkUmVmdW5kOjE=', '', '2026-11-23 02:26:32.524394+00:00'::timestamptz, '2026-11-23 02:26:43.670822+00:00'::timestamptz, '2026-11-23 02:26:49.697311+00:00'::timestamptz, '2026-11-23 02:26:49.697311+00:00'::timestamptz);
insert into "case_events" ("case_id", "sequence", "kind", "at", "actor_kind", "actor_name", "facts", "previous", "digest") values ('88b1695e-d2b9-4276-8051-ea6e40921aba', 1, 'requested', '2026-11-23 02:26:32.524394+00:00'::timestamptz, 'customer', '', '{"door": "portal", "number": "R-2026-000001"}'::jsonb, '', '8bddd8b171604e289eba00d0c83de809abec1a56bebedb3ee74494e4d721e2b2');
insert into "case_events" ("case_id", "sequence", "kind", "at", "actor_kind", "actor_name", "facts", "previous", "digest") values ('88b1695e-d2b9-4276-8051-ea6e40921aba', 2, 'approved', '2026-11-23 02:26:32.524394+00:00'::timestamptz, 'system', '', '{}'::jsonb, '8bddd8b171604e289eba00d0c83de809abec1a56bebedb3ee74494e4d721e2b2', '1514da28f1b3413a5c5b9c4345558fbc385779fe0d04b3647ad36511cba41896');
insert into "case_events" ("case_id", "sequence", "kind", "at", "actor_kind", "actor_name", "facts", "previous", "digest") values ('88b1695e-d2b9-4276-8051-ea6e40921aba', 3, 'label_ordered', '2026-11-23 02:26:32.524394+00:00'::timestamptz, 'system', '', '{}'::jsonb, '1514da28f1b3413a5c5b9c4345558fbc385779fe0d04b3647ad36511cba41896', '49ccb53de67f8fad38b3094df25846b5c114b907a0b0404f86a1cc9f310b8d7d');
insert into "case_events" ("case_id", "sequence", "kind", "at", "actor_kind", "actor_name", "facts", "previous", "digest") values ('88b1695e-d2b9-4276-8051-ea6e40921aba', 4, 'noted_in_saleor', '2026-11-23 02:26:33.177835+00:00'::timestamptz, 'system', '', '{"step": "approval_note"}'::jsonb, '49ccb53de67f8fad38b3094df25846b5c114b907a0b0404f86a1cc9f310b8d7d', 'b6768e2a65bd84b365493ee22fb256845dc4a813d67c9780d1efe84da29eaeff');
insert into "case_events" ("case_id", "sequence", "kind", "at", "actor_kind", "actor_name", "facts", "previous", "digest") values ('88b1695e-d2b9-4276-8051-ea6e40921aba', 5, 'noted_in_saleor', '2026-11-23 02:26:36.257663+00:00'::timestamptz, 'system', '', '{"step": "metadata"}'::jsonb, 'b6768e2a65bd84b365493ee22fb256845dc4a813d67c9780d1efe84da29eaeff', '74e3c05f2904755e52daa31e1f2a4154957d8090c1646ac4ca4eab3fb3292f0a');
insert into "case_events" ("case_id", "sequence", "kind", "at", "actor_kind", "actor_name", "facts", "previous", "digest") values ('88b1695e-d2b9-4276-8051-ea6e40921aba', 6, 'label_made', '2026-11-23 02:26:33.270789+00:00'::timestamptz, 'system', '', '{"carrier": "offline", "file_id": "67d3419f-b97a-5645-802c-e6ec9dea58e4", "tracking_number": "R2026000001J"}'::jsonb, '74e3c05f2904755e52daa31e1f2a4154957d8090c1646ac4ca4eab3fb3292f0a', 'ee312c5427febf7031fe90f8a060256c5deb926cb54a7d0bdf33f78e5ba6fb66');
insert into "case_events" ("case_id", "sequence", "kind", "at", "actor_kind", "actor_name", "facts", "previous", "digest") values ('88b1695e-d2b9-4276-8051-ea6e40921aba', 7, 'mail_sent', '2026-11-23 02:26:42.988906+00:00'::timestamptz, 'system', '', '{"message": "label"}'::jsonb, 'ee312c5427febf7031fe90f8a060256c5deb926cb54a7d0bdf33f78e5ba6fb66', 'b7db5edf1ac809e6967963194cfb45a34ea330deef9c1b78c03df3c900d9bf9d');
insert into "case_events" ("case_id", "sequence", "kind", "at", "actor_kind", "actor_name", "facts", "previous", "digest") values ('88b1695e-d2b9-4276-8051-ea6e40921aba', 8, 'received', '2026-11-23 02:26:43.670822+00:00'::timestamptz, 'staff', 'clerk@example.com', '{}'::jsonb, 'b7db5edf1ac809e6967963194cfb45a34ea330deef9c1b78c03df3c900d9bf9d', '3c910fada05e2e0a4facd02124cf0838e4ea8810ae794602d62f2c55979a7251');
insert into "case_events" ("case_id", "sequence", "kind", "at", "actor_kind", "actor_name", "facts", "previous", "digest") values ('88b1695e-d2b9-4276-8051-ea6e40921aba', 9, 'goods_written', '2026-11-23 02:26:44.268695+00:00'::timestamptz, 'system', '', '{"step": "return_products"}'::jsonb, '3c910fada05e2e0a4facd02124cf0838e4ea8810ae794602d62f2c55979a7251', '63606a0e995c61c3352995460df1f3719bee3f037476d94efdca819d31906594');
insert into "case_events" ("case_id", "sequence", "kind", "at", "actor_kind", "actor_name", "facts", "previous", "digest") values ('88b1695e-d2b9-4276-8051-ea6e40921aba', 10, 'refund_ordered', '2026-11-23 02:26:46.449528+00:00'::timestamptz, 'staff', 'clerk@example.com', '{}'::jsonb, '63606a0e995c61c3352995460df1f3719bee3f037476d94efdca819d31906594', '6c3f6855d4116a0c4b081d32c58f9ef9bbaed9c238ee7444b5226d424e724a4d');
insert into "case_events" ("case_id", "sequence", "kind", "at", "actor_kind", "actor_name", "facts", "previous", "digest") values ('88b1695e-d2b9-4276-8051-ea6e40921aba', 11, 'refund_granted', '2026-11-23 02:26:46.980431+00:00'::timestamptz, 'system', '', '{"granted_refund_id": "T3JkZXJHcmFudGVkUmVmdW5kOjE="}'::jsonb, '6c3f6855d4116a0c4b081d32c58f9ef9bbaed9c238ee7444b5226d424e724a4d', '236ef9f5d903746e9ce1d28b8e7fb3f00613ed1c2c677c101848f2cc4ed19278');
insert into "case_events" ("case_id", "sequence", "kind", "at", "actor_kind", "actor_name", "facts", "previous", "digest") values ('88b1695e-d2b9-4276-8051-ea6e40921aba', 12, 'refunded', '2026-11-23 02:26:49.697311+00:00'::timestamptz, 'system', '', '{}'::jsonb, '236ef9f5d903746e9ce1d28b8e7fb3f00613ed1c2c677c101848f2cc4ed19278', 'f97ccae043b9f605cc02ebe119797e8da255f8a54d01d51bc45f7fb8b68fef61');
insert into "case_events" ("case_id", "sequence", "kind", "at", "actor_kind", "actor_name", "facts", "previous", "digest") values ('88b1695e-d2b9-4276-8051-ea6e40921aba', 13, 'completed', '2026-11-23 02:26:49.697311+00:00'::timestamptz, 'system', '', '{}'::jsonb, 'f97ccae043b9f605cc02ebe119797e8da255f8a54d01d51bc45f7fb8b68fef61', '899b0cc3ac14229e28e56279d8a8d9edfab9ff6d832f1da487ead5b0442fc40e');
insert into "case_events" ("case_id", "sequence", "kind", "at", "actor_kind", "actor_name", "facts", "previous", "digest") values ('88b1695e-d2b9-4276-8051-ea6e40921aba', 14, 'mail_sent', '2026-11-23 02:26:49.990968+00:00'::timestamptz, 'system', '', '{"message": "refunded"}'::jsonb, '899b0cc3ac14229e28e56279d8a8d9edfab9ff6d832f1da487ead5b0442fc40e', 'c76793475c85ea0e9457c19f0adf915fe5e8ef6e942587b4e13b1d4b39213e2c');
insert into "case_events" ("case_id", "sequence", "kind", "at", "actor_kind", "actor_name", "facts", "previous", "digest") values ('88b1695e-d2b9-4276-8051-ea6e40921aba', 15, 'noted_in_saleor', '2026-11-23 02:26:50.122706+00:00'::timestamptz, 'system', '', '{"step": "refund_note"}'::jsonb, 'c76793475c85ea0e9457c19f0adf915fe5e8ef6e942587b4e13b1d4b39213e2c', '75e7bcd82b3979deaef733fc1a15437f6f957cbd8c0596578bc0b378d25fed7b');
insert into "files" ("id", "installation_id", "case_id", "name", "media_type", "size", "sha256", "created_at") values ('67d3419f-b97a-5645-802c-e6ec9dea58e4', 'da4630fa-2b6e-44ff-b5d4-10f613e27ba0', '88b1695e-d2b9-4276-8051-ea6e40921aba', 'R-2026-000001.pdf', 'application/pdf', 21843, '978d2c4beee36ac84fa67ea70707b754c0f2d82c442a7ea5aae6cda1cb29be0e', '2026-11-23 02:26:33.270789+00:00'::timestamptz);
insert into "messages" ("id", "installation_id", "case_id", "kind", "recipient", "subject", "text", "html", "attachment_id", "attachment_name", "created_at", "sent_at") values ('edec607e-5dfd-47ed-add4-d6062523a861', 'da4630fa-2b6e-44ff-b5d4-10f613e27ba0', '88b1695e-d2b9-4276-8051-ea6e40921aba', 'label', 'camille@example.com', 'Retour R-2026-000001 : Votre étiquette de retour', 'Votre étiquette de retour
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
http://returns.test/portal/127-0-0-1-43007/?order=1&lang=fr

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
      <a href="http://returns.test/portal/127-0-0-1-43007/?order=1&amp;lang=fr" style="display:inline-block;padding:12px 22px;border-radius:8px;background:#1d4f91;color:#ffffff;font-size:16px;line-height:24px;font-weight:600;text-decoration:none">Voir votre retour</a>
    </td></tr>
  </table>
</td></tr>
</table>
</body>
</html>', '67d3419f-b97a-5645-802c-e6ec9dea58e4', 'R-2026-000001.pdf', '2026-11-23 02:26:33.270789+00:00'::timestamptz, '2026-11-23 02:26:42.988906+00:00'::timestamptz);
insert into "messages" ("id", "installation_id", "case_id", "kind", "recipient", "subject", "text", "html", "attachment_id", "attachment_name", "created_at", "sent_at") values ('30ee2fda-2158-4611-9cc1-b0ae1dff55d6', 'da4630fa-2b6e-44ff-b5d4-10f613e27ba0', '88b1695e-d2b9-4276-8051-ea6e40921aba', 'refunded', 'camille@example.com', 'Retour R-2026-000001 : Votre remboursement est en route', 'Votre remboursement est en route
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
http://returns.test/portal/127-0-0-1-43007/?order=1&lang=fr

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
      <a href="http://returns.test/portal/127-0-0-1-43007/?order=1&amp;lang=fr" style="display:inline-block;padding:12px 22px;border-radius:8px;background:#1d4f91;color:#ffffff;font-size:16px;line-height:24px;font-weight:600;text-decoration:none">Voir votre retour</a>
    </td></tr>
  </table>
</td></tr>
</table>
</body>
</html>', '', '', '2026-11-23 02:26:49.697311+00:00'::timestamptz, '2026-11-23 02:26:49.990968+00:00'::timestamptz);
insert into "operations" ("case_id", "step", "state", "planned_at", "sent_at", "done_at", "facts", "result") values ('88b1695e-d2b9-4276-8051-ea6e40921aba', 'approval_note', 'done', '2026-11-23 02:26:33.177835+00:00'::timestamptz, '2026-11-23 02:26:33.177835+00:00'::timestamptz, '2026-11-23 02:26:33.177835+00:00'::timestamptz, '{}'::jsonb, '');
insert into "operations" ("case_id", "step", "state", "planned_at", "sent_at", "done_at", "facts", "result") values ('88b1695e-d2b9-4276-8051-ea6e40921aba', 'metadata', 'done', '2026-11-23 02:26:36.257663+00:00'::timestamptz, '2026-11-23 02:26:36.257663+00:00'::timestamptz, '2026-11-23 02:26:36.257663+00:00'::timestamptz, '{}'::jsonb, '');
insert into "operations" ("case_id", "step", "state", "planned_at", "sent_at", "done_at", "facts", "result") values ('88b1695e-d2b9-4276-8051-ea6e40921aba', 'return_products', 'done', '2026-11-23 02:26:44.268695+00:00'::timestamptz, '2026-11-23 02:26:44.268695+00:00'::timestamptz, '2026-11-23 02:26:44.268695+00:00'::timestamptz, '{"lines": [["RnVsZmlsbG1lbnRMaW5lOjE=", 1]], "before": {"T3JkZXJMaW5lOjc3NjMzYTIwLTlhY2QtNGFmZi05YTczLWU3YzQwMDgxZmJkNg==": 0}}'::jsonb, '');
insert into "operations" ("case_id", "step", "state", "planned_at", "sent_at", "done_at", "facts", "result") values ('88b1695e-d2b9-4276-8051-ea6e40921aba', 'grant', 'done', '2026-11-23 02:26:46.980431+00:00'::timestamptz, '2026-11-23 02:26:46.980431+00:00'::timestamptz, '2026-11-23 02:26:46.980431+00:00'::timestamptz, '{"transaction": "VHJhbnNhY3Rpb25JdGVtOmRmMTdlMWZmLWNhZTEtNDI5Yi05MDhiLTIxZGJkZjc0MjVlMA=="}'::jsonb, 'T3JkZXJHcmFudGVkUmVmdW5kOjE=');
insert into "operations" ("case_id", "step", "state", "planned_at", "sent_at", "done_at", "facts", "result") values ('88b1695e-d2b9-4276-8051-ea6e40921aba', 'request_refund', 'done', '2026-11-23 02:26:46.980431+00:00'::timestamptz, '2026-11-23 02:26:46.980431+00:00'::timestamptz, '2026-11-23 02:26:46.980431+00:00'::timestamptz, '{"before": 0}'::jsonb, '');
insert into "operations" ("case_id", "step", "state", "planned_at", "sent_at", "done_at", "facts", "result") values ('88b1695e-d2b9-4276-8051-ea6e40921aba', 'refund_note', 'done', '2026-11-23 02:26:50.122706+00:00'::timestamptz, '2026-11-23 02:26:50.122706+00:00'::timestamptz, '2026-11-23 02:26:50.122706+00:00'::timestamptz, '{}'::jsonb, '');
