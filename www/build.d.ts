// What scripts/dist.mjs writes into the built page. Undefined where www/ is served as it is.

/** The content hash of all files of the page: one version of it. */
declare const VERSION: string | undefined;

/** The page's own security policy, for browsers that know `'wasm-unsafe-eval'` and for those before. */
declare const POLICIES: { known: string; before: string } | undefined;

/** What the service worker keeps: paths below its own, each with what `integrity` says of it. */
declare const PRECACHE: { version: string; files: [path: string, integrity: string][] } | undefined;
