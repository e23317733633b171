// Parsing markup apart from the page, where a site allows that to named policies alone (Trusted Types).

/** @typedef {{ createPolicy: (name: string, rules: { createHTML: (text: string) => string }) => { createHTML: (text: string) => string } }} TrustedTypes */

/** @type {{ createHTML: (text: string) => string } | null} */
let policy = null;

/**
 * Where a site allows markup from named policies alone, ours is called `gouji`. It is for markup that
 * is parsed apart from the page and never put into it as markup.
 * @param {string} text
 */
function trusted(text) {
  const { trustedTypes } = /** @type {{ trustedTypes?: TrustedTypes }} */ (/** @type {unknown} */ (window));
  if (!trustedTypes) return text;
  policy = policy ?? trustedTypes.createPolicy('gouji', { createHTML: (own) => own });
  return policy.createHTML(text);
}

/**
 * A page by the browser's own parser: inert, nothing in it runs or is fetched.
 * @param {string} html
 */
export const parseApart = (html) => new DOMParser().parseFromString(trusted(html), 'text/html');
