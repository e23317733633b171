// The page's own markup, put into a shadow. It is ours, from where the script came: no data is in it.

import { parseApart } from '../app/shell/trusted.js';
import { textOf } from './file.js';

/**
 * @param {string} base where index.html lies
 * @returns {Promise<Document>} inert
 */
export const fetchMarkup = async (base) => parseApart(await textOf('index.html', base));

/**
 * @param {Document} markup
 * @returns {HTMLElement} what stands around all of it
 */
export function frameOf(markup) {
  const frame = document.createElement('div');
  frame.className = 'gouji';
  frame.lang = 'zh-CN';
  frame.setAttribute('part', 'page');
  for (const node of [...markup.body.childNodes]) frame.appendChild(document.importNode(node, true));
  for (const element of frame.querySelectorAll('h1, h2')) element.setAttribute('aria-level', String(Number(element.tagName[1]) + 1));
  return frame;
}
