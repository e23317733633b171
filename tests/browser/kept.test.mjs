// Nothing that was typed is lost: by reloads, crashes and kills, in two windows, with a full or damaged storage, and to files.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { chromium as playwright } from 'playwright-core';
import { CHROMIUM_FLAGS, chromium } from '../../scripts/chromium.mjs';
import { serve } from '../../scripts/serve.mjs';
import { DIST, onPage } from './page.mjs';
import { balanced, html } from './report.mjs';

/** @typedef {import('./page.mjs').Page} Page */

const CELL = 'applications.received.natural';
const OTHER = 'applications.received.business';
const KEY = 'gouji:/';

/** @param {Page} page @param {string} key */
const kept = (page, key = KEY) => page.page.evaluate((name) => JSON.parse(localStorage.getItem(name) ?? '{}').cells ?? {}, key);

/** @param {Page} page */
const keys = (page) => page.page.evaluate(() => Object.keys(localStorage).sort());

onPage('what is typed is kept while one types on, without a pause', async (page) => {
  const cells = Object.keys(balanced('2021')).slice(0, 30);
  for (const [at, cell] of cells.entries()) {
    await page.cell(cell).focus();
    await page.page.keyboard.insertText(String(at + 1));
    await page.page.waitForTimeout(80);
  }
  const stored = Object.keys(await kept(page)).length;
  // At this pace some dozen cells are typed in a second.
  assert.ok(stored >= cells.length - 12, `${stored} of ${cells.length}`);
});

test('a browser that is killed has kept what is a second old', { timeout: 60_000 }, async () => {
  const folder = mkdtempSync(join(tmpdir(), 'gouji-killed-'));
  const served = await serve({ root: DIST });
  const open = async () => {
    const context = await playwright.launchPersistentContext(folder, { executablePath: await chromium(), args: CHROMIUM_FLAGS });
    const [page] = context.pages();
    await page.goto(served.url);
    await page.waitForFunction(() => document.documentElement.classList.contains('complete'));
    return { context, page };
  };
  try {
    const { page } = await open();
    await page.locator(`[id="cell-${CELL}"]`).fill('12');
    await page.locator(`[id="cell-${OTHER}"]`).fill('34');
    await page.keyboard.press('Tab');
    await page.waitForTimeout(1000);
    execFileSync('pkill', ['-KILL', '-f', folder]);
    const again = await open();
    await again.page.waitForFunction((id) => /** @type {HTMLInputElement} */ (document.getElementById(id)).value === '12', `cell-${CELL}`);
    assert.equal(await again.page.locator(`[id="cell-${OTHER}"]`).inputValue(), '34');
    await again.context.close();
  } finally {
    await served.close();
    rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }
});

onPage('two windows write over nothing of each other', async (page) => {
  await page.type(CELL, '12');
  await page.page.waitForTimeout(500);
  const second = await page.page.context().newPage();
  await second.goto(page.served.url);
  await second.waitForFunction(() => document.querySelector('#notices > *') !== null);
  assert.match(await second.locator('#notices').innerText(), /另一个窗口正在填写这份草稿。本窗口另存为一份/);
  assert.equal(await second.locator(`[id="cell-${CELL}"]`).inputValue(), '12', 'it goes on with a copy');
  await second.locator(`[id="cell-${CELL}"]`).fill('99');
  await second.keyboard.press('Tab');
  await page.page.bringToFront();
  await page.type(OTHER, '34');
  await page.page.waitForTimeout(600);
  assert.deepEqual(await kept(page), { [CELL]: '12', [OTHER]: '34' });
  const [, copy] = await keys(page);
  assert.deepEqual(await kept(page, copy), { [CELL]: '99' });
  await second.reload();
  await second.waitForFunction((id) => /** @type {HTMLInputElement} */ (document.getElementById(id)).value === '99', `cell-${CELL}`);
  await second.close();
  await page.page.locator('#draft summary').click();
  assert.match(await page.page.locator('#draft-list').innerText(), /未写单位.*1 格/);
  await page.page.locator('#draft-list button').click();
  await page.rest();
  assert.deepEqual([(await page.values())[CELL], (await page.values())[OTHER]], ['99', '']);
}, { mayFetch: /./ });

onPage('a new report leaves the one before in the list', async (page) => {
  await page.pasteByKeys({ html: `<h1>某某县民政局2023年政府信息公开工作年度报告</h1>${html('2021', balanced('2021'))}` });
  await page.page.locator('#draft summary').click();
  await page.page.locator('#draft-new').click();
  await page.rest();
  assert.ok(Object.values(await page.values()).every((text) => text === ''));
  await page.type(CELL, '5');
  await page.page.waitForTimeout(400);
  await page.reload();
  assert.equal((await page.values())[CELL], '5', 'a window goes on with its own');
  await page.page.locator('#draft summary').click();
  const item = page.page.locator('#draft-list button');
  assert.match(await item.innerText(), /某某县民政局\s+2023 年度/);
  await item.click();
  await page.rest();
  assert.deepEqual(await page.values(), balanced('2021'));
});

onPage('from one report to another and back, what this window has left is held by nobody', async (page) => {
  await page.pasteByKeys({ html: html('2021', balanced('2021')) });
  await page.page.locator('#draft summary').click();
  await page.page.locator('#draft-new').click();
  await page.type(CELL, '5');
  await page.page.waitForTimeout(400);
  await page.page.locator('#draft summary').click();
  for (const expected of [balanced('2021'), { [CELL]: '5' }, balanced('2021')]) {
    await page.page.locator('#draft-list button').click();
    await page.page.waitForTimeout(700);
    const filled = Object.fromEntries(Object.entries(await page.values()).filter(([, text]) => text !== ''));
    assert.deepEqual(filled, expected);
    assert.doesNotMatch(await page.page.locator('#notices').innerText(), /另一个窗口/);
  }
  assert.equal((await keys(page)).length, 2);
});

