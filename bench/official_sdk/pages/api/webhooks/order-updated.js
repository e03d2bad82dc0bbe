import { readFileSync } from "node:fs";
import { SaleorAsyncWebhook } from "@saleor/app-sdk/handlers/next";

// The shop's record from memory, which is quicker than any store that the SDK brings along.
let kept;
const memory = {
  get: async (saleorApiUrl) => {
    kept ??= JSON.parse(readFileSync(process.env.BENCH_SHOP, "utf-8"));
    return kept.saleorApiUrl === saleorApiUrl ? kept : undefined;
  },
  set: async (record) => {
    kept = record;
  },
  delete: async () => {},
  getAll: async () => [kept],
};

const webhook = new SaleorAsyncWebhook({
  name: "Order updated",
  webhookPath: "api/webhooks/order-updated",
  event: "ORDER_UPDATED",
  apl: memory,
  query: "subscription { event { ... on OrderUpdated { order { id } } } }",
});

export const config = { api: { bodyParser: false } };

export default webhook.createHandler((request, response) => response.status(200).end());
