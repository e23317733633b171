// The page after its first visit: without a network, and when the site has a newer version.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { ROOT } from '../../scripts/run.mjs';
import { DIST, READER, copyOfDist, launch, onPage } from './page.mjs';
import { serve } from '../../scripts/serve.mjs';
import { balanced, html } from './report.mjs';

/** @typedef {import('./page.mjs').Page} Page */

const large = { html: `<p>${'政'.repeat(200_000)}</p>${html('2021', balanced('2021'))}` };
const version = versionOf(DIST);

/** @param {Page} page */
const state = ({ page }) => page.locator('#offline-state').textContent();
/** @param {Page} page */
const about = async ({ page }) => /构建 (\w+)/.exec(await page.locator('#about').textContent() ?? '')?.[1];
/** @param {Page} page */
const isRead = ({ page }) => page.waitForFunction(() => /读到了什么/.test(document.getElementById('notices')?.textContent ?? ''));
/** What a browser does by itself when the page is opened again. @param {Page} page */
const lookForNew = ({ page }) => page.evaluate(async () => {
  const registration = await navigator.serviceWorker.ready;
  const found = await registration.update();
  const worker = found.installing;
  if (worker) await new Promise((resolve) => worker.addEventListener('statechange', () => ['activated', 'redundant'].includes(worker.state) && resolve(null)));
});

onPage('once visited, it opens and works without a network', async (page) => {
  assert.equal(await state(page), '可离线使用');
  await page.served.close();
  await page.reload();
  assert.equal(await state(page), '可离线使用');
  await page.type('disputes.reconsideration.upheld', '4');
  await page.type('disputes.reconsideration.total', '3');
  assert.equal((await page.findings()).length, 1);
  await page.paste(large);
  await isRead(page);
  assert.deepEqual(await page.values(), balanced('2021'));
}, { mayFetch: READER });

const site = copyOfDist(() => undefined);
onPage('a newer version is told of, used after a reload, and never mixed with the one that is open', async (page) => {
  await page.type('disclosure.fees.amount', '77');
  renew(site, 'bbbbbbbbbbbb');
  await lookForNew(page);
  await page.page.locator('#renew').waitFor();
  assert.equal(await state(page), '有新版本，刷新后使用');
  const before = page.served.requests.length;
  await page.paste(large);
  await isRead(page);
  assert.equal(page.served.requests.length, before, 'what the open page still needs is of its own version');
  assert.equal(await about(page), version);
  await page.type('disclosure.fees.amount', '78');
  page.isLoaded = false;
  await page.page.locator('#renew').click();
  await page.page.waitForFunction((old) => !document.getElementById('about')?.textContent?.includes(old) && document.documentElement.classList.contains('complete'), version);
  await page.ready();
  assert.equal(await about(page), 'bbbbbbbbbbbb');
  assert.equal(await state(page), '可离线使用');
  assert.equal((await page.values())['disclosure.fees.amount'], '78', 'the draft is still there');
  const others = await page.page.evaluate(() => fetch('reader-worker.js?v=cccccccccccc').then(() => 'answered', () => 'refused'));
  assert.equal(others, 'refused', 'a version that is gone is not replaced by another');
}, { root: site, mayFetch: /./, mayComplain: /ERR_FAILED|Failed to load/ });

const halfway = copyOfDist(() => undefined);
onPage('a site that is being replaced stays out of it until all its files are of one version', async (page) => {
  const finish = renew(halfway, 'bbbbbbbbbbbb', ['main.js']);
  await lookForNew(page);
  assert.equal(await state(page), '可离线使用');
  await page.reload();
  assert.equal(await about(page), version);
  finish();
  await lookForNew(page);
  await page.page.locator('#renew').waitFor();
}, { root: halfway, mayFetch: /./, mayComplain: /integrity|ERR_FAILED|Failed to load/ });

onPage('a site without the worker does without it, and promises nothing', async (page) => {
  assert.equal(await page.page.locator('#offline').isVisible(), false);
  await page.type('disputes.reconsideration.upheld', '4');
}, { root: copyOfDist((root) => writeFileSync(join(root, 'sw.js'), 'throw new Error();')), mayComplain: /sw\.js|ServiceWorker/i });

test('it can be installed', () => {
  const manifest = JSON.parse(readFileSync(join(DIST, 'manifest.webmanifest'), 'utf8'));
  assert.equal(manifest.start_url, './');
  for (const { src, sizes } of manifest.icons) {
    const png = readFileSync(join(DIST, src));
    assert.equal(`${png.readUInt32BE(16)}x${png.readUInt32BE(20)}`, sizes, src);
  }
});

test('www/ served as it is keeps nothing, and clears what a built page kept', async (test) => {
  const context = await (await launch()).newContext();
  test.after(() => context.close());
  const page = await context.newPage();
  const first = await serve({ root: DIST });
  await page.goto(first.url);
  await page.locator('#offline[data-state=offline-ready]').waitFor();
  await first.close();
  const second = await serve({ root: join(ROOT, 'www'), port: Number(new URL(first.url).port) });
  test.after(() => second.close());
  await page.evaluate(async () => { await (await navigator.serviceWorker.ready).update(); });
  await page.waitForFunction(async () => (await caches.keys()).length + (await navigator.serviceWorker.getRegistrations()).length === 0, null, { timeout: 10_000 });
});

/** @param {string} root */
function versionOf(root) {
  return /main\.js\?v=(\w+)/.exec(readFileSync(join(root, 'index.html'), 'utf8'))?.[1] ?? '';
}

/**
 * Puts another version in the place of the one that is there.
 * @param {string} root
 * @param {string} name of the version
 * @param {string[]} [late] files that are still the old ones
 * @returns {() => void} replaces those too
 */
function renew(root, name, late = []) {
  const digest = (/** @type {string | Buffer} */ content) => createHash('sha256').update(content).digest('base64');
  const old = versionOf(root);
  /** @type {Map<string, string>} */
  const contents = new Map();
  let worker = readFileSync(join(root, 'sw.js'), 'utf8').split(old).join(name);
  for (const file of readdirSync(root).filter((entry) => /\.(html|js)$/.test(entry) && !['sw.js', 'gouji.html'].includes(entry))) {
    const before = readFileSync(join(root, file), 'utf8');
    const after = before.split(old).join(name);
    worker = worker.split(digest(before)).join(digest(after));
    contents.set(file, after);
  }
  contents.set('sw.js', worker);
  const write = (/** @type {boolean} */ isLate) => {
    for (const [file, content] of contents) if (late.includes(file) === isLate) writeFileSync(join(root, file), content);
  };
  write(false);
  return () => write(true);
}
