// What scripts/package.mjs writes into the element of the npm package.

/** The page's markup and styles, by file of dist/. */
declare const TEXTS: Record<string, string>;
