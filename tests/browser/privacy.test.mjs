// Nothing leaves the page, and the harness would notice if something did.
import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { test } from 'node:test';
import { DIST, Page, READER, onPage } from './page.mjs';
import { balanced, html, tabbed } from './report.mjs';

onPage('after loading, no act asks the network for anything', async (page) => {
  const press = (/** @type {string} */ name) => page.page.locator('.toolbar').getByRole('button', { name, exact: true }).click();
  await page.type('applications.received.natural', '3');
  await page.pasteByKeys({ html: html('2019', balanced('2019')) });
  await page.pasteByKeys({ text: tabbed('2021', { ...balanced('2021'), 'applications.granted.natural': '5435' }) });
  for (const name of ['检查', '空白填 0', '按明细计算总计', '撤销', '重做', '修改记录']) await press(name);
  await page.press('Escape F8');
  await page.page.locator('#year').selectOption('2022');
  await page.page.locator('#format').selectOption('2019');
  await page.page.locator('#privacy summary').click();
  await page.page.waitForTimeout(700);
  assert.equal(page.served.requests.length, page.needed);
});

onPage('it works without a network, whatever the size', async (page) => {
  await page.page.context().setOffline(true);
  await page.type('disputes.reconsideration.upheld', '4');
  await page.type('disputes.reconsideration.total', '3');
  assert.equal((await page.findings()).length, 1);
  const filler = `<p>${'政'.repeat(1000)}</p>`.repeat(400);
  await page.page.locator('#findings-heading').focus();
  await page.paste({ html: filler + html('2021', balanced('2021')) });
  await page.page.waitForFunction(() => /读到了什么/.test(document.getElementById('notices')?.textContent ?? ''));
  assert.deepEqual(await page.values(), balanced('2021'));
  assert.equal(page.served.requests.length, page.needed);
}, { mayFetch: READER });

onPage('the page itself came with the policy, and asked for its own files alone: once to show them, once to keep them', async (page) => {
  assert.match(page.policy, /^default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data:; connect-src 'self'; form-action 'none'/);
  assert.deepEqual(page.served.requests.filter(({ status }) => status !== 200), []);
  const paths = page.served.requests.map(({ path }) => path.split('?')[0]);
  const worker = paths.indexOf('/sw.js');
  const shown = paths.slice(0, worker);
  const kept = paths.slice(worker + 1);
  assert.deepEqual(shown.filter((path) => READER.test(path)), [], 'what large files need is not loaded before the page can be used');
  assert.deepEqual(kept.sort(), files(DIST).filter((file) => !/^\/(sw\.js|gouji\.html|checksums\.txt|licences\.txt)$/.test(file)), 'every file of the page is kept, and nothing else');
});

onPage('it works under Trusted Types, kept for use without a network too', async (page) => {
  assert.match(page.policy, /require-trusted-types-for/);
  assert.equal(await page.page.locator('#offline').getAttribute('data-state'), 'offline-ready');
  await page.paste({ html: html('2021', { ...balanced('2021'), 'applications.granted.natural': '5435' }) });
  await page.page.getByText('查看原文').click();
  await page.page.locator('#findings-list .act.main').first().click();
  assert.deepEqual(await page.values(), balanced('2021'));
  await page.page.locator('#findings-heading').focus();
  await page.paste({ html: `<p>${'政'.repeat(200_000)}</p>${html('2019', balanced('2019'))}` });
  await page.page.waitForFunction(() => /2019 年/.test(document.querySelector('.reading')?.textContent ?? ''));
  assert.deepEqual(await page.values(), balanced('2019'));
}, {
  mayFetch: READER,
  change: (headers) => { headers['Content-Security-Policy'] += "; require-trusted-types-for 'script'; trusted-types gouji"; },
});

/** @param {string} folder @returns {string[]} sorted */
const files = (folder) => readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  .map((entry) => `/${relative(folder, join(entry.parentPath, entry.name))}`).sort();

onPage('no inline script or style, no handler and no foreign address stands in the page', async (page) => {
  const found = await page.page.evaluate(() => [
    ...document.querySelectorAll('script:not([src]), style, base, iframe, object, embed, form[action]'),
    ...[...document.querySelectorAll('*')].filter((element) => [...element.attributes].some(({ name, value }) => /^on/.test(name) || /^(https?:)?\/\//.test(value))),
  ].map((element) => element.outerHTML.slice(0, 120)));
  assert.deepEqual(found, []);
});

/**
 * The harness notices this.
 * @param {string} name
 * @param {() => unknown} act runs in the page
 * @param {RegExp} noticed
 */
function check(name, act, noticed) {
  test(`it would be noticed: ${name}`, async () => {
    const page = await Page.open();
    await page.page.evaluate(act);
    await page.page.waitForTimeout(200);
    const faults = await page.faults();
    await page.close();
    assert.ok(faults.some((fault) => noticed.test(fault)), faults.join('\n'));
  });
}

check('a request to the same site', () => fetch('sw.js'), /request after loading: GET \/sw\.js/);
check('a request elsewhere', () => fetch('http://127.0.0.1:9/?figures').catch(() => 0), /policy: connect-src/);
check('an image elsewhere', () => { new Image().src = 'http://127.0.0.1:9/figures.png'; }, /policy: img-src/);
check('a beacon', () => navigator.sendBeacon('http://127.0.0.1:9/', 'figures'), /policy: connect-src/);
check('a style attribute', () => { document.body.setAttribute('style', 'color: red'); }, /policy: style-src/);
check('a script in the page', () => { document.body.appendChild(document.createElement('script')).textContent = '1'; }, /policy: script-src/);
check('an error nobody caught', () => { setTimeout(() => { throw new Error('oops'); }); }, /uncaught: Error: oops/);
check('a warning on the console', () => console.warn('hm'), /console: hm/);
