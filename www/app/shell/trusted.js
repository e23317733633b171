// What a site allows to named policies alone (Trusted Types): parsing markup apart from the page, and starting our own workers.

/**
 * @typedef {{ createHTML: (text: string) => string, createScriptURL: (address: string) => string }} Policy
 * @typedef {{ createPolicy: (name: string, rules: Policy) => Policy }} TrustedTypes
 */

/** @type {Policy | null} */
let policy = null;

/** Ours is called `gouji`; browsers and sites that know nothing of it take plain text. */
function own() {
  const { trustedTypes } = /** @type {{ trustedTypes?: TrustedTypes }} */ (/** @type {unknown} */ (window));
  if (!policy) {
    const rules = { createHTML: (/** @type {string} */ text) => text, createScriptURL: (/** @type {string} */ address) => address };
    policy = trustedTypes ? trustedTypes.createPolicy('gouji', rules) : rules;
  }
  return policy;
}

/**
 * A page by the browser's own parser: inert, nothing in it runs or is fetched, and it is never put into ours as markup.
 * @param {string} html
 */
export const parseApart = (html) => new DOMParser().parseFromString(own().createHTML(html), 'text/html');

/** An empty document of the same kind, to be written to. */
export function documentApart() {
  const page = document.implementation.createHTMLDocument('');
  page.open();
  return page;
}

/**
 * Hands the parser of such a document more of its text.
 * @param {Document} page
 * @param {string} html
 */
export const writeApart = (page, html) => page.write(own().createHTML(html));

/**
 * The address of one of our own scripts.
 * @param {string} address
 */
export const ownScript = (address) => own().createScriptURL(address);
