// What a server must say along with the page. The tests and `npm start` use these very headers.

/** Chromium before this knows no `'wasm-unsafe-eval'`, and refuses WebAssembly where a policy has but that. */
const NAMED = 97;

/**
 * Nothing leaves the origin, and nothing from elsewhere runs.
 * @param {string} keyword what lets WebAssembly be compiled
 */
const policy = (keyword) => [
  "default-src 'none'",
  `script-src 'self' ${keyword}`,
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "form-action 'none'",
  // These two do not follow default-src.
  "base-uri 'none'",
  "frame-ancestors 'self'",
  // What keeps the page for use without a network.
  "manifest-src 'self'",
  "worker-src 'self'",
];

/** The policy, directive by directive: for browsers that know `'wasm-unsafe-eval'`, and for those before. */
export const POLICIES = { known: policy("'wasm-unsafe-eval'"), before: policy("'unsafe-eval'") };

/**
 * What every answer says, by the browser that asks.
 * @param {string} userAgent
 * @returns {Record<string, string>}
 */
export function headersFor(userAgent) {
  const chromium = /Chrom(?:e|ium)\/(\d+)/.exec(userAgent);
  const isBefore = chromium !== null && Number(chromium[1]) < NAMED;
  return {
    'Content-Security-Policy': POLICIES[isBefore ? 'before' : 'known'].join('; '),
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'no-referrer',
    'Cache-Control': 'no-cache',
    'Vary': 'User-Agent',
    // Pages of other sites may embed it; there is nothing here but what everybody may read.
    'Access-Control-Allow-Origin': '*',
  };
}

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
