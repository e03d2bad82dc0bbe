insert into "installations" ("id", "slug", "api_url", "app_id", "token", "key_set", "saleor_version", "shop_name", "shop_address", "installed_at", "keys_fetched_at", "state", "removed_at", "disconnected_at", "looked_after_at", "features", "permissions") values ('b6a948f4-162d-4781-aa74-0f765cd12262', '127-0-0-1-43401', 'http://127.0.0.1:43401/graphql/', 'QXBwOjI=', 'gAAAAABrA6Sldr2yvEsNj6EG-AOjCwUhHJLKtoyK8eIBvP6snl1gEQSkiSvNO4QEAZD_WCyzO8ZfqMiF97hOXE-2QmUbzvfLPnsjpgw72DSp32dGAvxUfRI=', '{"keys": [{"e": "AQAB", "n": "wLfbamECMeh-P8TLEigARwStKNGpKljWJak81ckvXBX3oXevauL5zQmQ0GjN0Wcd180bjMuL4zc6qZRNDnkzoVb9qQiliD5DitkpVD64K98-FvXmPBjDvcDplu78ulcvn9JlVgVaIadpS8g8K36bQ7UYkBCgW7lYkNsLKLUx10D2zsoHGqyu0wMYIBuCwJlcvNxHNEw0gJwA528qvdN4eG0UxYX2lnBFwuKT0XDE2wwy9ygqY__bCMbNte5Zyl_q7b3vEa1jVi4LFbH9L2YDgLxIb7xvYqjFhS2nMBh8hnTDs81OTFM8qpC53rSKhS9op3e_3iV20c_QNeBGsksZxQ", "alg": "RS256", "kid": "emSt_hRoAhUXkRDHFCiY5-gPxHYTFK5M4yHk11RaKN4", "kty": "RSA", "use": "sig", "key_ops": ["verify"]}]}'::jsonb, '3.23.28', 'Maison Fil', '{"area": "", "city": "LYON", "phone": "+33478000000", "company": "Maison Fil SAS", "country": "FR", "street_1": "8 quai Saint-Vincent", "street_2": "", "last_name": "", "first_name": "", "postal_code": "69001"}'::jsonb, '2026-11-23 02:27:48.533688+00:00'::timestamptz, '2026-11-23 02:27:48.533688+00:00'::timestamptz, 'active', NULL, NULL, '2026-11-23 02:28:09.056872+00:00'::timestamptz, '{}', '{HANDLE_PAYMENTS,MANAGE_ORDERS}');
insert into "rate_hits" ("key", "window_ends_at", "hits") values ('e185d1a1b1d05699bd8c86322a7237390e992a4b309a762b672169b3353ba515', '2026-11-23 02:37:57.798385+00:00'::timestamptz, 1);
insert into "rate_hits" ("key", "window_ends_at", "hits") values ('cac91ab2380c636587612b68ea16c252f2de6712f42a5b0a47ab123ebed891b1', '2026-11-23 02:37:57.798385+00:00'::timestamptz, 1);
insert into "deliveries" ("id", "installation_id", "event", "body", "digest", "received_at", "state", "applied_at") values ('17372eb5-b808-4f5e-865c-c8ef502a55a1', 'b6a948f4-162d-4781-aa74-0f765cd12262', 'order_confirmed', '\x7b225f5f747970656e616d65223a20224f72646572436f6e6669726d6564222c202276657273696f6e223a2022332e32332e3238222c20226973737565644174223a2022323032362d31312d32335430323a32373a35302e3434303632312b30303a3030222c2022726563697069656e74223a207b226964223a2022515842774f6a493d227d2c20226f72646572223a207b226964223a202254334a6b5a5849364f445a6a4e3259344e6a5174595441774d6930305932466a4c5467344e446b744e6d4930597a51344e7a566b4e6a4e6c222c20226e756d626572223a202231222c202263726561746564223a2022323032362d31312d32305430323a32373a35302e3433383938322b30303a3030222c2022757064617465644174223a2022323032362d31312d32315430323a32373a35302e3433383938322b30303a3030222c2022737461747573223a202246554c46494c4c4544222c202275736572456d61696c223a202263616d696c6c65406578616d706c652e636f6d222c202275736572223a207b226964223a202256584e6c636a6f784d44453d227d2c20226c616e6775616765436f6465456e756d223a20224652222c20227368697070696e674d6574686f644e616d65223a20225374616e64617264222c20226368616e6e656c223a207b226964223a202251326868626d356c62446f78222c2022736c7567223a20226575726f7065222c202263757272656e6379436f6465223a2022455552227d2c202262696c6c696e6741646472657373223a207b2266697273744e616d65223a202243616d696c6c65222c20226c6173744e616d65223a20224c617572656e74222c2022636f6d70616e794e616d65223a2022222c20227374726565744164647265737331223a202231322072756520646573204c696c6173222c20227374726565744164647265737332223a2022222c202263697479223a20224c594f4e222c2022636f756e74727941726561223a2022222c2022706f7374616c436f6465223a20223639303033222c202270686f6e65223a2022222c2022636f756e747279223a207b22636f6465223a20224652227d7d2c20227368697070696e6741646472657373223a207b2266697273744e616d65223a202243616d696c6c65222c20226c6173744e616d65223a20224c617572656e74222c2022636f6d70616e794e616d65223a2022222c20227374726565744164647265737331223a202231322072756520646573204c696c6173222c20227374726565744164647265737332223a2022222c202263697479223a20224c594f4e222c2022636f756e74727941726561223a2022222c2022706f7374616c436f6465223a20223639303033222c202270686f6e65223a2022222c2022636f756e747279223a207b22636f6465223a20224652227d7d2c2022746f74616c223a207b2267726f7373223a207b22616d6f756e74223a2033382e37332c202263757272656e6379223a2022455552227d2c20226e6574223a207b22616d6f756e74223a2033322e32382c202263757272656e6379223a2022455552227d7d2c20227368697070696e675072696365223a207b2267726f7373223a207b22616d6f756e74223a20362e302c202263757272656e6379223a2022455552227d2c20226e6574223a207b22616d6f756e74223a20352e302c202263757272656e6379223a2022455552227d7d2c20226c696e6573223a205b7b226964223a202254334a6b5a584a4d6157356c4f6a4135595441314e7a51344c5755344e7a59744e475a6c4d5331694e474a6d4c5745314d7a6b35595745304d6d4a6d4e513d3d222c202270726f647563744e616d65223a2022576f76656e207363617266222c202276617269616e744e616d65223a20224f6e652073697a65222c202270726f64756374536b75223a202257532d4543482d4f4e45222c202270726f6475637456617269616e744964223a202255484a765a48566a64465a68636d6c68626e513656314d7452554e494c55394f52513d3d222c20227175616e74697479223a20312c202269735368697070696e675265717569726564223a20747275652c2022697347696674223a2066616c73652c2022756e69745072696365223a207b2267726f7373223a207b22616d6f756e74223a2033322e37332c202263757272656e6379223a2022455552227d2c20226e6574223a207b22616d6f756e74223a2032372e32382c202263757272656e6379223a2022455552227d7d2c2022746f74616c5072696365223a207b2267726f7373223a207b22616d6f756e74223a2033322e37332c202263757272656e6379223a2022455552227d2c20226e6574223a207b22616d6f756e74223a2032372e32382c202263757272656e6379223a2022455552227d7d2c20227468756d626e61696c223a207b2275726c223a2022687474703a2f2f3132372e302e302e313a34333430312f6d656469612f656368617270652e737667227d2c202276617269616e74223a207b226964223a202255484a765a48566a64465a68636d6c68626e513656314d7452554e494c55394f52513d3d222c202270726f64756374223a207b226964223a202255484a765a48566a6444706c59326868636e426c222c20226e616d65223a2022576f76656e207363617266222c202270726f6475637454797065223a207b226964223a202255484a765a48566a64465235634755364d513d3d222c20226b696e64223a20224e4f524d414c227d7d7d7d5d2c202266756c66696c6c6d656e7473223a205b7b226964223a2022526e56735a6d6c736247316c626e51364d513d3d222c2022737461747573223a202246554c46494c4c4544222c202263726561746564223a2022323032362d31312d32315430323a32373a35302e3433383938322b30303a3030222c2022747261636b696e674e756d626572223a202236413030303030303030303031222c20227368697070696e67526566756e646564416d6f756e74223a206e756c6c2c20226c696e6573223a205b7b226964223a2022526e56735a6d6c736247316c626e524d6157356c4f6a453d222c20227175616e74697479223a20312c20226f726465724c696e65223a207b226964223a202254334a6b5a584a4d6157356c4f6a4135595441314e7a51344c5755344e7a59744e475a6c4d5331694e474a6d4c5745314d7a6b35595745304d6d4a6d4e513d3d227d7d5d7d5d2c20226772616e746564526566756e6473223a205b5d2c20227472616e73616374696f6e73223a205b7b226964223a202256484a68626e4e68593352706232354a644756744f6a686c4d6a426a4d6d55774c5463795a5455744e44457a59533168596a6b784c544668593251304e324d30595445354f513d3d222c20226e616d65223a202243617264222c2022616374696f6e73223a205b22524546554e44225d2c202263686172676564416d6f756e74223a207b22616d6f756e74223a2033382e37332c202263757272656e6379223a2022455552227d2c2022726566756e646564416d6f756e74223a207b22616d6f756e74223a20302e302c202263757272656e6379223a2022455552227d2c2022726566756e6450656e64696e67416d6f756e74223a207b22616d6f756e74223a20302e302c202263757272656e6379223a2022455552227d7d5d7d7d'::bytea, '1b4fd373231fcb8cc828a10e9abbaebc2174d704782905428d3a638eefd46bf6', '2026-11-23 02:27:51.338663+00:00'::timestamptz, 'applied', '2026-11-23 02:27:52.359632+00:00'::timestamptz);
insert into "order_feeds" ("installation_id", "seen_until", "looked_at", "backfill_since", "backfill_cursor", "backfill_read", "backfill_total", "backfilled_at", "last_found", "found") values ('b6a948f4-162d-4781-aa74-0f765cd12262', '2026-11-23 02:25:48.533688+00:00'::timestamptz, '2026-11-23 02:27:48.533688+00:00'::timestamptz, '2026-11-23 02:27:48.533688+00:00'::timestamptz, '', 0, 0, '2026-11-23 02:27:48.533688+00:00'::timestamptz, 0, 0);
insert into "policy_versions" ("installation_id", "version", "document", "published_at", "author", "note") values ('b6a948f4-162d-4781-aa74-0f765cd12262', 1, '{"fees": [{"amount": {"minor": 500, "currency": "EUR"}, "country": "FR"}], "methods": ["drop_off", "in_store"], "reasons": ["too_small", "too_large", "does_not_suit", "not_as_described", "damaged", "wrong_item", "late", "other"], "outcomes": ["refund", "store_credit"], "time_zone": "UTC", "window_days": 30, "refused_skus": [], "return_address": {"area": "", "city": "Lyon", "phone": "", "company": "Maison Fil", "country": "FR", "street_1": "1 rue des Fils", "street_2": "", "last_name": "", "first_name": "", "postal_code": ""}, "approval_required": false, "message_needed_for": ["other"]}'::jsonb, '2026-11-23 02:27:48.533688+00:00'::timestamptz, '', 'The policy that every shop starts with.');
insert into "return_numbers" ("installation_id", "year", "last") values ('b6a948f4-162d-4781-aa74-0f765cd12262', 2026, 1);
insert into "orders" ("id", "installation_id", "saleor_id", "number", "email", "postal_codes", "placed_at", "policy_version", "snapshot", "read_at", "shipments", "customer_id", "customer_gone_at", "forgotten_at") values ('cb8abdad-8e20-4b9d-b3d7-6ccf2a7977c9', 'b6a948f4-162d-4781-aa74-0f765cd12262', 'T3JkZXI6ODZjN2Y4NjQtYTAwMi00Y2FjLTg4NDktNmI0YzQ4NzVkNjNl', '1', 'camille@example.com', '{69003}', '2026-11-20 02:27:50.438982+00:00'::timestamptz, 1, '{"id": "T3JkZXI6ODZjN2Y4NjQtYTAwMi00Y2FjLTg4NDktNmI0YzQ4NzVkNjNl", "email": "camille@example.com", "lines": [{"id": "T3JkZXJMaW5lOjA5YTA1NzQ4LWU4NzYtNGZlMS1iNGJmLWE1Mzk5YWE0MmJmNQ==", "sku": "WS-ECH-ONE", "total": {"minor": 3273, "currency": "EUR"}, "is_gift": false, "quantity": 1, "total_net": {"minor": 2728, "currency": "EUR"}, "product_id": "UHJvZHVjdDplY2hhcnBl", "unit_price": {"minor": 3273, "currency": "EUR"}, "variant_id": "UHJvZHVjdFZhcmlhbnQ6V1MtRUNILU9ORQ==", "is_gift_card": false, "product_name": "Woven scarf", "variant_name": "One size", "thumbnail_url": "http://127.0.0.1:43401/media/echarpe.svg", "is_shipping_required": true}], "total": {"minor": 3873, "currency": "EUR"}, "number": "1", "status": "RETURNED", "channel": "europe", "currency": "EUR", "language": "FR", "shipping": {"minor": 600, "currency": "EUR"}, "placed_at": "2026-11-20T02:27:50.438982+00:00", "updated_at": "2026-11-23T02:28:07.225446+00:00", "customer_id": "VXNlcjoxMDE=", "fulfillments": [{"id": "RnVsZmlsbG1lbnQ6Mg==", "lines": [{"id": "RnVsZmlsbG1lbnRMaW5lOjI=", "quantity": 1, "order_line_id": "T3JkZXJMaW5lOjA5YTA1NzQ4LWU4NzYtNGZlMS1iNGJmLWE1Mzk5YWE0MmJmNQ=="}], "status": "RETURNED", "created_at": "2026-11-23T02:28:04.638646+00:00", "tracking_number": "", "shipping_refunded": null}], "transactions": [{"id": "VHJhbnNhY3Rpb25JdGVtOjhlMjBjMmUwLTcyZTUtNDEzYS1hYjkxLTFhY2Q0N2M0YTE5OQ==", "actions": ["REFUND"], "charged": {"minor": 500, "currency": "EUR"}, "refunded": {"minor": 3373, "currency": "EUR"}, "refund_pending": {"minor": 0, "currency": "EUR"}}], "billing_address": {"area": "", "city": "LYON", "phone": "", "company": "", "country": "FR", "street_1": "12 rue des Lilas", "street_2": "", "last_name": "Laurent", "first_name": "Camille", "postal_code": "69003"}, "granted_refunds": [{"id": "T3JkZXJHcmFudGVkUmVmdW5kOjE=", "lines": [{"quantity": 1, "order_line_id": "T3JkZXJMaW5lOjA5YTA1NzQ4LWU4NzYtNGZlMS1iNGJmLWE1Mzk5YWE0MmJmNQ=="}], "amount": {"minor": 3373, "currency": "EUR"}, "events": [{"type": "REFUND_SUCCESS", "amount": {"minor": 3373, "currency": "EUR"}, "created_at": "2026-11-23T02:28:05.852843+00:00", "psp_reference": "psp-refund-458ab41cf24e4bd0"}, {"type": "REFUND_REQUEST", "amount": {"minor": 3373, "currency": "EUR"}, "created_at": "2026-11-23T02:28:05.849204+00:00", "psp_reference": "psp-refund-458ab41cf24e4bd0"}], "reason": "[R-2026-000001] Return", "status": "SUCCESS", "transaction_id": "VHJhbnNhY3Rpb25JdGVtOjhlMjBjMmUwLTcyZTUtNDEzYS1hYjkxLTFhY2Q0N2M0YTE5OQ==", "shipping_included": true}], "shipping_method": "Standard", "shipping_address": {"area": "", "city": "LYON", "phone": "", "company": "", "country": "FR", "street_1": "12 rue des Lilas", "street_2": "", "last_name": "Laurent", "first_name": "Camille", "postal_code": "69003"}}'::jsonb, '2026-11-23 02:28:08.270768+00:00'::timestamptz, '[{"shipped_at": "2026-11-21T02:27:50.438982+00:00", "fulfillment_id": "RnVsZmlsbG1lbnQ6MQ==", "tracking_number": "6A00000000001"}]'::jsonb, 'VXNlcjoxMDE=', NULL, NULL);
insert into "returns" ("id", "installation_id", "order_id", "number", "version", "requested_at", "door", "quote_id", "wish", "status", "parcel_status", "money_status", "tab", "label", "rejection_reason", "problem", "goods_written", "granted_refund_id", "settled_reference", "decided_at", "received_at", "refunded_at", "closed_at") values ('a25038fd-83bd-4583-b1d2-25be0ac8c6c0', 'b6a948f4-162d-4781-aa74-0f765cd12262', 'cb8abdad-8e20-4b9d-b3d7-6ccf2a7977c9', 'R-2026-000001', 7, '2026-11-23 02:27:58.007736+00:00'::timestamptz, 'portal', '7f15fa02-0b69-46e8-99af-92acd7f80ddc', '{"lines": [{"reason": "too_small", "message": "", "quantity": 1, "order_line_id": "T3JkZXJMaW5lOjA5YTA1NzQ4LWU4NzYtNGZlMS1iNGJmLWE1Mzk5YWE0MmJmNQ=="}], "method": "drop_off", "outcome": "refund", "breakdown": {"parts": [{"kind": "goods", "amount": {"minor": 3273, "currency": "EUR"}, "line_id": "T3JkZXJMaW5lOjA5YTA1NzQ4LWU4NzYtNGZlMS1iNGJmLWE1Mzk5YWE0MmJmNQ==", "quantity": 1}, {"kind": "original_shipping", "amount": {"minor": 600, "currency": "EUR"}, "line_id": "", "quantity": 0}, {"kind": "return_fee", "amount": {"minor": -500, "currency": "EUR"}, "line_id": "", "quantity": 0}], "total": {"minor": 3373, "currency": "EUR"}, "uncovered": {"minor": 0, "currency": "EUR"}}, "policy_version": 1}'::jsonb, 'completed', 'delivered', 'refunded', 'completed', '{"carrier": "offline", "file_id": "a8a9eb00-7e71-5662-9eac-1df7b890e171", "tracking_number": "R2026000001J"}'::jsonb, '', '', true, 'T3JkZXJHcmFudGVkUmVmdW5kOjE=', '', '2026-11-23 02:27:58.007736+00:00'::timestamptz, '2026-11-23 02:28:04.266920+00:00'::timestamptz, '2026-11-23 02:28:06.561815+00:00'::timestamptz, '2026-11-23 02:28:06.561815+00:00'::timestamptz);
insert into "case_events" ("case_id", "sequence", "kind", "at", "actor_kind", "actor_name", "facts", "previous", "digest") values ('a25038fd-83bd-4583-b1d2-25be0ac8c6c0', 1, 'requested', '2026-11-23 02:27:58.007736+00:00'::timestamptz, 'customer', '', '{"door": "portal", "number": "R-2026-000001"}'::jsonb, '', '54d0ced6dcbbbd47b915ad5241199aa4ce2793a5d4ed2e6d367d8f5e74be3fc3');
insert into "case_events" ("case_id", "sequence", "kind", "at", "actor_kind", "actor_name", "facts", "previous", "digest") values ('a25038fd-83bd-4583-b1d2-25be0ac8c6c0', 2, 'approved', '2026-11-23 02:27:58.007736+00:00'::timestamptz, 'system', '', '{}'::jsonb, '54d0ced6dcbbbd47b915ad5241199aa4ce2793a5d4ed2e6d367d8f5e74be3fc3', '83f52f8cc14b810b8fb8a2e008e2aacd09794ca16999b8e808c247c96dadfc0b');
insert into "case_events" ("case_id", "sequence", "kind", "at", "actor_kind", "actor_name", "facts", "previous", "digest") values ('a25038fd-83bd-4583-b1d2-25be0ac8c6c0', 3, 'label_ordered', '2026-11-23 02:27:58.007736+00:00'::timestamptz, 'system', '', '{}'::jsonb, '83f52f8cc14b810b8fb8a2e008e2aacd09794ca16999b8e808c247c96dadfc0b', 'f6aba023cf37ca2f2e416feccb56d60841738f53186dad7d05b7482e1b6a1d4f');
insert into "case_events" ("case_id", "sequence", "kind", "at", "actor_kind", "actor_name", "facts", "previous", "digest") values ('a25038fd-83bd-4583-b1d2-25be0ac8c6c0', 4, 'noted_in_saleor', '2026-11-23 02:27:58.498996+00:00'::timestamptz, 'system', '', '{"step": "approval_note"}'::jsonb, 'f6aba023cf37ca2f2e416feccb56d60841738f53186dad7d05b7482e1b6a1d4f', '1ee567072f8d0180c4cc54e8552637ff1975ba3e313b4795dea5290862a0808a');
insert into "case_events" ("case_id", "sequence", "kind", "at", "actor_kind", "actor_name", "facts", "previous", "digest") values ('a25038fd-83bd-4583-b1d2-25be0ac8c6c0', 5, 'noted_in_saleor', '2026-11-23 02:27:59.338993+00:00'::timestamptz, 'system', '', '{"step": "metadata"}'::jsonb, '1ee567072f8d0180c4cc54e8552637ff1975ba3e313b4795dea5290862a0808a', '8e468a0a469a8c93e435b98d12d703961c3ec13fbb3014c43b8f691d1756de1d');
insert into "case_events" ("case_id", "sequence", "kind", "at", "actor_kind", "actor_name", "facts", "previous", "digest") values ('a25038fd-83bd-4583-b1d2-25be0ac8c6c0', 6, 'label_made', '2026-11-23 02:27:58.589809+00:00'::timestamptz, 'system', '', '{"carrier": "offline", "file_id": "a8a9eb00-7e71-5662-9eac-1df7b890e171", "tracking_number": "R2026000001J"}'::jsonb, '8e468a0a469a8c93e435b98d12d703961c3ec13fbb3014c43b8f691d1756de1d', 'cbbb9c861e382bc8e2e7619bf426c5815cd2bfd83a0a71bf4216503019f6abde');
insert into "case_events" ("case_id", "sequence", "kind", "at", "actor_kind", "actor_name", "facts", "previous", "digest") values ('a25038fd-83bd-4583-b1d2-25be0ac8c6c0', 7, 'mail_sent', '2026-11-23 02:28:03.849952+00:00'::timestamptz, 'system', '', '{"message": "label"}'::jsonb, 'cbbb9c861e382bc8e2e7619bf426c5815cd2bfd83a0a71bf4216503019f6abde', '4fac3a686797245929ed98111add5f94fb112d338a74cda16558675a5c2aff2f');
insert into "case_events" ("case_id", "sequence", "kind", "at", "actor_kind", "actor_name", "facts", "previous", "digest") values ('a25038fd-83bd-4583-b1d2-25be0ac8c6c0', 8, 'received', '2026-11-23 02:28:04.266920+00:00'::timestamptz, 'staff', 'clerk@example.com', '{}'::jsonb, '4fac3a686797245929ed98111add5f94fb112d338a74cda16558675a5c2aff2f', '7c84847fe4c4b24f2343b7372463f4e499a858c82ee63b3ea9b3b4427ca16e9a');
insert into "case_events" ("case_id", "sequence", "kind", "at", "actor_kind", "actor_name", "facts", "previous", "digest") values ('a25038fd-83bd-4583-b1d2-25be0ac8c6c0', 9, 'goods_written', '2026-11-23 02:28:04.498791+00:00'::timestamptz, 'system', '', '{"step": "return_products"}'::jsonb, '7c84847fe4c4b24f2343b7372463f4e499a858c82ee63b3ea9b3b4427ca16e9a', 'ee7226bbdcb5f61b2ab31f7cede69dfe9dcf53934334202e59ba8459b9b2caef');
insert into "case_events" ("case_id", "sequence", "kind", "at", "actor_kind", "actor_name", "facts", "previous", "digest") values ('a25038fd-83bd-4583-b1d2-25be0ac8c6c0', 10, 'refund_ordered', '2026-11-23 02:28:05.307824+00:00'::timestamptz, 'staff', 'clerk@example.com', '{}'::jsonb, 'ee7226bbdcb5f61b2ab31f7cede69dfe9dcf53934334202e59ba8459b9b2caef', 'ffef4bdf4279ced794016b58a06d14470d75dd0138828949d46347901bf1e9e2');
insert into "case_events" ("case_id", "sequence", "kind", "at", "actor_kind", "actor_name", "facts", "previous", "digest") values ('a25038fd-83bd-4583-b1d2-25be0ac8c6c0', 11, 'refund_granted', '2026-11-23 02:28:05.483823+00:00'::timestamptz, 'system', '', '{"granted_refund_id": "T3JkZXJHcmFudGVkUmVmdW5kOjE="}'::jsonb, 'ffef4bdf4279ced794016b58a06d14470d75dd0138828949d46347901bf1e9e2', '819bc1cf7b9f0f2d9ad46603865d6f1d6708945edb58af1d9dd1a3dee07d5553');
insert into "case_events" ("case_id", "sequence", "kind", "at", "actor_kind", "actor_name", "facts", "previous", "digest") values ('a25038fd-83bd-4583-b1d2-25be0ac8c6c0', 12, 'refunded', '2026-11-23 02:28:06.561815+00:00'::timestamptz, 'system', '', '{}'::jsonb, '819bc1cf7b9f0f2d9ad46603865d6f1d6708945edb58af1d9dd1a3dee07d5553', '7f0cc3caec616f37ee3e70e2b591129eabc8263b46eff516e909182b0e40a879');
insert into "case_events" ("case_id", "sequence", "kind", "at", "actor_kind", "actor_name", "facts", "previous", "digest") values ('a25038fd-83bd-4583-b1d2-25be0ac8c6c0', 13, 'completed', '2026-11-23 02:28:06.561815+00:00'::timestamptz, 'system', '', '{}'::jsonb, '7f0cc3caec616f37ee3e70e2b591129eabc8263b46eff516e909182b0e40a879', 'bd7d58e3ce78c507d6196c9b14e2daa2f12edca659cfbf4a02a6c6a4fc1b385e');
insert into "case_events" ("case_id", "sequence", "kind", "at", "actor_kind", "actor_name", "facts", "previous", "digest") values ('a25038fd-83bd-4583-b1d2-25be0ac8c6c0', 14, 'mail_sent', '2026-11-23 02:28:06.905488+00:00'::timestamptz, 'system', '', '{"message": "refunded"}'::jsonb, 'bd7d58e3ce78c507d6196c9b14e2daa2f12edca659cfbf4a02a6c6a4fc1b385e', '6c9aeb7771880fa6fa3bd164a044526308485f365bec6c7c701697f378df42a1');
insert into "case_events" ("case_id", "sequence", "kind", "at", "actor_kind", "actor_name", "facts", "previous", "digest") values ('a25038fd-83bd-4583-b1d2-25be0ac8c6c0', 15, 'noted_in_saleor', '2026-11-23 02:28:07.061305+00:00'::timestamptz, 'system', '', '{"step": "refund_note"}'::jsonb, '6c9aeb7771880fa6fa3bd164a044526308485f365bec6c7c701697f378df42a1', '1e34bc2b45ebc83a7134ee381e5010e35858e78c334669e301cb9eac9a192e48');
insert into "files" ("id", "installation_id", "case_id", "name", "media_type", "size", "sha256", "created_at") values ('a8a9eb00-7e71-5662-9eac-1df7b890e171', 'b6a948f4-162d-4781-aa74-0f765cd12262', 'a25038fd-83bd-4583-b1d2-25be0ac8c6c0', 'R-2026-000001.pdf', 'application/pdf', 21843, '978d2c4beee36ac84fa67ea70707b754c0f2d82c442a7ea5aae6cda1cb29be0e', '2026-11-23 02:27:58.589809+00:00'::timestamptz);
insert into "messages" ("id", "installation_id", "case_id", "kind", "recipient", "subject", "text", "html", "attachment_id", "attachment_name", "created_at", "sent_at") values ('5be25270-56b9-4291-81ee-317c0d687f4c', 'b6a948f4-162d-4781-aa74-0f765cd12262', 'a25038fd-83bd-4583-b1d2-25be0ac8c6c0', 'label', 'camille@example.com', 'Retour R-2026-000001 : Votre étiquette de retour', 'Votre étiquette de retour
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
http://returns.test/portal/127-0-0-1-43401/?order=1&lang=fr

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
      <a href="http://returns.test/portal/127-0-0-1-43401/?order=1&amp;lang=fr" style="display:inline-block;padding:12px 22px;border-radius:8px;background:#1d4f91;color:#ffffff;font-size:16px;line-height:24px;font-weight:600;text-decoration:none">Voir votre retour</a>
    </td></tr>
  </table>
</td></tr>
</table>
</body>
</html>', 'a8a9eb00-7e71-5662-9eac-1df7b890e171', 'R-2026-000001.pdf', '2026-11-23 02:27:58.589809+00:00'::timestamptz, '2026-11-23 02:28:03.849952+00:00'::timestamptz);
insert into "messages" ("id", "installation_id", "case_id", "kind", "recipient", "subject", "text", "html", "attachment_id", "attachment_name", "created_at", "sent_at") values ('d2436719-bb1a-4bbc-9bd5-91c675a01a3a', 'b6a948f4-162d-4781-aa74-0f765cd12262', 'a25038fd-83bd-4583-b1d2-25be0ac8c6c0', 'refunded', 'camille@example.com', 'Retour R-2026-000001 : Votre remboursement est en route', 'Votre remboursement est en route
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
http://returns.test/portal/127-0-0-1-43401/?order=1&lang=fr

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
      <a href="http://returns.test/portal/127-0-0-1-43401/?order=1&amp;lang=fr" style="display:inline-block;padding:12px 22px;border-radius:8px;background:#1d4f91;color:#ffffff;font-size:16px;line-height:24px;font-weight:600;text-decoration:none">Voir votre retour</a>
    </td></tr>
  </table>
</td></tr>
</table>
</body>
</html>', '', '', '2026-11-23 02:28:06.561815+00:00'::timestamptz, '2026-11-23 02:28:06.905488+00:00'::timestamptz);
insert into "operations" ("case_id", "step", "state", "planned_at", "sent_at", "done_at", "facts", "result") values ('a25038fd-83bd-4583-b1d2-25be0ac8c6c0', 'approval_note', 'done', '2026-11-23 02:27:58.498996+00:00'::timestamptz, '2026-11-23 02:27:58.498996+00:00'::timestamptz, '2026-11-23 02:27:58.498996+00:00'::timestamptz, '{}'::jsonb, '');
insert into "operations" ("case_id", "step", "state", "planned_at", "sent_at", "done_at", "facts", "result") values ('a25038fd-83bd-4583-b1d2-25be0ac8c6c0', 'metadata', 'done', '2026-11-23 02:27:59.338993+00:00'::timestamptz, '2026-11-23 02:27:59.338993+00:00'::timestamptz, '2026-11-23 02:27:59.338993+00:00'::timestamptz, '{}'::jsonb, '');
insert into "operations" ("case_id", "step", "state", "planned_at", "sent_at", "done_at", "facts", "result") values ('a25038fd-83bd-4583-b1d2-25be0ac8c6c0', 'return_products', 'done', '2026-11-23 02:28:04.498791+00:00'::timestamptz, '2026-11-23 02:28:04.498791+00:00'::timestamptz, '2026-11-23 02:28:04.498791+00:00'::timestamptz, '{"lines": [["RnVsZmlsbG1lbnRMaW5lOjE=", 1]], "before": {"T3JkZXJMaW5lOjA5YTA1NzQ4LWU4NzYtNGZlMS1iNGJmLWE1Mzk5YWE0MmJmNQ==": 0}}'::jsonb, '');
insert into "operations" ("case_id", "step", "state", "planned_at", "sent_at", "done_at", "facts", "result") values ('a25038fd-83bd-4583-b1d2-25be0ac8c6c0', 'grant', 'done', '2026-11-23 02:28:05.483823+00:00'::timestamptz, '2026-11-23 02:28:05.483823+00:00'::timestamptz, '2026-11-23 02:28:05.483823+00:00'::timestamptz, '{"transaction": "VHJhbnNhY3Rpb25JdGVtOjhlMjBjMmUwLTcyZTUtNDEzYS1hYjkxLTFhY2Q0N2M0YTE5OQ=="}'::jsonb, 'T3JkZXJHcmFudGVkUmVmdW5kOjE=');
insert into "operations" ("case_id", "step", "state", "planned_at", "sent_at", "done_at", "facts", "result") values ('a25038fd-83bd-4583-b1d2-25be0ac8c6c0', 'request_refund', 'done', '2026-11-23 02:28:05.483823+00:00'::timestamptz, '2026-11-23 02:28:05.483823+00:00'::timestamptz, '2026-11-23 02:28:05.483823+00:00'::timestamptz, '{"before": 0}'::jsonb, '');
insert into "operations" ("case_id", "step", "state", "planned_at", "sent_at", "done_at", "facts", "result") values ('a25038fd-83bd-4583-b1d2-25be0ac8c6c0', 'refund_note', 'done', '2026-11-23 02:28:07.061305+00:00'::timestamptz, '2026-11-23 02:28:07.061305+00:00'::timestamptz, '2026-11-23 02:28:07.061305+00:00'::timestamptz, '{}'::jsonb, '');
