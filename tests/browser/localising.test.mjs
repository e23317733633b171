// Which cell is wrong: how it may have come about, what a change would do before it is made, an equation term by
// term, and the cells that no rule sees.
import assert from 'node:assert/strict';
import { NARROW, WIDE, onPage } from './page.mjs';
import { balanced, tabbed } from './report.mjs';

/** @typedef {import('./page.mjs').Page} Page */

const CELL = 'applications.granted.natural';
const RIGHT = balanced('2021')[CELL];

/**
 * A report with these figures in place of the right ones.
 * @param {string} name
 * @param {Record<string, string>} changes
 * @param {(page: Page) => Promise<void>} act
 * @param {{ viewport?: { width: number, height: number } }} [options]
 */
function check(name, changes, act, options = {}) {
  onPage(name, async (page) => {
    await page.paste({ text: tabbed('2021', { ...balanced('2021'), ...changes }) });
    await act(page);
  }, options);
}

const said = (/** @type {Page} */ page) => page.page.locator('#said').textContent();
const tried = (/** @type {Page} */ page) => page.page.evaluate(() => Object.fromEntries([...document.querySelectorAll('td[data-turns]')].map((box) => [box.querySelector('input')?.id.slice('cell-'.length), /** @type {HTMLElement} */ (box).dataset.turns])));

check('the root cause says how it may have come about', { [CELL]: '5435' }, async (page) => {
  assert.match(await page.page.locator('#findings-list .cause .why').first().textContent() ?? '', /5435|5345|颠倒/);
});

for (const [name, viewport] of Object.entries({ wide: WIDE, narrow: NARROW })) {
  check(`a change is shown before it is made, ${name}`, { [CELL]: '5435' }, async (page) => {
    const button = page.page.locator('#findings-list .cause .act.main').first();
    const findings = await page.findings();
    await button.focus();
    await page.screenshot(`attempt-${name}`);
    assert.match(await said(page) ?? '', new RegExp(`^试改：${findings.length} 处不符会消除，没有新的不符`));
    assert.equal((await tried(page))[CELL], 'good');
    assert.equal((await page.values())[CELL], '5435', 'nothing has changed');
    assert.equal((await page.findings()).length, findings.length);
    await page.page.locator('#check').focus();
    assert.deepEqual([await said(page), await tried(page)], ['', {}], 'and nothing is left of it');
    await button.click();
    assert.equal((await page.values())[CELL], RIGHT);
    assert.equal(await said(page), '');
    await page.press('Control+Z');
    assert.equal((await page.values())[CELL], '5435');
  }, { viewport });
}

check('an equation is walked term by term, each with its figure and the sum so far', { 'disputes.reconsideration.total': '799' }, async (page) => {
  const row = ['upheld', 'corrected', 'other', 'pending'].map((column) => `disputes.reconsideration.${column}`);
  await page.press('F8');
  /** @type {string[]} */
  const seen = [];
  for (let step = 0; step < 5; step += 1) {
    await page.press('F9');
    seen.push(await page.focused());
    const text = await said(page) ?? '';
    const [, sum] = /累计 (\d+)$/.exec(text) ?? [];
    const done = /** @type {string[]} */ (seen).filter((cell) => row.includes(cell));
    /** @type {number} */
    const expected = row.includes(seen[step]) ? done.reduce((total, cell) => total + Number(balanced('2021')[cell]), 0) : 799;
    assert.equal(Number(sum), expected, text);
    assert.match(text, new RegExp(`^第 ${step + 1} 项，共 5 项`));
  }
  assert.deepEqual([...seen].sort(), [...row, 'disputes.reconsideration.total'].sort());
  await page.press('Shift+F9');
  assert.equal(await page.focused(), seen[3]);
});

check('the cells that no rule sees are told, and shaded while that is open', {}, async (page) => {
  const shaded = () => page.page.evaluate(() => [...document.querySelectorAll('td[data-blind] input')].map(({ id }) => id.slice('cell-'.length)));
  assert.deepEqual(await shaded(), []);
  await page.page.locator('#blind summary').click();
  await page.page.waitForFunction(() => document.querySelector('td[data-blind]'));
  await page.screenshot('blind');
  const cells = await shaded();
  assert.ok(cells.includes('disclosure.licences.decisions'), cells.join());
  assert.ok(!cells.some((cell) => cell.startsWith('applications.')), 'every cell of table 三 is in a balance');
  assert.match(await page.page.locator('#blind-list').textContent() ?? '', /表二全部10格/);
});

check('until what finds repairs is there nothing is said of them; then they come, and the focus stays', { [CELL]: '5435' }, async (page) => {
  const rules = async () => (await page.findings()).map(({ rule }) => rule).sort();
  const found = await rules();
  await page.note();
  page.isLoaded = false;
  await page.page.addInitScript(() => {
    const fetchNow = window.fetch;
    window.fetch = (what, options) => {
      if (!String(what).includes('pkg/paste/')) return fetchNow(what, options);
      return new Promise((resolve) => window.addEventListener('arrive', () => resolve(fetchNow(what, options))));
    };
  });
  await page.page.reload();
  await page.page.waitForFunction(() => document.documentElement.classList.contains('started'));
  const why = page.page.locator('#findings-list .cause .why').first();
  assert.deepEqual(await rules(), found);
  assert.equal(await page.page.locator('#repairs').isHidden(), true);
  assert.equal(await why.textContent(), '');
  await page.cell('applications.granted.business').focus();
  await page.page.evaluate(() => window.dispatchEvent(new Event('arrive')));
  await page.ready();
  assert.deepEqual(await rules(), found);
  assert.equal(await page.page.locator('#repairs').isVisible(), true);
  assert.match(await why.textContent() ?? '', /颠倒/);
  assert.match(String(await page.focused()), /applications\.granted\.business/);
});
