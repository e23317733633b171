// What scripts/package.mjs writes into the element of the npm package.

/** The page's markup and styles, by file of dist/. */
declare const TEXTS: Record<string, string>;

/** Fetches what an element needs, where a bundler joins the scripts; elsewhere the loader asks for it beside itself. */
declare const APP: (() => Promise<typeof import('../../www/gouji-app.js')>) | undefined;
