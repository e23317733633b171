// From a desk's screen to a phone, and magnified: nothing is lost, nothing has to be scrolled sideways but the tables.
import assert from 'node:assert/strict';
import { MAGNIFIED, NARROW, SMALLEST, WIDE, onPage } from './page.mjs';
import { balanced, html, tabbed } from './report.mjs';
import { cutOff, sideways, tooWide } from './seen.mjs';

/** @typedef {import('./page.mjs').Page} Page */

const SIZES = { wide: WIDE, narrow: NARROW, smallest: SMALLEST, magnified: MAGNIFIED };

const wrong = { ...balanced('2021'), 'applications.granted.natural': '5435', 'disputes.reconsideration.total': '799' };

/** @type {Record<string, (page: Page) => Promise<unknown>>} */
const STATES = {
  'a blank report': async () => undefined,
  'a report that fails': (page) => page.paste({ text: tabbed('2021', wrong) }),
  'formats mixed': (page) => page.paste({ html: html('2019', balanced('2019'), ['disclosure']) + html('2021', balanced('2021'), ['applications', 'disputes']) }),
};

for (const [size, viewport] of Object.entries({ wide: WIDE, narrow: NARROW })) {
  onPage(`large type is kept with the draft and needs no scrolling sideways, ${size}`, async (page) => {
    const cell = () => page.cell('disclosure.fees.amount').evaluate((input) => parseFloat(getComputedStyle(input).fontSize));
    const before = await cell();
    await page.page.getByRole('button', { name: '大字' }).click();
    assert.equal(await cell(), before * 1.25);
    await page.page.waitForTimeout(700);
    await page.reload();
    assert.equal(await cell(), before * 1.25);
    assert.equal(await page.page.getByRole('button', { name: '大字' }).getAttribute('aria-pressed'), 'true');
    await page.screenshot(`large-type-${size}`);
    assert.ok(await page.page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth) <= 0);
  }, { viewport });
}

for (const [size, viewport] of Object.entries(SIZES)) {
  for (const [state, reach] of Object.entries(STATES)) {
    onPage(`${state} needs no scrolling sideways, ${size}`, async (page) => {
      await reach(page);
      await page.rest();
      await page.screenshot(`layout-${state.replace(/ /g, '-')}-${size}`);
      const { over, beyond } = await sideways(page);
      assert.equal(over, 0, beyond.join('\n'));
      assert.deepEqual(beyond, []);
    }, { viewport });
  }

  onPage(`each cell that gets the focus can be seen, ${size}`, async (page) => {
    const hidden = await page.page.evaluate(async () => {
      const covered = [];
      for (const cell of document.querySelectorAll('input.cell')) {
        /** @type {HTMLElement} */ (cell).focus();
        await new Promise((resolve) => requestAnimationFrame(resolve));
        const { left, top, width, height } = cell.getBoundingClientRect();
        const seen = document.elementFromPoint(left + width / 2, top + height / 2);
        if (seen !== cell) covered.push(`${cell.id} under ${seen ? seen.outerHTML.slice(0, 60) : 'nothing: out of view'}`);
      }
      return covered;
    });
    assert.deepEqual(hidden, []);
  }, { viewport });

  onPage(`the walk through the findings shows each at its cell, ${size}`, async (page) => {
    await page.paste({ text: tabbed('2021', wrong) });
    for (const address of ['applications.granted.natural', 'disputes.reconsideration.total']) {
      await page.press('F8');
      await page.rest();
      assert.equal(await page.focused(), address);
      const isSeen = await page.cell(address).evaluate((cell) => {
        const { left, top, width, height } = cell.getBoundingClientRect();
        return document.elementFromPoint(left + width / 2, top + height / 2) === cell;
      });
      assert.equal(isSeen, true, `${address} is covered`);
      assert.equal(await page.page.locator('#note').isVisible(), true);
      const { left, right, top, bottom } = await page.page.locator('#note').evaluate((note) => note.getBoundingClientRect().toJSON());
      assert.ok(left >= 0 && right <= SIZES[/** @type {keyof typeof SIZES} */ (size)].width, `the note stands at ${left}–${right}`);
      assert.ok(bottom <= SIZES[/** @type {keyof typeof SIZES} */ (size)].height + 1 && top >= 0, `the note stands at ${top}–${bottom}`);
    }
  }, { viewport });

  onPage(`dialogs fit, and their buttons can be reached, ${size}`, async (page) => {
    await page.page.getByRole('button', { name: '粘贴整份报告' }).click();
    await page.page.getByRole('button', { name: '读取', exact: true }).click({ trial: true });
    const { left, right } = await page.page.locator('#paste-dialog').evaluate((dialog) => dialog.getBoundingClientRect().toJSON());
    assert.ok(left >= 0 && right <= viewport.width, `${left}–${right}`);
  }, { viewport });

  onPage(`no text is cut off, ${size}`, async (page) => {
    await page.paste({ text: tabbed('2021', wrong) });
    assert.deepEqual(await cutOff(page), []);
    assert.deepEqual(await tooWide(page), []);
  }, { viewport });
}

onPage('cells are large enough for a finger on a phone', async (page) => {
  const heights = await page.page.locator('input.cell').evaluateAll((cells) => cells.map((cell) => cell.getBoundingClientRect().height));
  assert.ok(Math.min(...heights) >= 43.5, String(Math.min(...heights)));
}, { viewport: NARROW });

for (const [size, viewport] of Object.entries({ wide: WIDE, narrow: NARROW })) {
  onPage(`heads and row labels are in view at the last row of a tall table, ${size}`, async (page) => {
    const address = 'applications.carried_out.total';
    await page.paste({ text: tabbed('2021', { ...balanced('2021'), [address]: '818' }) });
    await page.press('F8');
    await page.rest();
    const seen = await page.cell(address).evaluate((cell) => {
      const row = /** @type {HTMLTableRowElement} */ (cell.closest('tr'));
      const corner = /** @type {HTMLElement} */ (cell.closest('table')?.querySelector('thead .corner'));
      return [corner, row.cells[0]].map((element) => {
        const { left, right, top, bottom } = element.getBoundingClientRect();
        const at = document.elementFromPoint(Math.max(left, 0) + Math.min(20, (right - left) / 2), (top + bottom) / 2);
        return at !== null && element.contains(at);
      });
    });
    assert.deepEqual({ address: await page.focused(), seen }, { address, seen: [true, true] });
  }, { viewport });
}
