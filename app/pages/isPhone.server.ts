/**
 * Whether the page will be drawn on a phone, so that it comes in that shape from the start instead of jumping into it.
 * A guess from the browser's name: wrong only costs one redrawing.
 */
export const isPhone = (request: Request): boolean =>
  /\bMobile\b/.test(request.headers.get('User-Agent') ?? '');
