// Last year's report: compared with, undone, kept with the draft, given by a host page.
import assert from 'node:assert/strict';
import { READER, onPage } from './page.mjs';
import { balanced, html, tabbed } from './report.mjs';

/** @typedef {import('./page.mjs').Page} Page */

const IN = 'applications.carried_in.total';
const OUT = 'applications.carried_out.total';
const CARRIED = balanced('2021')[IN];

/** Last year's report as a file: so many were carried over. @param {string} carried */
const lastYear = (carried) => ({ name: '上年.html', mimeType: 'text/html', buffer: Buffer.from(`<h1>某局2023年政府信息公开工作年度报告</h1>${html('2021', { ...balanced('2021'), [OUT]: carried })}`) });

/** @param {Page} page */
const rules = async (page) => (await page.findings()).map(({ rule }) => rule).filter((rule) => rule.includes('衔接'));

/** @param {Page} page */
const state = (page) => page.page.locator('#prior-state').textContent();

/** @param {Page} page @param {string} carried */
const open = (page, carried) => page.heard(() => page.page.locator('#prior-file').setInputFiles([lastYear(carried)]));

/**
 * @param {string} name
 * @param {(page: Page) => Promise<void>} act
 */
const check = (name, act) => onPage(name, async (page) => {
  await page.paste({ html: html('2021', balanced('2021')) });
  assert.equal(await state(page), '没有与上年报告比对。');
  assert.deepEqual(await rules(page), []);
  await act(page);
}, { mayFetch: READER });

check('what was carried over is compared, and undone', async (page) => {
  const before = await page.values();
  assert.match(await open(page, String(Number(CARRIED) + 4)), /已载入上年报告（文件“上年\.html”，\d+ 格）.*填写的内容没有变动/);
  assert.deepEqual(await page.values(), before);
  assert.match(await state(page) ?? '', /正与上年报告比对：文件“上年\.html”\s*2023 年度/);
  const findings = await page.findings();
  const { message } = findings.find(({ rule }) => rule === 'T3-衔接-总计') ?? { message: '' };
  assert.match(message, new RegExp(`上年报告“结转下年度继续办理”总计为${Number(CARRIED) + 4}件，本年“上年结转”填了${CARRIED}件，少4件`));
  await page.page.locator('#undo').click();
  assert.deepEqual(await rules(page), []);
  assert.equal(await state(page), '没有与上年报告比对。');
});

check('what agrees is not named', async (page) => {
  await open(page, CARRIED);
  assert.ok(!(await rules(page)).includes('T3-衔接-总计'));
});

check('typing goes on being compared, and removing ends it', async (page) => {
  await open(page, CARRIED);
  await page.type(IN, '1');
  await page.press('Tab');
  assert.ok((await rules(page)).includes('T3-衔接-总计'));
  await page.page.locator('#prior-remove').click();
  assert.deepEqual(await rules(page), []);
  assert.equal(await page.page.evaluate(() => document.activeElement?.id), 'prior-open');
});

check('a file without figures changes nothing, and says so', async (page) => {
  const notice = await page.heard(() => page.page.locator('#prior-file').setInputFiles([{ name: '照片.jpg', mimeType: 'image/jpeg', buffer: Buffer.from([0xff, 0xd8, 0xff, 0xe0]) }]), 20_000);
  assert.match(notice, /照片\.jpg”没有读取：这是图片/);
  assert.equal(await state(page), '没有与上年报告比对。');
});

check('it is kept with the draft', async (page) => {
  await open(page, String(Number(CARRIED) + 1));
  await page.reload();
  assert.match(await state(page) ?? '', /正与上年报告比对/);
  assert.ok((await rules(page)).includes('T3-衔接-总计'));
});

/** Last year's report, in which the digits of what was carried over run together: 12…12, 1…2 and others. */
const GLUED = { name: '上年.txt', mimeType: 'text/plain', buffer: Buffer.from(`某局2023年政府信息公开工作年度报告\n${tabbed('2021', balanced('2021')).replace(/.*结转下年度.*/, '四、结转下年度继续办理120000012')}`) };

check('what fails whichever way last year\'s cells are read is told, and kept', async (page) => {
  assert.match(await page.heard(() => page.page.locator('#prior-file').setInputFiles([GLUED])), /\d+ 格待确认/);
  const told = async () => (await page.findings()).find(({ rule }) => rule === 'T3-衔接-总计')?.message ?? '';
  assert.match(await told(), /上年报告的这一格读取时有待确认.*不论按哪种读法/);
  await page.reload();
  assert.match(await told(), /不论按哪种读法/);
  await page.type(IN, '2');
  await page.press('Tab');
  assert.equal(await told(), '');
});
