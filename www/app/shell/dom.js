// The few things every part does with the document. Text goes in as text, never as markup.

/** The page's wording and pieces, by name. @type {Map<string, HTMLTemplateElement>} */
const templates = new Map();

/**
 * Takes up the wording, which is the same for every page of ours in a document.
 * @param {Document | ShadowRoot} root
 */
export function learnWording(root) {
  for (const template of root.querySelectorAll('template')) templates.set(template.id.replace(/^t-/, ''), template);
}

/**
 * A copy of a template's element, its `data-text` slots filled.
 * @param {string} name the template is `#t-name`
 * @param {Record<string, string | number>} [words]
 * @returns {HTMLElement}
 */
export function stamp(name, words = {}) {
  const template = templates.get(name);
  const element = template && document.importNode(template.content, true).firstElementChild;
  if (!(element instanceof HTMLElement)) throw new Error(`There is no template #t-${name}, or it is empty.`);
  fill(element, words);
  return element;
}

/**
 * Puts words into the `data-text` slots of an element, itself included.
 * @param {HTMLElement} element
 * @param {Record<string, string | number>} words
 */
export function fill(element, words) {
  const slots = [element, ...element.querySelectorAll('[data-text]')];
  for (const slot of slots) {
    const word = words[slot.getAttribute('data-text') ?? ''];
    if (word !== undefined) setText(slot, String(word));
  }
}

/**
 * A sentence of the page's wording with its slots filled.
 * @param {string} name
 * @param {Record<string, string | number>} [words]
 */
export const phrase = (name, words) => (stamp(name, words).textContent ?? '').replace(/\s*\n\s*/g, '');

/**
 * Writes only what differs, so that nothing is laid out or announced anew without need.
 * @param {Element} element
 * @param {string} text
 */
export function setText(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

/**
 * @param {Element} element
 * @param {string} name
 * @param {string | null} value null takes it away
 */
export function setAttribute(element, name, value) {
  if (element.getAttribute(name) === value) return;
  if (value === null) element.removeAttribute(name);
  else element.setAttribute(name, value);
}

/** @param {Element} element */
export function empty(element) {
  while (element.lastChild) element.removeChild(element.lastChild);
}

/**
 * The first part of an element marked `data-part`.
 * @param {Element} element
 * @param {string} name
 * @returns {HTMLElement}
 */
export function part(element, name) {
  const found = element.querySelector(`[data-part="${name}"]`);
  if (!(found instanceof HTMLElement)) throw new Error(`No part ${name}.`);
  return found;
}

/** @param {Date} when */
export const clock = (when) => `${two(when.getHours())}:${two(when.getMinutes())}`;

/** @param {number} number */
const two = (number) => String(number).padStart(2, '0');
