// What can be seen of a page: text that is cut off, figures that do not fit.

/** @typedef {import('./page.mjs').Page} Page */

/**
 * @param {Page} page
 * @returns {Promise<string[]>} what clips some of its text
 */
export const cutOff = ({ page }) => page.evaluate(() => [...document.querySelectorAll('button, th, p, a, summary, .tag, .badge, label, li')].filter((element) => {
  const { overflowX, overflowY } = getComputedStyle(element);
  const isClipping = overflowX !== 'visible' || overflowY !== 'visible';
  const isSeen = element.getClientRects().length > 0 && element.closest('.unseen') === null;
  return isSeen && isClipping && (element.scrollWidth > element.clientWidth + 1 || element.scrollHeight > element.clientHeight + 1);
}).map((element) => element.outerHTML.slice(0, 100)));

/**
 * @param {Page} page
 * @returns {Promise<string[]>} the cells whose figures are wider than they are
 */
export const tooWide = ({ page }) => page.evaluate(() => {
  const context = /** @type {CanvasRenderingContext2D} */ (document.createElement('canvas').getContext('2d'));
  return /** @type {HTMLInputElement[]} */ ([...document.querySelectorAll('input.cell')]).filter((cell) => {
    const style = getComputedStyle(cell);
    context.font = style.font;
    // The last letter's space is none that anybody misses.
    const spaces = (parseFloat(style.letterSpacing) || 0) * Math.max(0, cell.value.length - 1);
    return context.measureText(cell.value).width + spaces > cell.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight) + 0.5;
  }).map(({ id, value }) => `${id} ${value}`);
});

/**
 * @param {Page} page
 * @returns {Promise<{ over: number, beyond: string[] }>} how much wider than the window the page is, and what stands out of it
 */
export const sideways = ({ page }) => page.evaluate(() => {
  const { clientWidth, scrollWidth } = document.documentElement;
  const isWithin = (/** @type {Element} */ element) => element.closest('.frame, .unseen, .skip, .symbols') !== null;
  const beyond = [...document.querySelectorAll('body *')].filter((element) => {
    const { left, right, width } = element.getBoundingClientRect();
    return width > 0 && !isWithin(element) && (right > clientWidth + 1 || left < -1);
  });
  return { over: scrollWidth - clientWidth, beyond: beyond.map((element) => element.outerHTML.slice(0, 100)) };
});

/**
 * @param {Page} page
 * @returns {Promise<string>} what the focus is shown by; "" where it is not
 */
export const ring = ({ page }) => page.evaluate(() => {
  const element = document.activeElement ?? document.body;
  const { outlineStyle, outlineWidth } = getComputedStyle(element);
  const { width, height } = element.getBoundingClientRect();
  const isShown = width > 1 && height > 1 && element.closest('[hidden]') === null;
  return isShown && outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2 ? `${outlineStyle} ${outlineWidth}` : '';
});

/**
 * @param {Pick<Page, 'page'>} page
 * @returns {Promise<boolean>} whether any of what has the focus can be seen: in the window, and not under something else
 */
export const focusSeen = ({ page }) => page.evaluate(() => {
  const outer = document.activeElement ?? document.body;
  const scope = outer.shadowRoot ?? document;
  const element = scope.activeElement ?? outer;
  const { left, top, width, height } = element.getBoundingClientRect();
  const parts = [0.1, 0.5, 0.9];
  return parts.some((x) => parts.some((y) => {
    const at = scope.elementFromPoint(left + width * x, top + height * y);
    return at !== null && (element.contains(at) || at.contains(element)) && at !== document.body && at !== document.documentElement;
  }));
});
