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
    assert.match(await said(page) ?? '', new RegExp(`^预览：${findings.length} 处不符会消除，没有新的不符`));
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
  assert.equal(await page.page.locator('#findings-list .act.main').count(), 0, 'no change is the bold one before it is known to be the only one');
  await page.cell('applications.granted.business').focus();
  await page.page.evaluate(() => window.dispatchEvent(new Event('arrive')));
  await page.ready();
  assert.deepEqual(await rules(), found);
  assert.equal(await page.page.locator('#repairs').isVisible(), true);
  assert.match(await why.textContent() ?? '', /颠倒/);
  assert.match(String(await page.focused()), /applications\.granted\.business/);
});

/**
 * What the list proposes: the bold changes, the values said to be right, and the ways told beside each other.
 * @param {Page} page
 */
const proposed = ({ page }) => page.evaluate(() => {
  const texts = (/** @type {string} */ what) => [...document.querySelectorAll(`#findings-list ${what}`)].map((found) => (found.textContent ?? '').replace(/\s+/g, ' ').trim());
  const open = (/** @type {Element} */ found) => !found.closest('details:not([open])');
  return {
    bold: texts('.act.main'),
    should: texts('.sums').filter((text) => text.includes('应为')),
    buttons: texts('.finding > .acts > .act, .consequences .act'),
    ways: texts('.ways > li'),
    shown: [...document.querySelectorAll('#findings-list .ways > li')].filter(open).length,
  };
});

check('one voice: where the smallest ways differ none is the bold one, and no other value is said to be right', {
  'applications.granted.business': '139', 'applications.granted.total': String(Number(balanced('2021')['applications.granted.total']) + 10),
}, async (page) => {
  const { bold, should, buttons, ways, shown } = await proposed(page);
  assert.deepEqual([bold, should, buttons], [[], [], []]);
  assert.ok(ways.length > 1, ways.join('\n'));
  assert.equal(shown, 1, 'the likeliest is open, the others are one key away');
  assert.match(ways[0], /“（一）予以公开”行“商业企业”列：139 → 129/);
  assert.match(await page.page.locator('#findings-list .ways').first().evaluate((list) => list.closest('li.finding')?.textContent ?? ''), new RegExp(`处不符，有 ${ways.length} 种修改方案`));
});

check('one voice: a row that only its own total is held against', { 'disputes.reconsideration.total': '800' }, async (page) => {
  const { bold, should, buttons, ways } = await proposed(page);
  assert.deepEqual([bold, should, buttons], [[], [], []]);
  assert.equal(ways.length, 5, 'each of the five cells may be wrong');
});

check('one voice: what every smallest way shares is told as the one to make, beside others that are not', {
  'applications.granted.natural': '5435', 'disputes.reconsideration.total': '800',
}, async (page) => {
  const { bold, should, ways } = await proposed(page);
  assert.deepEqual(bold, ['改为 5345']);
  assert.ok(should.length > 0 && should.every((text) => text.endsWith('应为 5345')), should.join('\n'));
  assert.equal(ways.length, 5);
  assert.ok(ways.every((way) => !/自然人/.test(way)), ways.join('\n'));
});

check('one voice: rows that have nothing to do with each other have their ways apart', { 'disputes.reconsideration.total': '800', 'disputes.litigation_direct.total': String(Number(balanced('2021')['disputes.litigation_direct.total']) + 7) }, async (page) => {
  const lists = await page.page.evaluate(() => [...document.querySelectorAll('#findings-list > li')].map((item) => item.querySelectorAll('.ways > li').length));
  assert.deepEqual(lists, [5, 5]);
});

check('from a marked cell one key leads to what is proposed, another takes it, and Escape leads back', { [CELL]: '5435' }, async (page) => {
  await page.cell(CELL).focus();
  await page.press('F4');
  assert.equal(await page.page.evaluate(() => document.activeElement?.textContent), '改为 5345');
  await page.press('Escape');
  assert.equal(await page.focused(), CELL);
  await page.press('F4 Enter');
  await page.rest();
  assert.equal((await page.values())[CELL], RIGHT);
  await page.cell(CELL).focus();
  await page.press('F4');
  assert.equal(await page.focused(), CELL);
  assert.match(await said(page) ?? '', /没有可以一键采用的修改方案/);
});

check('figures written oddly are written plainly at one click, and say the same', { [CELL]: '５３４５', 'applications.received.natural': '13,612' }, async (page) => {
  const found = () => page.findings().then((findings) => findings.filter(({ rule }) => rule === 'C-全角').length);
  assert.equal(await found(), 2);
  await page.page.getByRole('button', { name: '改为规范写法（1 格）' }).first().click();
  await page.page.getByRole('button', { name: '改为规范写法（1 格）' }).first().click();
  await page.rest();
  const { [CELL]: natural, 'applications.received.natural': received } = await page.values();
  assert.deepEqual([natural, received, await found()], ['5345', '13612', 0]);
});
