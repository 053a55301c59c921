/** Addresses that nobody has: a plain answer, whatever the method, and nothing is rendered for whoever guesses them. */
export const loader = (): Response => nothing();
export const action = (): Response => nothing();

const nothing = () =>
  new Response('Not found\n', { status: 404, headers: { 'Content-Type': 'text/plain; charset=utf-8' } });
