// What `<gouji-report>` fetches when it is needed: the page itself, in the element's shadow.
import { App } from '../app/shell/app.js';
import { learnWording } from '../app/shell/dom.js';
import { Scope } from '../app/shell/scope.js';
import { openSession, readerOf } from '../engine.js';
import { fetchMarkup, frameOf } from './markup.js';
import { WIDTHS, adopt, fetchStyles } from './styles.js';

/** @typedef {import('../app/shell/app.js').Options} Options */

/** Fetched once for all elements of a document. @type {Promise<[Document, string[]]> | null} */
let loading = null;

/**
 * @param {ShadowRoot} shadow
 * @param {string} base where the page's markup and styles lie
 * @param {Options} options
 * @returns {Promise<App>}
 */
export async function mount(shadow, base, options) {
  loading = loading ?? Promise.all([fetchMarkup(base), fetchStyles(base)]);
  loading.catch(() => { loading = null; });
  const [markup, styles] = await loading;
  const engine = { ...await openSession(), readerOf };
  adopt(shadow, styles);
  const frame = frameOf(markup);
  while (shadow.lastChild) shadow.removeChild(shadow.lastChild);
  shadow.appendChild(frame);
  learnWording(shadow);
  const scope = new Scope(shadow, frame);
  followLinks(scope);
  followWidth(scope);
  return App.start(scope, engine, options);
}

/**
 * The browser looks for a link's target in the document, not in a shadow.
 * @param {Scope} scope
 */
function followLinks(scope) {
  scope.frame.addEventListener('click', (event) => {
    const link = event.target instanceof Element ? event.target.closest('a[href^="#"]') : null;
    if (!link) return;
    event.preventDefault();
    const target = scope.root.getElementById((link.getAttribute('href') ?? '').slice(1));
    if (!target) return;
    target.scrollIntoView();
    target.focus({ preventScroll: true });
  });
}

/**
 * What a page of its own asks of the window's width, an element asks of its own.
 * @param {Scope} scope
 */
function followWidth({ frame, ...scope }) {
  const measure = () => {
    const unit = parseFloat(getComputedStyle(frame).getPropertyValue('--gouji-unit')) || 16;
    for (const [name, most] of Object.entries(WIDTHS)) frame.classList.toggle(name, frame.clientWidth <= most * unit);
  };
  measure();
  if (typeof ResizeObserver !== 'function') return;
  const observer = new ResizeObserver(measure);
  observer.observe(frame);
  scope.ends.push(() => observer.disconnect());
}
