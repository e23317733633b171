// The page's style sheets, made to stand in a shadow: sizes no longer follow the host page's root,
// and what depends on the window's width depends on the element's.

import { textOf } from './file.js';

const FILES = ['css/page.css', 'css/sheet.css'];
const PRINT = 'css/print.css';

/** What the inner frame begins with, so that nothing of the host's styles is inherited. */
const START = '.gouji { all: initial; display: block; position: relative; --gouji-rem: var(--gouji-unit, 16px); } .gouji[hidden] { display: none; } .gouji.large { --gouji-rem: calc(var(--gouji-unit, 16px) * 1.25); } :host { display: block; outline: 0; } :host([hidden]) { display: none; }';

/** The widths below which `small` and `narrow` hold, in units of 1 rem, as the page's media queries have them. */
export const WIDTHS = { small: 45, narrow: 68 };

/**
 * @param {string} base where the style sheets lie
 * @returns {Promise<string[]>} the style sheets as text
 */
export async function fetchStyles(base) {
  const texts = await Promise.all([...FILES, PRINT].map(async (file) => rescale(await textOf(file, base))));
  const print = texts.pop();
  return [START, ...texts, `@media print { ${print} }`];
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
    const read = new CSSStyleSheet();
    read.replaceSync(text);
    const sheet = new CSSStyleSheet();
    sheet.replaceSync([...read.cssRules].map((rule) => ruleOf(rule, '')).join('\n'));
    return sheet;
  });
}

/**
 * A rule as text.
 * @param {CSSRule} rule
 * @param {string} within the class that must hold; '' for none
 * @returns {string}
 */
function ruleOf(rule, within) {
  if (rule instanceof CSSMediaRule) {
    const inner = [...rule.cssRules];
    const width = /max-width: (\d+)rem/.exec(rule.conditionText);
    const name = width && Object.entries(WIDTHS).find(([, most]) => most === Number(width[1]));
    const condition = name ? 'screen' : rule.conditionText;
    return `@media ${condition} { ${inner.map((own) => ruleOf(own, name ? `.${name[0]}` : within)).join('\n')} }`;
  }
  if (!(rule instanceof CSSStyleRule)) return rule.cssText;
  const selectors = rule.selectorText.split(',').map((selector) => {
    const own = selector.trim().replace(/^(:root|html|body)\b/, '.gouji');
    return within === '' ? own : own.startsWith('.gouji') ? own.replace('.gouji', `.gouji${within}`) : `${within} ${own}`;
  });
  return `${selectors.join(', ')} { ${rule.style.cssText} }`;
}
