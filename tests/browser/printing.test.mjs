// On paper: A4, all tables, no buttons.
import assert from 'node:assert/strict';
import { onPage } from './page.mjs';
import { balanced, tabbed } from './report.mjs';

/** @typedef {import('./page.mjs').Page} Page */

const MILLIMETRES = 25.4 / 72;

/**
 * @param {Page} page
 * @returns {Promise<{ pages: number, width: number, height: number }>} millimetres
 */
async function print({ page }) {
  const pdf = (await page.pdf({ preferCSSPageSize: true, printBackground: true })).toString('latin1');
  const sizes = [...pdf.matchAll(/\/MediaBox\s*\[\s*0\s+0\s+([\d.]+)\s+([\d.]+)/g)];
  const [, width, height] = sizes[0];
  return { pages: (pdf.match(/\/Type\s*\/Page\b/g) ?? []).length, width: Math.round(Number(width) * MILLIMETRES), height: Math.round(Number(height) * MILLIMETRES) };
}

/**
 * A report of a format, printed.
 * @param {string} name
 * @param {'2021' | '2019'} form
 * @param {Record<string, string>} changes
 * @param {(page: Page) => Promise<void>} act
 */
function check(name, form, changes, act) {
  onPage(`${name} (${form})`, async (page) => {
    await page.paste({ text: tabbed(form, { ...balanced(form), ...changes }) });
    // As wide as an A4 page within its margins, so that what is laid out is what is printed.
    await page.page.setViewportSize({ width: Math.floor((210 - 24) / 25.4 * 96), height: 1000 });
    await page.page.evaluate(() => window.dispatchEvent(new Event('beforeprint')));
    await page.page.emulateMedia({ media: 'print' });
    await act(page);
  });
}

for (const form of /** @type {const} */ (['2021', '2019'])) {
  check('the paper is A4 and there is little of it', form, {}, async (page) => {
    const { pages, width, height } = await print(page);
    assert.deepEqual({ width, height }, { width: 210, height: 297 });
    assert.ok(pages <= 3, `${pages} pages`);
  });

  check('every table is on it whole, no control is', form, {}, async (page) => {
    const seen = await page.page.evaluate(() => {
      const isSeen = (/** @type {Element} */ element) => element.getClientRects().length > 0 && getComputedStyle(element).visibility === 'visible';
      const clipped = [...document.querySelectorAll('.frame')].filter((frame) => frame.scrollWidth > frame.clientWidth + 1 || frame.scrollHeight > frame.clientHeight + 1);
      return {
        cells: [...document.querySelectorAll('input.cell')].filter(isSeen).length,
        controls: [...document.querySelectorAll('button:not(.go), .toolbar, dialog, summary')].filter(isSeen).map((control) => control.outerHTML.slice(0, 100)),
        clipped: clipped.length,
        wide: document.documentElement.scrollWidth - document.documentElement.clientWidth,
        dated: document.getElementById('printed')?.textContent ?? '',
      };
    });
    assert.equal(seen.cells, Object.keys(balanced(form)).length);
    assert.deepEqual(seen.controls, []);
    assert.equal(seen.clipped, 0);
    assert.ok(seen.wide <= 0, `${seen.wide} px too wide`);
    assert.match(seen.dated, /自查单.*打印于/);
  });

  check('表三 fits on one page', form, {}, async (page) => {
    await page.page.evaluate(() => {
      const kept = document.getElementById('table-applications');
      for (let at = kept; at && at !== document.body; at = at.parentElement) {
        for (const other of at.parentElement?.children ?? []) if (other !== at && other instanceof HTMLElement) other.hidden = true;
      }
      for (const element of document.querySelectorAll('[hidden]')) /** @type {HTMLElement} */ (element).style.setProperty('display', 'none', 'important');
    });
    assert.equal((await print(page)).pages, 1);
  });
}

for (const figure of ['13622', '136122']) {
  check(`${figure} is not cut off`, '2021', { 'applications.received.natural': figure, 'disputes.litigation_after.total': figure }, async (page) => {
    // Where it is wrong it is bold, and so widest.
    const cut = await page.page.evaluate(() => {
      const context = /** @type {CanvasRenderingContext2D} */ (document.createElement('canvas').getContext('2d'));
      return /** @type {HTMLInputElement[]} */ ([...document.querySelectorAll('input.cell')]).filter((cell) => {
        const style = getComputedStyle(cell);
        context.font = style.font;
        return context.measureText(cell.value).width > cell.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight) + 0.5;
      }).map(({ id }) => id);
    });
    assert.deepEqual(cut, []);
  });
}

check('findings are printed unfolded, with their sentences and bases', '2021', { 'applications.granted.natural': '5435' }, async (page) => {
  const messages = await page.page.locator('#findings-list .consequence .message').evaluateAll((all) => all.map((message) => message.getClientRects().length));
  assert.deepEqual(messages.map((count) => count > 0), [true, true]);
  assert.equal(await page.page.locator('#headline').isVisible(), true);
  await page.page.emulateMedia({ media: null });
  await page.page.evaluate(() => window.dispatchEvent(new Event('afterprint')));
  assert.equal(await page.page.locator('#findings-list details').first().getAttribute('open'), null, 'and folded again afterwards');
});
