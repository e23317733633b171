// Written by hand for this one task: tables out of markup, in one pass over its characters, without a tree.

/**
 * Rows of cells, every span written out as blank cells.
 * @typedef {string[][]} Rows
 */

/** What is not shown as text: everything up to the closing tag is passed over. */
const SKIPPED = new Set(['style', 'script', 'xml', 'title']);

const ENTITIES = new Map([['amp', '&'], ['lt', '<'], ['gt', '>'], ['quot', '"'], ['nbsp', '\u{A0}'], ['apos', "'"]]);

/**
 * The tables of a page in order.
 * @param {string} html
 * @returns {Rows[]}
 */
export function scan(html) {
  /** @type {Rows[]} */
  const tables = [];
  /** @type {Table | null} */
  let table = null;
  let text = '';
  let inCell = false;
  let at = 0;
  while (at < html.length) {
    const open = html.indexOf('<', at);
    if (inCell && open !== at) text += html.slice(at, open < 0 ? html.length : open);
    if (open < 0) break;
    if (html.startsWith('<!--', open)) {
      const end = html.indexOf('-->', open + 4);
      at = end < 0 ? html.length : end + 3;
      continue;
    }
    const close = tagEnd(html, open);
    const isEnd = html.charCodeAt(open + 1) === 47;
    const name = nameAt(html, open + (isEnd ? 2 : 1));
    at = close;
    switch (name) {
      case 'table':
        if (isEnd && table) tables.push(table.rows);
        table = isEnd ? null : new Table();
        break;
      case 'tr':
        if (!isEnd) table?.row();
        break;
      case 'td':
      case 'th':
        if (inCell) table?.cell(tidy(text));
        inCell = !isEnd;
        text = '';
        if (!isEnd) table?.open(html.slice(open, close));
        break;
      case 'br':
      case 'p':
      case 'div':
        if (inCell) text += '\n';
        break;
      default:
        if (!isEnd && SKIPPED.has(name)) {
          const end = html.indexOf(`</${name}`, close);
          at = end < 0 ? html.length : tagEnd(html, end);
        }
    }
  }
  return tables;
}

/** Where a tag ends, quotes counted. @param {string} html @param {number} from */
function tagEnd(html, from) {
  for (let at = from + 1; at < html.length; at++) {
    const code = html.charCodeAt(at);
    if (code === 62) return at + 1;
    if (code === 34 || code === 39) {
      const end = html.indexOf(html[at], at + 1);
      if (end < 0) return html.length;
      at = end;
    }
  }
  return html.length;
}

/** @param {string} html @param {number} from */
function nameAt(html, from) {
  let to = from;
  while (to < html.length) {
    const code = html.charCodeAt(to) | 32;
    if (code < 97 || code > 122) break;
    to++;
  }
  return html.slice(from, to).toLowerCase();
}

/** @param {RegExp} span @param {string} tag */
const count = (span, tag) => Number(span.exec(tag)?.[1] ?? 1);

/** @param {string} text */
export function tidy(text) {
  const plain = text.includes('&') ? text.replace(/&(#x?[\da-f]+|\w+);/gi, (whole, name) => entity(name) ?? whole) : text;
  return plain.trim().replace(/[ \t\r\n\f]+/g, ' ');
}

/** @param {string} name */
function entity(name) {
  if (name[0] !== '#') return ENTITIES.get(name);
  const code = name[1] === 'x' || name[1] === 'X' ? parseInt(name.slice(2), 16) : parseInt(name.slice(1), 10);
  return code <= 0x10ffff ? String.fromCodePoint(code) : undefined;
}

/** Places cells as the HTML table model does. */
export class Table {
  constructor() {
    /** @type {Rows} */
    this.rows = [];
    /** Rows still covered from above, by column. @type {number[]} */
    this.hanging = [];
    this.spans = { columns: 1, rows: 1 };
  }

  row() {
    this.rows.push([]);
  }

  /** @param {string} tag */
  open(tag) {
    this.spans = { columns: Math.min(count(/\scolspan\s*=\s*["']?(\d+)/i, tag), 256), rows: count(/\srowspan\s*=\s*["']?(\d+)/i, tag) };
  }

  /** @param {string} text */
  cell(text) {
    const row = this.rows.at(-1);
    if (!row) return;
    while (this.hanging[row.length] > 0) {
      this.hanging[row.length]--;
      row.push('');
    }
    const { columns, rows } = this.spans;
    for (let more = 0; more < columns; more++) {
      this.hanging[row.length] = rows - 1;
      row.push(more === 0 ? text : '');
    }
  }
}
