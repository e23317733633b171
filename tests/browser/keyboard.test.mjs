// The whole page by keys alone, and the tables by the keys of a spreadsheet.
import assert from 'node:assert/strict';
import { MAGNIFIED, SMALLEST, WIDE, onOnePage, onPage } from './page.mjs';
import { balanced, tabbed } from './report.mjs';
import { focusSeen, ring } from './seen.mjs';

/** @typedef {import('./page.mjs').Page} Page */

/** A desk's screen, the same at 200 %, and as narrow as WCAG asks for. @type {[string, import('./page.mjs').Options][]} */
const SCREENS = [
  ['wide', { viewport: WIDE }],
  ['at 200 %', { viewport: MAGNIFIED, context: { deviceScaleFactor: 2 } }],
  ['smallest', { viewport: SMALLEST }],
];

for (const [screen, options] of SCREENS) onPage(`from the first key to a report put right, ${screen}`, async (page) => {
  const type = async (/** @type {string} */ keys) => {
    for (const key of keys.split(' ')) await (/^\d+$/.test(key) ? page.page.keyboard.type(key) : page.press(key));
    await page.rest();
  };
  await type('Tab Enter Tab');
  assert.equal(await page.focused(), 'disclosure.regulations.made', 'the skip link leads to the tables');
  await type('3 ArrowRight 5 ArrowRight 74 Enter 4185');
  const values = await page.values();
  assert.deepEqual(['regulations.made', 'regulations.repealed', 'regulations.in_force', 'normative_documents.in_force'].map((cell) => values[`disclosure.${cell}`]), ['3', '5', '74', '4185']);

  // Downwards through all tables to the last.
  for (let step = 0; step < 60 && !(await page.focused()).startsWith('disputes.'); step += 1) await page.press('ArrowDown');
  await type('Home 4 Tab 1 Tab 0 Tab 0 Tab 6 Tab 1 Tab 0 Tab 0 Tab 0 Tab 3 Enter');
  assert.equal((await page.findings()).length, 2);

  await type('F8');
  assert.equal(await page.focused(), 'disputes.reconsideration.total');
  assert.notEqual(await ring(page), '');
  await type('F8');
  assert.equal(await page.focused(), 'disputes.litigation_direct.total');
  await type('Shift+F8');
  assert.equal(await page.focused(), 'disputes.reconsideration.total');
  await type('5 Enter');
  assert.equal((await page.findings()).length, 1);
  await type('Control+Z');
  assert.equal((await page.findings()).length, 2);
  await type('Control+Y F8 1 Tab');
  assert.deepEqual(await page.findings(), []);
}, options);

/**
 * Presses Tab until this has the focus, which is shown all the way.
 * @param {Page} page
 * @param {string | RegExp} name of the control, as it is said
 */
async function tabTo(page, name) {
  await page.page.evaluate(() => document.getSelection()?.removeAllRanges());
  for (let step = 0; step < MOST_STOPS; step += 1) {
    await page.press('Tab');
    const said = await page.page.evaluate(() => {
      const { activeElement: element } = document;
      return element?.getAttribute('aria-label') ?? (element instanceof HTMLInputElement ? element.value : element?.textContent ?? '').trim();
    });
    if (typeof name === 'string' ? said !== name : !name.test(said)) continue;
    assert.notEqual(await ring(page), '', `${name} has the focus, and that is not shown`);
    assert.equal(await focusSeen(page), true, `${name} has the focus under something else`);
    return;
  }
  assert.fail(`Tab does not lead to ${name}`);
}

/** More than there are controls. */
const MOST_STOPS = 320;

/** Figures that run together, to be settled by hand. */
const TOGETHER = '信息内容本年制发件数本年废止件数现行有效件数规章0 0 0行政规范性文件8026第二十条第（五）项';

