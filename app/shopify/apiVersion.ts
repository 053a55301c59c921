/** Version of the Admin API and of the webhooks; supported until October 2027. Stands in shopify.app.toml as well. */
export const API_VERSION = '2026-10';
