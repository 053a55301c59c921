/** The requests of an order of a new customer, one at Shopify and six at sevdesk: bytes as the twins count them. */
export const REQUESTS = [
  { method: 'POST', sent: 3_800, received: 5_000 },
  { method: 'GET', sent: 0, received: 14 },
  { method: 'GET', sent: 0, received: 14 },
  { method: 'POST', sent: 196, received: 813 },
  { method: 'POST', sent: 1_561, received: 8_734 },
  { method: 'PUT', sent: 37, received: 2_377 },
  { method: 'PUT', sent: 135, received: 329 },
];
