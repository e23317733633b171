// gouji.html, opened by double-click.
import assert from 'node:assert/strict';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { DIST, launch } from './page.mjs';
import { balanced, html } from './report.mjs';

/** @typedef {import('playwright-core').Page} Page */

// As a USB stick has it: elsewhere, alone, and under Chinese names.
const folder = mkdtempSync(join(tmpdir(), '政务公开 '));
after(() => rmSync(folder, { recursive: true }));

/**
 * @param {string} name
 * @param {(page: Page, url: string) => Promise<void>} act
 * @param {() => void} [before] runs in the page before its own scripts
 */
function check(name, act, before) {
  test(name, { timeout: 60_000 }, async (test) => {
    const context = await (await launch()).newContext({ viewport: { width: 1366, height: 768 } });
    test.after(() => context.close());
    if (before) await context.addInitScript(before);
    context.setDefaultTimeout(10_000);
    const page = await context.newPage();
    /** @type {string[]} */
    const asked = [];
    page.on('request', (request) => { if (!/^(data|blob):/.test(request.url())) asked.push(request.url()); });
    // What the policy stopped was not asked.
    page.on('requestfailed', (request) => { if (request.failure()?.errorText === 'csp') asked.splice(asked.indexOf(request.url()), 1); });
    page.on('pageerror', (error) => assert.fail(String(error)));
    const file = join(folder, '年报自查.html');
    copyFileSync(join(DIST, 'gouji.html'), file);
    await page.goto(pathToFileURL(file).href);
    await page.waitForFunction(() => document.documentElement.classList.contains('complete'));
    await act(page, pathToFileURL(file).href);
    assert.deepEqual(asked.filter((url) => url !== pathToFileURL(file).href), [], 'it asks for nothing');
  });
}

/** @param {Page} page @param {string} markup */
const paste = (page, markup) => page.evaluate((text) => {
  const data = new DataTransfer();
  data.setData('text/html', text);
  document.getElementById('findings-heading')?.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
}, markup);

check('large input is read by a worker out of the file itself', async (page) => {
  const worker = page.waitForEvent('worker');
  await paste(page, `<p>${'政'.repeat(200_000)}</p>${html('2021', balanced('2021'))}`);
  assert.match((await worker).url(), /^blob:/);
  await page.waitForFunction(() => /读到了什么/.test(document.getElementById('notices')?.textContent ?? ''));
  assert.equal(await page.inputValue('[id="cell-applications.received.natural"]'), balanced('2021')['applications.received.natural']);
});

check('where no worker may be started, the page reads it itself', async (page) => {
  await paste(page, `<p>${'政'.repeat(200_000)}</p>${html('2021', balanced('2021'))}`);
  await page.waitForFunction(() => /读到了什么/.test(document.getElementById('notices')?.textContent ?? ''));
  assert.equal(await page.inputValue('[id="cell-applications.received.natural"]'), balanced('2021')['applications.received.natural']);
}, () => { window.Worker = /** @type {any} */ (function Worker() { throw new DOMException('no', 'SecurityError'); }); });

check('its policy lets nothing out and nothing else in', async (page) => {
  const told = await page.evaluate(async () => {
    /** @type {string[]} */
    const violations = [];
    document.addEventListener('securitypolicyviolation', ({ effectiveDirective }) => violations.push(effectiveDirective));
    await fetch('http://127.0.0.1:9/?figures').catch(() => 0);
    document.body.appendChild(document.createElement('script')).textContent = 'window.foreign = 1';
    document.body.appendChild(document.createElement('style')).textContent = '*{}';
    new Image().src = 'http://127.0.0.1:9/figures.png';
    await new Promise((resolve) => setTimeout(resolve, 300));
    return { violations: [...new Set(violations)].sort(), foreign: 'foreign' in window };
  });
  assert.deepEqual(told, { violations: ['connect-src', 'img-src', 'script-src-elem', 'style-src-elem'], foreign: false });
});

check('it says its version and formats, where its draft lies, and does not promise what needs a server', async (page) => {
  assert.match(await page.textContent('#about') ?? '', /^版本 \d+\.\d+\.\d+（构建 \w{12}） · 格式：.*2021 年格式（国办公开办函〔2021〕30号）$/);
  await page.click('#draft summary');
  assert.match(await page.innerText('#draft .popup'), /单个文件.*共用一处存储/);
  assert.equal(await page.isVisible('#offline'), false);
});

check('its draft is there again, and each copy has its own', async (page, url) => {
  await page.fill('[id="cell-disclosure.fees.amount"]', '77');
  await page.waitForFunction(() => /草稿已存/.test(document.getElementById('draft-state')?.textContent ?? ''));
  await page.reload();
  await page.waitForFunction(() => document.documentElement.classList.contains('complete'));
  assert.equal(await page.inputValue('[id="cell-disclosure.fees.amount"]'), '77');
  mkdirSync(join(folder, '另一份'), { recursive: true });
  const copy = join(folder, '另一份/年报自查.html');
  copyFileSync(join(DIST, 'gouji.html'), copy);
  const other = await page.context().newPage();
  await other.goto(pathToFileURL(copy).href);
  await other.waitForFunction(() => document.documentElement.classList.contains('complete'));
  assert.equal(await other.inputValue('[id="cell-disclosure.fees.amount"]'), '');
  assert.notEqual(other.url(), url);
});

check('storage that is forbidden is said, and what was typed stays', async (page) => {
  await page.fill('[id="cell-disclosure.fees.amount"]', '77');
  await page.waitForFunction(() => /未能保存：浏览器不允许本页存储/.test(document.getElementById('draft-state')?.textContent ?? ''));
  assert.equal(await page.inputValue('[id="cell-disclosure.fees.amount"]'), '77');
}, () => {
  for (const store of ['localStorage', 'indexedDB']) Object.defineProperty(window, store, { get: () => { throw new DOMException('no', 'SecurityError'); } });
});
