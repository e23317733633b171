// Rectangles of text, as spreadsheets put them on the clipboard. Pure.

/**
 * Rows of tab-separated text; a field in quotes may hold anything.
 * @param {string} text
 * @returns {string[][]}
 */
export function parseRows(text) {
  /** @type {string[][]} */
  const rows = [[]];
  let field = '';
  let at = 0;
  const end = () => {
    rows[rows.length - 1].push(field.trim());
    field = '';
  };
  while (at < text.length) {
    const character = text[at];
    if (character === '"' && field.trim() === '' && closing(text, at) > at) {
      const close = closing(text, at);
      field = text.slice(at + 1, close).split('""').join('"');
      at = close + 1;
      continue;
    }
    if (character === '\t') {
      end();
    } else if (character === '\n' || character === '\r') {
      if (character === '\r' && text[at + 1] === '\n') at += 1;
      end();
      rows.push([]);
    } else {
      field += character;
    }
    at += 1;
  }
  end();
  while (rows.length > 1 && rows[rows.length - 1].every((text_) => text_ === '')) rows.pop();
  return rows;
}

/**
 * Where the quoted field that begins here is closed; -1 where it never is.
 * @param {string} text
 * @param {number} open
 */
function closing(text, open) {
  for (let at = text.indexOf('"', open + 1); at >= 0; at = text.indexOf('"', at + 2)) if (text[at + 1] !== '"') return at;
  return -1;
}

/**
 * Whether the rows form a rectangle that could fill cells: figures, blanks or what is put for them.
 * @param {string[][]} rows
 */
export function isBlock(rows) {
  const width = rows[0].length;
  const looksLikeFigure = /** @param {string} text */ (text) => text.length <= 24 && (text === '' || /^[\d０-９/／—－+＋.,，．%\s-]|^(无|零|增|减|不适用)/.test(text));
  return rows.every((row) => row.length === width && row.every(looksLikeFigure)) && rows.some((row) => row.some((text) => text !== ''));
}
