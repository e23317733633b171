// A parsed page written down as one text, which crosses into WebAssembly at once: to ask for it from there
// node by node takes longer than to parse it. `src/read/html/flat.rs` reads it.

const OPEN = '\u0001';
const ATTRIBUTE = '\u0002';
const TEXT = '\u0003';
const CLOSE = '\u0004';

/** What the walker asks cells and fields for. */
const KEPT = new Map([['td', ['colspan', 'rowspan']], ['th', ['colspan', 'rowspan']], ['input', ['type', 'value']]]);

/** What a style may say that the walker asks for. */
const TELLING = /display|visibility|mso-ignore/i;

/**
 * @param {Document} page
 * @returns {string}
 */
export function flat(page) {
  let written = '';
  /** @type {Node | null} */
  let node = page.firstChild;
  while (node) {
    if (node.nodeType === Node.ELEMENT_NODE) written += opened(/** @type {Element} */ (node));
    else if (node.nodeType === Node.TEXT_NODE || node.nodeType === Node.CDATA_SECTION_NODE) written += TEXT + plain(node.nodeValue ?? '');
    if (node.firstChild) {
      node = node.firstChild;
      continue;
    }
    if (node.nodeType === Node.ELEMENT_NODE) written += CLOSE;
    while (node && !node.nextSibling) {
      /** @type {Node | null} */
      const outer = node.parentNode;
      node = outer === page ? null : outer;
      if (node) written += CLOSE;
    }
    node = node && node.nextSibling;
  }
  return written;
}

/** @param {Element} element */
function opened(element) {
  let written = OPEN + element.localName;
  if (!element.hasAttributes()) return written;
  // Styles come renamed.
  const style = element.getAttribute('data-style');
  if (style !== null && TELLING.test(style)) written += `${ATTRIBUTE}style=${plain(style)}`;
  if (element.hasAttribute('hidden')) written += `${ATTRIBUTE}hidden=`;
  for (const name of KEPT.get(element.localName) ?? []) {
    const value = element.getAttribute(name);
    if (value !== null) written += `${ATTRIBUTE}${name}=${plain(value)}`;
  }
  return written;
}

/** A text without our marks, which stand in none that people write. @param {string} text */
const plain = (text) => (/[\u0001-\u0004]/.test(text) ? text.replace(/[\u0001-\u0004]/g, '') : text);
