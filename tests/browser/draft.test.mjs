// The draft kept on this machine, and machines that keep none.
import assert from 'node:assert/strict';
import { NARROW, onPage } from './page.mjs';
import { balanced, tabbed } from './report.mjs';

/** @typedef {import('./page.mjs').Page} Page */

const draftState = (/** @type {Page} */ page) => page.page.locator('#draft-state').textContent();

/** Writing waits for a pause. */
const isSaved = (/** @type {Page} */ page) => page.page.waitForFunction(() => document.getElementById('draft-state')?.textContent?.startsWith('草稿已存'));

const kept = (/** @type {Page} */ page) => page.page.evaluate(() => Object.keys(localStorage).map((key) => `${key} ${localStorage.getItem(key)}`).join('\n'));

onPage('what was typed is there after a reload, and so is what was found', async (page) => {
  await page.typeAll({ 'disputes.reconsideration.upheld': '4', 'disputes.reconsideration.corrected': '1', 'disputes.reconsideration.other': '0', 'disputes.reconsideration.pending': '0', 'disputes.reconsideration.total': '6' });
  await isSaved(page);
  const before = [await page.values(), await page.findings(), await page.verdict()];
  assert.equal((await page.findings()).length, 1);
  await page.reload();
  assert.deepEqual([await page.values(), await page.findings(), await page.verdict()], before);
  assert.match(await draftState(page) ?? '', /^草稿已存 \d\d:\d\d$/);
});

onPage('year, format and the check asked for come back too', async (page) => {
  await page.paste({ text: `某某2020年政府信息公开工作年度报告\n${tabbed('2019', { ...balanced('2019'), 'applications.granted.social': '' })}` });
  await page.page.locator('#enter').selectOption('right');
  await isSaved(page);
  const before = [await page.values(), await page.findings(), await page.verdict()];
  assert.ok((await page.findings()).some(({ rule }) => rule === 'C-空白-明细'));
  await page.reload();
  assert.deepEqual([await page.values(), await page.findings(), await page.verdict()], before);
  assert.equal(await page.page.locator('#year').inputValue(), '2020');
  assert.match(await page.page.locator('#format option:checked').textContent() ?? '', /2019/);
  assert.equal(await page.page.locator('#enter').inputValue(), 'right');
});

onPage('a page closed at once after typing has kept it', async (page) => {
  await page.cell('applications.received.natural').click();
  await page.page.keyboard.type('12');
  await page.reload();
  assert.equal(await page.cell('applications.received.natural').inputValue(), '12');
});

onPage('清除本机数据 asks, and then leaves nothing', async (page) => {
  await page.type('applications.received.natural', '12');
  await isSaved(page);
  assert.match(await kept(page), /applications\.received\.natural/);
  const clear = async (/** @type {string} */ answer) => {
    await page.page.locator('#draft summary').click();
    await page.page.locator('#clear-open').click();
    await page.page.locator('#clear-dialog').getByRole('button', { name: answer, exact: true }).click();
    await page.rest();
  };
  await clear('不清除');
  assert.equal(await page.cell('applications.received.natural').inputValue(), '12');
  await page.page.keyboard.press('Escape');
  await clear('清除');
  assert.equal(await draftState(page), '本机数据已清除');
  assert.equal(await page.cell('applications.received.natural').inputValue(), '');
  assert.equal(await kept(page), '');
  await page.page.waitForTimeout(700);
  assert.equal(await kept(page), '', 'it is not written again');
  assert.equal(await page.page.locator('#undo').isDisabled(), true);
  await page.reload();
  assert.equal((await page.verdict()).kind, 'none');
});

onPage('Escape leaves the question unanswered, and nothing is cleared', async (page) => {
  await page.type('applications.received.natural', '12');
  await page.page.locator('#draft summary').click();
  await page.page.locator('#clear-open').click();
  await page.press('Escape');
  assert.equal(await page.cell('applications.received.natural').inputValue(), '12');
});

/**
 * A page whose storage fails still checks, and says that it keeps nothing.
 * @param {string} name
 * @param {() => void} before
 * @param {RegExp} says
 */
