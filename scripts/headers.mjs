// What a server must say along with the page. The tests and `npm start` use these very headers.

/** Nothing leaves the origin, and nothing from elsewhere runs. Workers follow script-src. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "form-action 'none'",
  // The first two do not follow default-src; the third lets the page name its own icon and title.
  "base-uri 'none'",
  "frame-ancestors 'self'",
  "manifest-src 'self'",
];

export const HEADERS = {
  'Content-Security-Policy': POLICY.join('; '),
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cache-Control': 'no-cache',
  // Pages of other sites may embed it; there is nothing here but what everybody may read.
  'Access-Control-Allow-Origin': '*',
};

/** @type {Record<string, string>} by file name ending; anything else is a download */
export const MIME_TYPES = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.webmanifest': 'application/manifest+json; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
  '.md': 'text/plain; charset=utf-8',
  '.csv': 'text/csv; charset=utf-8',
  // Anything else would keep the browser from compiling while it downloads.
  '.wasm': 'application/wasm',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.pdf': 'application/pdf',
};
