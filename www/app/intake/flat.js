// A parsed page written down as one text, which crosses into WebAssembly at once: to ask for it from there
// node by node takes longer than to parse it. `src/read/html/flat.rs` reads it.

const OPEN = '\u0001';
const ATTRIBUTE = '\u0002';
const TEXT = '\u0003';
const CLOSE = '\u0004';

const SPANS = ['colspan', 'rowspan'];
const SIDES = ['width', 'height'];
const FRAME = ['src', ...SIDES];

/** What the walker asks certain elements for, beside what it asks all of them. @type {Map<string, string[]>} */
const KEPT = new Map([
  ['td', SPANS], ['th', SPANS], ['col', ['span']], ['colgroup', ['span']],
  ['input', ['type', 'value']], ['select', ['multiple', 'size']], ['option', ['selected', 'disabled', 'label']],
  ['img', SIDES], ['svg', SIDES], ['canvas', SIDES], ['object', SIDES], ['embed', SIDES],
  ['frame', FRAME], ['iframe', FRAME], ['link', ['id', 'href']],
]);

/** What a style may say that the walker asks for. */
const TELLING = /display|visibility|opacity|decoration|line-through|mso-(hide|ignore)|clip|indent|position|float/i;
/** Sizes of fonts only count where one is 0, and then in all that stands in it. */
const NO_SIZE = /font(-size)?\s*:([^;}]{0,40}[\s+-])?[.0]*0(?![\d.])/i;
const FONT = /font/i;

/** A page's fields can be called like what a node has, and then hide it: so all is asked of the prototypes. */
function access() {
  /** @param {object} prototype @param {string} name */
  const got = (prototype, name) => {
    const { get } = /** @type {{ get: () => any }} */ (Object.getOwnPropertyDescriptor(prototype, name));
    return (/** @type {Node} */ node) => get.call(node);
  };
  return {
    type: got(Node.prototype, 'nodeType'),
    value: got(Node.prototype, 'nodeValue'),
    first: got(Node.prototype, 'firstChild'),
    next: got(Node.prototype, 'nextSibling'),
    parent: got(Node.prototype, 'parentNode'),
    name: got(Element.prototype, 'localName'),
    attribute: (/** @type {Node} */ node, /** @type {string} */ name) => Element.prototype.getAttribute.call(node, name),
    hasAttributes: (/** @type {Node} */ node) => Element.prototype.hasAttributes.call(node),
  };
}

/** A megabyte of cells has some hundred thousand nodes. */
const MOST_NODES = 200_000;

/**
 * @param {Document} page
 * @returns {string} '' where the page has more nodes than a report can have
 */
export function flat(page) {
  const of = access();
  let left = MOST_NODES;
  const opened = opener(page, of);
  let written = '';
  /** @type {Node | null} */
  let node = of.first(page);
  while (node) {
    if (--left < 0) return '';
    const type = of.type(node);
    if (type === Node.ELEMENT_NODE) written += opened(node);
    else if (type === Node.TEXT_NODE || type === Node.CDATA_SECTION_NODE) written += TEXT + plain(of.value(node) || '');
    const inside = of.first(node);
    if (inside) {
      node = inside;
      continue;
    }
    if (type === Node.ELEMENT_NODE) written += CLOSE;
    while (node && !of.next(node)) {
      /** @type {Node | null} */
      const outer = of.parent(node);
      node = outer === page ? null : outer;
      if (node) written += CLOSE;
    }
    node = node && of.next(node);
  }
  return written;
}

/**
 * What writes the beginning of an element.
 * @param {Document} page
 * @param {ReturnType<typeof access>} of
 */
function opener(page, of) {
  const sheets = sheetsOf(page);
  const asked = sheets ? ['hidden', 'class', 'id'] : ['hidden'];
  let hasFonts = NO_SIZE.test(sheets);
  /** @param {Node} element */
  return (element) => {
    const name = of.name(element);
    if (!of.hasAttributes(element)) return OPEN + name;
    // Sheets and styles come renamed.
    if (name === 'noframes' && of.attribute(element, 'g-sheet') !== null) {
      return `${OPEN}style${ATTRIBUTE}media=${plain(of.attribute(element, 'media') || 'all')}`;
    }
    let written = OPEN + name;
    const renamed = of.attribute(element, 'g-style');
    const style = renamed === null ? of.attribute(element, 'style') : renamed;
    if (style) {
      hasFonts = hasFonts || NO_SIZE.test(style);
      if (TELLING.test(style) || hasFonts && FONT.test(style)) written += `${ATTRIBUTE}style=${plain(style)}`;
    }
    for (const other of asked.concat(KEPT.get(name) || [])) {
      const value = of.attribute(element, other);
      if (value !== null) written += `${ATTRIBUTE}${other}=${plain(value)}`;
    }
    return written;
  };
}

/** The text of all style sheets: only where there are some do classes count. @param {Document} page */
function sheetsOf(page) {
  let sheets = '';
  for (const name of ['noframes', 'style']) {
    const found = Document.prototype.getElementsByTagName.call(page, name);
    for (let at = 0; at < found.length; at++) sheets += found[at].textContent;
  }
  return sheets.includes('{') ? sheets : '';
}

/** A text without our marks, which stand in none that people write. @param {string} text */
const plain = (text) => (/[\u0001-\u0004]/.test(text) ? text.replace(/[\u0001-\u0004]/g, '') : text);