function check(name, before, says) {
  onPage(name, async (page) => {
    await page.typeAll({ 'disputes.reconsideration.upheld': '4', 'disputes.reconsideration.total': '3' });
    assert.deepEqual((await page.findings()).map(({ rule }) => rule), ['T4-SUM']);
    await page.page.waitForTimeout(700);
    assert.match(await draftState(page) ?? '', says);
  }, { before, viewport: NARROW });
}

check('storage that is forbidden', () => {
  for (const store of ['localStorage', 'indexedDB']) Object.defineProperty(window, store, { get() { throw new DOMException('denied', 'SecurityError'); } });
}, /^未能保存：浏览器不允许/);
check('storage that is full', () => {
  Storage.prototype.setItem = IDBObjectStore.prototype.put = () => { throw new DOMException('full', 'QuotaExceededError'); };
}, /^未能保存：本机存储已满/);
onPage('where one of the two storages is forbidden the other keeps what was typed', async (page) => {
  await page.type('applications.received.natural', '12');
  await isSaved(page);
  await page.reload();
  await page.page.waitForFunction(() => /** @type {HTMLInputElement} */ (document.getElementById('cell-applications.received.natural')).value === '12');
}, { before: () => { Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('denied', 'SecurityError'); } }); } });
check('storage that holds nonsense', () => {
  for (const key of ['gouji:/']) localStorage.setItem(key, '{"version":1,"cells":{"applications.received.natural":7},"setting":null}');
}, /^草稿已存/);

/**
 * A draft as it may lie in the storage: what is said then of a cell that it calls uncertain.
 * @param {string} name
 * @param {object} setting what it holds beside the forms
 * @param {Record<string, string>} expected what is told at each cell marked as uncertain
 */
function checkKept(name, setting, expected) {
  const draft = { version: 1, saved: '2026-01-05T08:00:00Z', setting: { forms: { disputes: '2021' }, auto: true, year: null, prior: null, asked: true, ...setting }, cells: { 'disputes.reconsideration.upheld': '4', 'disputes.reconsideration.total': '4' } };
  onPage(name, async (page) => {
    await page.page.evaluate((text) => localStorage.setItem('gouji:/', text), JSON.stringify(draft));
    await page.reload();
    const told = await page.page.evaluate(() => [...document.querySelectorAll('td[data-uncertain]')].map((box) => [
      box.querySelector('input')?.id.slice('cell-'.length) ?? '', box.querySelector('.unseen')?.textContent?.replace(/。.*/, '。') ?? '',
    ]));
    assert.deepEqual(Object.fromEntries(told), expected);
    assert.equal(await page.cell('disputes.reconsideration.upheld').inputValue(), '4');
  });
}

const UPHELD = 'disputes.reconsideration.upheld';
const UNTOLD = '待确认：读取时无法确定。';
checkKept('a draft with its reasons', { uncertain: [UPHELD], readings: {}, doubts: { [UPHELD]: '列名缺失，或与格式不同' } }, { [UPHELD]: '待确认：列名缺失，或与格式不同。' });
checkKept('a draft of before there were reasons', { uncertain: [UPHELD], readings: { [UPHELD]: ['4', '14'] } }, { [UPHELD]: UNTOLD });
checkKept('a draft of before there were readings', { uncertain: [UPHELD] }, { [UPHELD]: UNTOLD });
checkKept('reasons that are no texts', { uncertain: [UPHELD], readings: 7, doubts: { [UPHELD]: { toString: 'x' } } }, { [UPHELD]: UNTOLD });
checkKept('reasons that are no reasons', { uncertain: [UPHELD], readings: null, doubts: 'glued' }, { [UPHELD]: UNTOLD });
checkKept('reasons of cells that are certain, or are none', { uncertain: [], readings: {}, doubts: { [UPHELD]: '隐藏', nowhere: '隐藏' } }, {});
checkKept('uncertain cells that are none', { uncertain: [7, null, UPHELD, 'nowhere', 'toString'], readings: {}, doubts: null }, { [UPHELD]: UNTOLD });
