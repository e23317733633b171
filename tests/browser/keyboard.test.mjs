// The whole page by keys alone, and the tables by the keys of a spreadsheet.
import assert from 'node:assert/strict';
import { onOnePage, onPage } from './page.mjs';

/** @typedef {import('./page.mjs').Page} Page */

/** What the focus is shown by; "" where it is not. */
const ring = (/** @type {Page} */ page) => page.page.evaluate(() => {
  const element = document.activeElement ?? document.body;
  const { outlineStyle, outlineWidth } = getComputedStyle(element);
  const { width, height } = element.getBoundingClientRect();
  const isShown = width > 1 && height > 1 && element.closest('[hidden]') === null;
  return isShown && outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2 ? `${outlineStyle} ${outlineWidth}` : '';
});

onPage('from the first key to a report put right', async (page) => {
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
});

onPage('Tab reaches every control, and each shows that it has the focus', async (page) => {
  await page.typeAll({ 'disputes.reconsideration.upheld': '4', 'disputes.reconsideration.total': '3' });
  await page.page.evaluate(() => { /** @type {HTMLElement} */ (document.activeElement)?.blur(); document.getSelection()?.removeAllRanges(); });
  const wanted = await page.page.evaluate(() => {
    window.controls = [...document.querySelectorAll('a[href], button:not([disabled]), select, summary, input.cell')].filter((control) => control.checkVisibility());
    return window.controls.map((control) => control.outerHTML.slice(0, 80));
  });
  const seen = new Set();
  const unseen = [];
  for (let step = 0; step < wanted.length + 6; step += 1) {
    await page.press('Tab');
    const at = await page.page.evaluate(() => window.controls.indexOf(document.activeElement ?? document.body));
    // Beside the controls there are boxes that scroll, and the browser's own.
    seen.add(at);
    if (at >= 0 && !(await ring(page))) unseen.push(wanted[at]);
  }
  assert.deepEqual(unseen, [], 'the focus is not shown');
  assert.deepEqual(wanted.filter((_, at) => !seen.has(at)), [], 'not reached');
});

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