for (const [screen, options] of SCREENS) {
  onPage(`every job without a pointer, ${screen}`, async (page) => {
    const act = async (/** @type {string | RegExp} */ name, keys = 'Enter') => {
      await tabTo(page, name);
      await page.press(keys);
      await page.rest();
    };
    const wrong = { ...balanced('2021'), 'applications.granted.natural': '5435' };
    await page.page.evaluate((text) => navigator.clipboard.writeText(text), tabbed('2021', wrong));
    await act('粘贴整份报告', 'Enter Control+V Tab Enter');
    await page.page.waitForFunction(() => /读到了什么/.test(document.getElementById('notices')?.textContent ?? ''));
    await act('知道了');
    assert.match((await page.verdict()).headline, /还有 1 处必须改/);

    await act('改为 5345', 'Shift');
    assert.match(await page.page.locator('#said').textContent() ?? '', /^预览/);
    await page.press('Enter');
    await page.rest();
    assert.deepEqual(await page.values(), balanced('2021'));
    await act('撤销');
    assert.deepEqual(await page.values(), wrong);

    await act('检查');
    assert.equal(await page.focused(), 'findings-heading');
    await act(/^由此引起的/);
    assert.equal(await page.page.locator('#findings-list details').first().evaluate((details) => /** @type {HTMLDetailsElement} */ (details).open), true);
    await act(/^哪些单元格无法核对/);
    assert.ok(await page.page.locator('td[data-blind]').count() > 0);

    await act('修改记录', 'Enter Escape');
    const files = page.page.waitForEvent('filechooser');
    await act('打开文件…');
    await (await files).setFiles({ name: '报告.txt', mimeType: 'text/plain', buffer: Buffer.from(TOGETHER) });
    await page.page.locator('.doubts li').first().waitFor();
    await act(/^确认无误：/);
    assert.equal(await page.page.locator('td[data-uncertain]').count(), 2);
    await act('查看原文');
    assert.match(await page.page.locator('.original pre').textContent() ?? '', /行政规范性文件8026/);

    await page.page.evaluate(() => { window.print = () => { document.title = '打印'; }; });
    await act('打印');
    assert.equal(await page.page.title(), '打印');
    await act('大字');
    assert.equal(await page.page.evaluate(() => document.documentElement.classList.contains('large')), true);
    await act(/^草稿/);
    await act('清除本机数据…');
    await page.press('Shift+Tab Enter');
    await page.rest();
    assert.deepEqual(Object.values(await page.values()).filter((text) => text !== ''), []);
  }, options);
}

for (const [screen, options] of [...SCREENS, /** @type {typeof SCREENS[0]} */ (['colours forced', { viewport: WIDE, context: { forcedColors: 'active' } }])]) {
  onPage(`Tab reaches every control; each shows that it has the focus, and lies under nothing, ${screen}`, async (page) => {
    await page.typeAll({ 'disputes.reconsideration.upheld': '4', 'disputes.reconsideration.total': '3' });
    await page.page.evaluate(() => { /** @type {HTMLElement} */ (document.activeElement)?.blur(); document.getSelection()?.removeAllRanges(); });
    const wanted = await page.page.evaluate(() => {
      window.controls = [...document.querySelectorAll('a[href], button:not([disabled]), select, summary, input.cell')].filter((control) => control.checkVisibility());
      return window.controls.map((control) => control.outerHTML.slice(0, 80));
    });
    const seen = new Set();
    const unseen = [];
    const covered = [];
    const stops = wanted.length + 6;
    for (let step = 0; step < 2 * stops; step += 1) {
      // And back again, where other things lie in the way.
      await page.press(step < stops ? 'Tab' : 'Shift+Tab');
      const at = await page.page.evaluate(() => window.controls.indexOf(document.activeElement ?? document.body));
      // Beside the controls there are boxes that scroll, and the browser's own.
      seen.add(at);
      if (at >= 0 && !(await ring(page))) unseen.push(wanted[at]);
      if (at >= 0 && !(await focusSeen(page))) covered.push(wanted[at]);
    }
    assert.deepEqual(unseen, [], 'the focus is not shown');
    assert.deepEqual(covered, [], 'the focus lies under something, or out of the window');
    assert.deepEqual(wanted.filter((_, at) => !seen.has(at)), [], 'not reached');
  }, options);
}

