// Every act is one step: it can be taken back and done again, and the log tells of it.
import assert from 'node:assert/strict';
import { onPage } from './page.mjs';
import { balanced, tabbed } from './report.mjs';

/** @typedef {import('./page.mjs').Page} Page */

/** Results of one column; the rest of the report is blank. */
const column = {
  'applications.received.natural': '3', 'applications.carried_in.natural': '0',
  'applications.granted.natural': '2', 'applications.partly_granted.natural': '1',
};

const click = (/** @type {Page} */ page, /** @type {string} */ name) => page.page.locator('.toolbar').getByRole('button', { name, exact: true }).click();

/**
 * Does something, takes it back and does it again, by the buttons and by the keys.
 * @param {string} name
 * @param {(page: Page) => Promise<unknown>} act
 * @param {Record<string, string>} [before] what is filled in at first
 */
function check(name, act, before = {}) {
  onPage(`${name} can be taken back and done again`, async (page) => {
    await page.typeAll(before);
    const states = [await state(page)];
    await act(page);
    await page.rest();
    states.push(await state(page));
    assert.notDeepEqual(states[0], states[1], 'the act did nothing');
    for (const [undo, redo] of [[() => page.press('Control+Z'), () => page.press('Control+Y')],
      [() => click(page, '撤销'), () => click(page, '重做')], [() => page.press('Control+Z'), () => page.press('Control+Shift+Z')]]) {
      await undo();
      await page.rest();
      assert.deepEqual(await state(page), states[0]);
      await redo();
      await page.rest();
      assert.deepEqual(await state(page), states[1]);
    }
  });
}

const state = async (/** @type {Page} */ page) => ({
  values: await page.values(), findings: await page.findings(), verdict: await page.verdict(),
  year: await page.page.locator('#year').inputValue(), format: await page.page.locator('#format').inputValue(),
});

check('typing', (page) => page.type('applications.received.natural', '12'));
check('clearing a cell', async (page) => {
  await page.cell('applications.received.natural').click();
  await page.press('Delete');
}, column);
check('pasting a report of another format', (page) => page.paste({ text: `某某2019年政府信息公开工作年度报告\n${tabbed('2019', balanced('2019'))}` }), column);
check('pasting a block', async (page) => {
  await page.cell('applications.granted.business').click();
  await page.paste({ text: '1\t2\n3\t4' });
}, column);
check('filling blanks with zeros', (page) => click(page, '空白填 0'), column);
check('working out totals', (page) => click(page, '按明细计算总计'), column);
check('choosing a year', (page) => page.page.locator('#year').selectOption('2020'), column);
check('choosing a format', (page) => page.page.locator('#format').selectOption('2019'), column);

onPage('typing in three cells is three steps', async (page) => {
  await page.typeAll({ 'applications.received.natural': '12', 'applications.received.business': '34', 'applications.received.research': '56' });
  const left = [];
  for (let step = 0; step < 3; step += 1) {
    await page.press('Control+Z');
    left.push(Object.values(await page.values()).join(''));
  }
  assert.deepEqual(left, ['1234', '12', '']);
  assert.equal(await page.page.locator('#undo').isDisabled(), true);
});

onPage('what is typed is undone while the cell still has the focus', async (page) => {
  await page.cell('applications.received.natural').click();
  await page.page.keyboard.type('12');
  await page.press('Control+Z');
  assert.equal(await page.cell('applications.received.natural').inputValue(), '');
});

onPage('zeros leave alone what the balances want to be something else', async (page) => {
  await page.typeAll(column);
  await click(page, '空白填 0');
  await page.rest();
  const values = await page.values();
  assert.equal(values['applications.granted.business'], '0');
  assert.equal(values['applications.processed.natural'], '', '3 were processed, so it is not 0');
  assert.match(await page.notice(), /已把 \d+ 个空白格填为 0。另有 \d+ 格填 0 会使有的关系不相符/);
  assert.deepEqual((await page.findings()).filter(({ severity, rule }) => severity === 'hard' && rule.startsWith('T')), []);
});

onPage('totals are worked out from the details, and nothing typed is overwritten', async (page) => {
  await page.typeAll({ ...column, 'applications.granted.total': '9' });
  await click(page, '按明细计算总计');
  await page.rest();
  const values = await page.values();
  assert.equal(values['applications.processed.natural'], '3');
  for (const [address, text] of Object.entries(column)) assert.equal(values[address], text, address);
  assert.equal(values['applications.granted.total'], '9');
  assert.match(await page.notice(), /已按勾稽关系填入 \d+ 个空白格/);
});

onPage('the log tells what, from, to and why, newest first', async (page) => {
  await page.type('applications.received.natural', '3');
  await page.type('applications.received.natural', '4');
  await click(page, '空白填 0');
  await click(page, '撤销');
  await click(page, '修改记录');
  const rows = await page.page.locator('#log tbody tr').evaluateAll((all) => all.map((row) => [...(/** @type {HTMLTableRowElement} */ (row)).cells].map((cell) => cell.textContent ?? '')));
  assert.match(rows[0][0], /^\d\d:\d\d:\d\d$/);
  assert.deepEqual(rows.slice(-2).map((row) => row.slice(1, 5)), [
    ['填写', '表三“一（本年新收）”行“自然人”列', '3', '4'],
    ['填写', '表三“一（本年新收）”行“自然人”列', '空白', '3'],
  ].map((row, at) => [row[0], rows[rows.length - 2 + at][2], row[2], row[3]]));
  assert.match(rows[rows.length - 1][2], /表三.*本年新收.*自然人/);
  assert.ok(rows.some(([, what, , from, to, why]) => what === '空白填 0' && from === '空白' && to === '0' && why === '没有发生的填 0'), String(rows[0]));
  assert.ok(rows.some(([, what, , from, to]) => what === '撤销：空白填 0' && from === '0' && to === '空白'));
  await page.page.getByRole('button', { name: '复制', exact: true }).click();
  const copied = await page.page.evaluate(() => navigator.clipboard.readText());
  assert.match(copied, /^时间\t操作\t位置\t原来\t改为\t依据/);
  assert.equal(copied.trim().split('\n').length, rows.length + 1);
});