onPage('what was done can be undone after a reload, and is in the log', async (page) => {
  await page.type(CELL, '5');
  await page.pasteByKeys({ html: html('2021', balanced('2021')) });
  await page.page.waitForTimeout(400);
  await page.reload();
  assert.deepEqual(await page.values(), balanced('2021'));
  await page.press('Control+Z');
  await page.rest();
  assert.equal((await page.values())[CELL], '5');
  await page.press('Control+Z');
  await page.rest();
  assert.equal((await page.values())[CELL], '');
  await page.page.locator('#log-open').click();
  assert.match(await page.page.locator('#log').innerText(), /填写[^]*/);
});

/**
 * A page that finds this in its storage starts, and takes up what is sound.
 * @param {string} name
 * @param {string} text
 * @param {string} expected what stands in the cell then
 * @param {RegExp} says what is said; `^$` for nothing
 */
function checkDamaged(name, text, expected, says) {
  onPage(`a draft with ${name}`, async (page) => {
    await page.page.evaluate(([key, value]) => localStorage.setItem(key, value), [KEY, text]);
    await page.reload();
    assert.equal((await page.values())[CELL], expected);
    assert.match(await page.notice(), says);
    await page.type(OTHER, '7');
    await page.page.waitForTimeout(500);
    assert.deepEqual((await kept(page))[OTHER], '7', 'and the page goes on');
    const aside = await page.page.evaluate(() => Object.keys(localStorage).filter((key) => key.includes('!')).map((key) => localStorage.getItem(key)));
    assert.deepEqual(aside, says.test('') ? [] : [text], 'what was not sound is kept aside');
  });
}

const draft = (/** @type {object} */ more) => JSON.stringify({ version: 1, saved: '2026-01-05T08:00:00Z', setting: { forms: { applications: '2021' }, auto: true, year: null, uncertain: [], ...more }, cells: { [CELL]: '12' } });
checkDamaged('nothing wrong', draft({}), '12', /^$/);
checkDamaged('a year that is none', draft({ year: 1000000 }), '12', /草稿有一部分损坏（年度），其余已恢复/);
checkDamaged('uncertain cells that are none', draft({ uncertain: [1] }), '12', /草稿有一部分损坏（有的待确认标记）/);
checkDamaged('a figure that is no text', draft({}).replace('"12"}', '"12","a.b.c":7}'), '12', /草稿有一部分损坏（有的单元格）/);
checkDamaged('its end cut off', draft({}).slice(0, -20), '', /草稿已损坏，没有恢复。损坏的原文另外留着/);
checkDamaged('a version that is not known yet', draft({}).replace('"version":1', '"version":2'), '', /草稿已损坏|没有恢复/);

onPage('a full storage is told in view, tried again, and a file is offered', async (page) => {
  await page.page.evaluate(() => {
    const put = Storage.prototype.setItem;
    Object.assign(window, { room: false });
    Storage.prototype.setItem = function set(/** @type {string} */ key, /** @type {string} */ value) {
      if (!(/** @type {{ room?: boolean }} */ (window).room)) throw new DOMException('full', 'QuotaExceededError');
      put.call(this, key, value);
    };
    IDBObjectStore.prototype.put = () => { throw new DOMException('full', 'QuotaExceededError'); };
  });
  await page.type(CELL, '12');
  await page.page.waitForTimeout(500);
  assert.match(await page.notice(), /本机存储已满，填写的内容没有存下/);
  assert.match(await page.page.locator('#draft-state').textContent() ?? '', /^未能保存/);
  assert.equal(await page.page.locator('#notices').getByRole('button', { name: '存为文件' }).count(), 1);
  await page.page.evaluate(() => Object.assign(window, { room: true }));
  await page.type(OTHER, '34');
  await page.page.waitForTimeout(500);
  assert.match(await page.page.locator('#draft-state').textContent() ?? '', /^草稿已存/);
  assert.deepEqual(await kept(page), { [CELL]: '12', [OTHER]: '34' });
});

onPage('a report is saved to a file, and opened from it elsewhere', async (page) => {
  await page.pasteByKeys({ html: `<h1>某某县民政局2023年政府信息公开工作年度报告</h1>${html('2021', balanced('2021'))}` });
  await page.page.locator('#draft summary').click();
  const [download] = await Promise.all([page.page.waitForEvent('download'), page.page.locator('#draft-save').click()]);
  assert.equal(download.suggestedFilename(), '某某县民政局2023.gouji.json');
  const saved = readFileSync(await download.path());
  await page.page.locator('#draft-new').click();
  const give = (/** @type {Buffer} */ buffer) => page.page.locator('#file').setInputFiles([{ name: '某某县民政局2023.gouji.json', mimeType: 'application/json', buffer }]);
  await give(saved);
  await page.rest();
  assert.deepEqual(await page.values(), balanced('2021'));
  assert.equal(await page.page.locator('#year').inputValue(), '2023');
  await page.press('Control+Z');
  await page.rest();
  assert.ok(Object.values(await page.values()).every((text) => text === ''), 'the steps came along');
  await page.press('Control+Y');
  for (const [what, bytes, words] of /** @type {[string, Buffer, RegExp][]} */ ([
    ['cut off', saved.subarray(0, saved.length - 40), /不完整或被改动过，没有打开；填写的内容没有变动/],
    ['of a later version', Buffer.from(String(saved).replace('"version": 1', '"version": 9')), /是更新的版本存的.*没有打开/],
  ])) {
    assert.match(await page.heard(() => give(bytes)), words, what);
    assert.deepEqual(await page.values(), balanced('2021'), what);
  }
});
