// The page's style sheets, made to stand in a shadow: sizes no longer follow the host page's root,
// and what depends on the window's width depends on the element's.

import { textOf } from './file.js';

const FILES = ['css/page.css', 'css/sheet.css'];
const PRINT = 'css/print.css';

/** What can have the focus is scrolled from under what sticks: whatever scrolls, it is the host's and has no padding for that. */
const STOPS = ['a', 'button', 'select', 'summary', 'input', 'textarea', '[tabindex]'];
const CLEAR = `${STOPS.map((stop) => `.gouji ${stop}`).join()} { scroll-margin-top: calc(var(--above) + var(--bar) + 6.5 * var(--gouji-rem)); scroll-margin-bottom: calc(2 * var(--gouji-rem)); }
  ${STOPS.map((stop) => `.gouji.small ${stop}`).join()} { scroll-margin-top: calc(var(--above) + var(--bar)); scroll-margin-bottom: calc(8 * var(--gouji-rem)); }`;

/** What the inner frame begins with, so that nothing of the host's styles is inherited. */
const START = '.gouji { all: initial; display: block; position: relative; --gouji-rem: var(--gouji-unit, 16px); } .gouji[hidden] { display: none; } .gouji.large { --gouji-rem: calc(var(--gouji-unit, 16px) * 1.25); } .gouji.gouji.large { font-size: calc(0.9375 * var(--gouji-rem)); } :host { display: block; outline: 0; } :host([hidden]) { display: none; }';

/** The widths below which `small` and `narrow` hold, in units of 1 rem, as the page's media queries have them. */
export const WIDTHS = { small: 45, narrow: 68 };

/**
 * @param {string} base where the style sheets lie
 * @returns {Promise<string[]>} the style sheets as text
 */
export async function fetchStyles(base) {
  const texts = await Promise.all([...FILES, PRINT].map(async (file) => rescale(await textOf(file, base))));
  const print = texts.pop();
  return [START + CLEAR, ...texts, `@media print { ${print} }`];
}

/**
 * Sizes in the element's own unit; the conditions of media queries stay.
 * @param {string} css
 */
const rescale = (css) => css.split('@').map((piece, at) => {
  const from = at > 0 && piece.startsWith('media') ? piece.indexOf('{') : 0;
  return piece.slice(0, from) + piece.slice(from).replace(/(-?\d*\.?\d+)rem\b/g, 'calc($1 * var(--gouji-rem))');
}).join('@');

/**
 * @param {ShadowRoot} shadow
 * @param {string[]} texts
 */
export function adopt(shadow, texts) {
  shadow.adoptedStyleSheets = texts.map((text) => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(fitted(text));
    return sheet;
  });
}

/**
 * Our own style sheet for a shadow, rule by rule as text: what the browser gives back of a rule that it has read lacks
 * shorthands with `var()` in them of which a part is set again.
 * @param {string} css without braces in strings
 */
function fitted(css) {
  let within = '';
  let isInRule = false;
  return css.replace(/\/\*[^]*?\*\//g, '').replace(/([^{}]*)([{}])/g, (whole, text, brace) => {
    const prelude = text.trim();
    if (brace === '}') {
      if (!isInRule) within = '';
      isInRule = false;
      return whole;
    }
    if (prelude.startsWith('@media')) {
      const width = /max-width:\s*(\d+)rem/.exec(prelude);
      const name = width && Object.entries(WIDTHS).find(([, most]) => most === Number(width[1]));
      within = name ? `.${name[0]}` : '';
      return name ? '@media screen{' : whole;
    }
    isInRule = true;
    return prelude.startsWith('@') ? whole : `${selectorsFor(prelude, within)}{`;
  });
}

/**
 * @param {string} selectors
 * @param {string} within the class that must hold; '' for none
 */
const selectorsFor = (selectors, within) => selectors.split(',').map((selector) => {
  const own = selector.trim().replace(/^(:root|html|body)\b/, '.gouji');
  if (within === '') return own;
  return own.startsWith('.gouji') ? own.replace('.gouji', `.gouji${within}`) : `${within} ${own}`;
}).join(',');
