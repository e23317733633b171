// Servers as web teams have them: the page works, or says what the web team has to change.
import assert from 'node:assert/strict';
import { copyFileSync, cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { POLICIES } from '../../scripts/headers.mjs';
import { serve } from '../../scripts/serve.mjs';
import { DIST, copyOfDist, launch } from './page.mjs';

const OLD = 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/86.0.4240.198 Safari/537.36';

/**
 * @typedef {object} Server
 * @property {string} [root]
 * @property {string} [path] below it
 * @property {(headers: Record<string, string>, path: string) => void} [change]
 * @property {string} [userAgent]
 */

/**
 * @param {string} name
 * @param {Server} server
 * @param {RegExp | null} expected why the page says it stopped; null where it works
 */
function check(name, { root = DIST, path = '', change, userAgent }, expected) {
  test(name, { timeout: 60_000 }, async (test) => {
    const served = await serve({ root, change });
    test.after(() => served.close());
    const context = await (await launch()).newContext(userAgent ? { userAgent } : {});
    test.after(() => context.close());
    const page = await context.newPage();
    await page.goto(served.url + path);
    await page.waitForFunction(() => document.documentElement.classList.contains('complete') || !document.getElementById('too-old')?.hidden, null, { timeout: 20_000 });
    const reason = await page.textContent('#too-old-reason') ?? '';
    if (expected !== null) {
      assert.match(reason, expected);
      assert.equal(await page.textContent('#headline'), '没有启动，未作核对');
      return;
    }
    assert.equal(reason, '');
    await page.fill('[id="cell-disputes.reconsideration.upheld"]', '4');
    await page.fill('[id="cell-disputes.reconsideration.total"]', '3');
    await page.waitForFunction(() => document.querySelectorAll('#findings-list > li').length === 1);
    const asked = served.requests.filter(({ path: own }) => !own.startsWith(`/${encodeURI(path.split('?')[0].replace(/index\.html$/, ''))}`));
    assert.deepEqual(asked.filter(({ path: own }) => own !== '/favicon.ico'), [], 'it stays in its folder');
  });
}

test('where the server sends no policy, the page is under its own', async (test) => {
  const served = await serve({ root: DIST, change: (headers) => { delete headers['Content-Security-Policy']; } });
  test.after(() => served.close());
  const page = await (await launch()).newPage();
  test.after(() => page.context().close());
  await page.goto(served.url);
  const told = await page.evaluate(() => new Promise((resolve) => {
    document.addEventListener('securitypolicyviolation', ({ effectiveDirective, originalPolicy }) => resolve([effectiveDirective, originalPolicy]));
    fetch('http://127.0.0.1:9/?figures').catch(() => 0);
  }));
  assert.deepEqual(told, ['connect-src', POLICIES.known.filter((directive) => !directive.startsWith('frame-ancestors')).join('; ')]);
});

/** @param {string} text */
const exactly = (text) => new RegExp(text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));

/** @param {string} type */
const wasmAs = (type) => (/** @type {Record<string, string>} */ headers, /** @type {string} */ path) => { if (path.includes('.wasm')) headers['Content-Type'] = type; };

/** @param {string} policy */
const policyOf = (policy) => (/** @type {Record<string, string>} */ headers) => { headers['Content-Security-Policy'] = policy; };

check('.wasm as application/octet-stream', { change: wasmAs('application/octet-stream') }, null);
check('.wasm as text/plain', { change: wasmAs('text/plain') }, null);
check('no policy, no other headers', { change: (headers) => { for (const name of Object.keys(headers)) if (!/^Content-(Type|Length)$/.test(name)) delete headers[name]; } }, null);
check('a folder with a Chinese name', { root: copyOfDist((root) => inFolder(root, '政务公开/年报 自查')), path: '政务公开/年报 自查/' }, null);
check('an address with ?v=', { path: 'index.html?v=20270115' }, null);
check("cache-busters of the web team's own", { root: copyOfDist((root) => replace(root, 'index.html', /\?v=\w+/g, '?v=20270115')) }, null);
check('no cache-busters', { root: copyOfDist((root) => replace(root, 'index.html', /\?v=\w+/g, '')) }, null);
check('a Chromium before 97', { userAgent: OLD }, null);

check('a policy without WebAssembly', { change: policyOf("default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'") },
  exactly(`响应头改为　Content-Security-Policy: ${POLICIES.known.join('; ')}`));
check('a policy without WebAssembly, in a Chromium before 97', { userAgent: OLD, change: policyOf("default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'") },
  exactly(`响应头改为　Content-Security-Policy: ${POLICIES.before.join('; ')}`));
check('.wasm is not handed out, as by IIS', { root: copyOfDist((root) => rmSync(join(root, 'pkg/page/gouji_page_bg.wasm'))) },
  /没有给出核对程序的文件 pkg\/page\/gouji_page_bg\.wasm（返回 404）.*IIS 还须为扩展名 \.wasm 登记 MIME 类型 application\/wasm/);
check('.wasm is cut off', { root: copyOfDist((root) => writeFileSync(join(root, 'pkg/page/gouji_page_bg.wasm'), readFileSync(join(DIST, 'pkg/page/gouji_page_bg.wasm')).subarray(0, 9999))) },
  /核对程序的文件不完整，或被网站改动过.*checksums\.txt/);
check('.wasm is a page that says it is missing', { root: copyOfDist((root) => copyFileSync(join(root, 'index.html'), join(root, 'pkg/page/gouji_page_bg.wasm'))) },
  /核对程序的文件不完整，或被网站改动过/);

/**
 * @param {string} root
 * @param {string} folder
 */
function inFolder(root, folder) {
  mkdirSync(join(root, folder), { recursive: true });
  cpSync(DIST, join(root, folder), { recursive: true });
}

/**
 * @param {string} root
 * @param {string} file
 * @param {RegExp} pattern
 * @param {string} instead
 */
function replace(root, file, pattern, instead) {
  writeFileSync(join(root, file), readFileSync(join(root, file), 'utf8').replace(pattern, instead));
}