const FROM = 'applications.granted.business';

/**
 * Presses keys in a cell that holds 12, neighbours blank.
 * @param {string} keys
 * @param {{ cell?: string, holds?: string, direction?: string }} expected where the focus is then, and what the first cell holds
 * @returns {[string, (page: Page) => Promise<void>]}
 */
function check(keys, { cell = FROM, holds = '12', direction = 'down' }) {
  return [`${keys} leads to ${cell} and leaves "${holds}"${direction === 'down' ? '' : `, Enter going ${direction}`}`, async (page) => {
    await page.page.locator('#enter').focus();
    await page.page.locator('#enter').selectOption(direction);
    await page.typeAll({ [FROM]: '12' });
    await page.cell(FROM).focus();
    for (const key of keys.split(' ')) await (/^\d+$/.test(key) ? page.page.keyboard.type(key) : page.press(key));
    await page.rest();
    assert.equal(await page.focused(), cell);
    assert.equal(await page.cell(FROM).inputValue(), holds);
  }];
}

onOnePage('keys in a cell', [
  check('ArrowRight', { cell: 'applications.granted.research' }),
  check('ArrowLeft', { cell: 'applications.granted.natural' }),
  check('ArrowUp', { cell: 'applications.carried_in.business' }),
  check('ArrowDown', { cell: 'applications.partly_granted.business' }),
  check('Enter', { cell: 'applications.partly_granted.business' }),
  check('Shift+Enter', { cell: 'applications.carried_in.business' }),
  check('Enter', { cell: 'applications.granted.research', direction: 'right' }),
  check('Shift+Enter', { cell: 'applications.granted.natural', direction: 'right' }),
  check('Tab', { cell: 'applications.granted.research' }),
  check('Shift+Tab', { cell: 'applications.granted.natural' }),
  check('Home', { cell: 'applications.granted.natural' }),
  check('End', { cell: 'applications.granted.total' }),
  check('Control+End', { cell: 'applications.carried_out.total' }),
  check('Control+Home', { cell: 'applications.received.natural' }),
  check('7', { holds: '7' }),
  check('7 8 Escape', { holds: '12' }),
  check('F2 ArrowLeft 3', { holds: '132' }),
  check('F2 ArrowLeft 3 Escape', { holds: '12' }),
  check('F2 F2 3', { holds: '3' }),
  check('F2 ArrowLeft 3 Enter', { cell: 'applications.partly_granted.business', holds: '132' }),
  check('Delete', { holds: '' }),
  check('Backspace', { holds: '' }),
  check('Shift+ArrowRight Shift+ArrowDown Delete', { holds: '' }),
]);

onPage('what an input method is still composing is no figure yet', async (page) => {
  await page.cell(FROM).click();
  const client = await page.page.context().newCDPSession(page.page);
  await client.send('Input.imeSetComposition', { text: 'yi', selectionStart: 2, selectionEnd: 2 });
  await page.rest();
  assert.equal(await page.page.locator('#undo').isDisabled(), true);
  await client.send('Input.insertText', { text: '12' });
  await page.press('Tab');
  await page.rest();
  assert.equal(await page.cell(FROM).inputValue(), '12');
  assert.equal(await page.page.locator('#undo').isDisabled(), false);
});

onPage('dialogs keep the focus, give it back, and close with Escape', async (page) => {
  const open = page.page.getByRole('button', { name: '粘贴整份报告' });
  await open.focus();
  await page.press('Enter');
  for (let step = 0; step < 5; step += 1) {
    await page.press('Tab');
    assert.equal(await page.page.evaluate(() => document.activeElement === document.body || document.activeElement?.closest('#paste-dialog') !== null), true);
  }
  await page.press('Escape');
  assert.equal(await page.focused(), 'paste-open');
});
