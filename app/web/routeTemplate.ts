/** Words that stand in the addresses of pages; whatever else stands there is somebody's id, or somebody's invention. */
const WORDS = new Set([
  ...['app', 'check', 'data', 'help', 'mails', 'orders', 'documents', 'pdf', 'csv', 'preview', 'products'],
  ...['settings', 'sevdesk', 'api', 'extension', 'print', 'auth', 'figures', 'money', 'payouts'],
]);

/** The shape of a page's address, for traces: `/app/orders/820982911946154508` is `/app/orders/:id`. */
export function routeTemplate(path: string): string {
  const segments = path.split('/').slice(1);
  return segments.map((segment) => `/${segment === '' ? '' : shapeOf(segment)}`).join('');
}

/** `csv.data` is asked for by the framework when it stays on a page, and is a page all the same. */
function shapeOf(segment: string): string {
  return segment.split('.').every((word) => WORDS.has(word)) ? segment : ':id';
}
