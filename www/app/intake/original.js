// The source of a reading, to look at beside what was read: always as text.
import { part, phrase, setText, stamp } from '../shell/dom.js';

/** @typedef {import('./source.js').Text} Text */

/** At most so many characters are shown. */
const MOST_SHOWN = 200_000;

/** At most so much markup is looked through for them. */
const MOST_MARKUP = 2_000_000;

/**
 * @param {Text | null} source null where the source is no text
 * @param {string} name
 * @param {(html: string) => Promise<Document>} parse
 */
export function original(source, name, parse) {
  if (!source) return stamp('original-elsewhere', { name });
  const box = stamp('original');
  // Only who looks pays for it.
  box.addEventListener('toggle', () => {
    const show = /** @param {string} text */ (text) => {
      const isCut = text.length > MOST_SHOWN || (source.kind === 'html' && source.text.length > MOST_MARKUP);
      setText(part(box, 'text'), text.slice(0, MOST_SHOWN));
      setText(part(box, 'about'), isCut ? phrase('original-cut') : '');
    };
    if (source.kind !== 'html') show(source.text);
    // Markup that cannot be laid out in time is shown as it is written.
    else parse(unstyled(source.text.slice(0, MOST_MARKUP))).then(textOf).then(show, () => show(source.text));
  }, { once: true });
  // Where there is room it stands beside what was read.
  box.addEventListener('toggle', () => {
    const reading = box.closest('.reading');
    if (reading) reading.classList.toggle('beside', box.hasAttribute('open'));
  });
  return box;
}

/** What begins a line. */
const LINES = /^(TR|P|DIV|LI|BR|H[1-6]|TABLE|SECTION)$/;

/** A tag with all in it: a value in quotes may hold what would end it. */
const TAG = /<\/?[a-z](?:[^>"']|"[^"]*"?|'[^']*'?)*/gi;

/**
 * Styles under names that mean nothing to the browser: it would tell the console of each that the policy keeps it from applying.
 * @param {string} html
 */
const unstyled = (html) => html.replace(TAG, (tag) => tag.replace(/^(<\/?)style(?=[\s/]|$)/i, '$1noframes').replace(/([\s"'/])style(?=\s*=)/gi, '$1data-style'));

/**
 * Markup as one would see it: a line a row, a tab between cells.
 * @param {Document} page
 */
function textOf(page) {
  const walker = page.createTreeWalker(page.body, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
  /** @type {string[]} */
  const texts = [];
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const inside = node.parentElement;
    if (!(node instanceof Element)) {
      if (!inside || !/^(SCRIPT|NOFRAMES)$/.test(inside.tagName)) texts.push((node.textContent ?? '').replace(/\s+/g, ' '));
    } else if (/^T[DH]$/.test(node.tagName)) texts.push('\t');
    else if (LINES.test(node.tagName)) texts.push(inside && inside.closest('td, th') ? ' ' : '\n');
  }
  return texts.join('').replace(/ *([\t\n]) */g, '$1').replace(/\n[ \t]*(?=\n)/g, '').replace(/\n\t/g, '\n').trim();
}
