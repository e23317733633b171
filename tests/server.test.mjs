// The server that the page and its browser tests run under says what a real one must.
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { serve } from '../scripts/serve.mjs';

const folder = mkdtempSync(join(tmpdir(), 'gouji-server-'));
const root = join(folder, 'www');
/** @type {import('../scripts/serve.mjs').Served} */
let served;

before(async () => {
  mkdirSync(join(root, 'pkg'), { recursive: true });
  writeFileSync(join(folder, 'secret.txt'), 'secret');
  writeFileSync(join(root, 'index.html'), '<!doctype html><title>勾稽</title>');
  writeFileSync(join(root, 'main.js'), 'export {};');
  writeFileSync(join(root, 'page.css'), 'p { margin: 0 }');
  writeFileSync(join(root, 'form.json'), '{}');
  writeFileSync(join(root, 'pkg/gouji.wasm'), new Uint8Array([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0]));
  writeFileSync(join(root, '.hidden'), 'hidden');
  symlinkSync(join(folder, 'secret.txt'), join(root, 'link.txt'));
  served = await serve({ root });
});

after(async () => {
  await served.close();
  rmSync(folder, { recursive: true });
});

test('nothing may leave the origin, and only its own files run', async () => {
  const policy = (await fetch(served.url)).headers.get('content-security-policy') ?? '';
  const directives = policy.split('; ');
  for (const directive of [
    "default-src 'none'", "script-src 'self' 'wasm-unsafe-eval'", "style-src 'self'", "img-src 'self' data:",
    "connect-src 'self'", "form-action 'none'", "base-uri 'none'", "frame-ancestors 'self'", "manifest-src 'self'", "worker-src 'self'",
  ]) {
    assert.ok(directives.includes(directive), directive);
  }
  assert.doesNotMatch(policy, /unsafe-inline|'unsafe-eval'|https?:|\*/);
});

for (const [browser, keyword] of [
  ['Chrome/78.0.3904.108 Safari/537.36', "'unsafe-eval'"],
  ['Chrome/96.0.4664.110 Safari/537.36', "'unsafe-eval'"],
  ['Chromium/86.0.4240.198', "'unsafe-eval'"],
  ['Chrome/97.0.4692.71 Safari/537.36', "'wasm-unsafe-eval'"],
  ['Chrome/109.0.5414.120 Safari/537.36', "'wasm-unsafe-eval'"],
  ['Gecko/20100101 Firefox/140.0', "'wasm-unsafe-eval'"],
  ['Version/17.0 Safari/605.1.15', "'wasm-unsafe-eval'"],
  ['', "'wasm-unsafe-eval'"],
]) {
  test(`"${browser}" gets ${keyword}, and the rest alike`, async () => {
    const { headers } = await fetch(served.url, { headers: { 'User-Agent': `Mozilla/5.0 ${browser}` } });
    const policy = headers.get('content-security-policy') ?? '';
    assert.equal(policy, (await fetch(served.url)).headers.get('content-security-policy')?.replace("'wasm-unsafe-eval'", keyword));
    assert.equal(headers.get('vary'), 'User-Agent');
  });
}

test('every answer carries the headers, refusals too', async () => {
  for (const path of ['', 'main.js', 'missing']) {
    const { headers } = await fetch(served.url + path);
    assert.equal(headers.get('x-content-type-options'), 'nosniff', path);
    assert.equal(headers.get('cache-control'), 'no-cache', path);
    assert.notEqual(headers.get('content-security-policy'), null, path);
  }
});

for (const [path, type] of [
  ['', 'text/html; charset=utf-8'],
  ['main.js', 'text/javascript; charset=utf-8'],
  ['page.css', 'text/css; charset=utf-8'],
  ['form.json', 'application/json; charset=utf-8'],
  ['pkg/gouji.wasm', 'application/wasm'],
]) {
  test(`/${path} is served as ${type}`, async () => {
    const response = await fetch(served.url + path);
    assert.equal(response.status, 200);
    assert.equal(response.headers.get('content-type'), type);
  });
}

test('a query does not change what is served', async () => {
  assert.equal((await fetch(`${served.url}main.js?1`)).status, 200);
});

test('HEAD answers without a body', async () => {
  const response = await fetch(`${served.url}main.js`, { method: 'HEAD' });
  assert.equal(response.headers.get('content-length'), '10');
  assert.equal(await response.text(), '');
});

test('posting is refused', async () => {
  assert.equal((await fetch(served.url, { method: 'POST', body: 'figures' })).status, 405);
});

test('folders are not listed', async () => {
  for (const path of ['pkg', 'pkg/']) assert.equal((await fetch(served.url + path)).status, 404, path);
});

// fetch tidies paths before it asks, so these go out by hand.
for (const path of [
  '/../secret.txt', '/pkg/../../secret.txt', '/%2e%2e/secret.txt', '/..%2fsecret.txt', '/..\\secret.txt', '/..%5csecret.txt',
  '/%252e%252e/secret.txt', '/link.txt', '/.hidden', '/%00', '/%', '//etc/passwd', 'http://elsewhere/secret.txt',
]) {
  test(`${path} leads nowhere`, async () => {
    const { status, body } = await ask(path);
    assert.ok(status === 400 || status === 404, String(status));
    assert.doesNotMatch(body, /secret|hidden|root:/);
  });
}

test('every request is kept, for tests that count them', async () => {
  const already = served.requests.length;
  await fetch(`${served.url}main.js`);
  assert.deepEqual(served.requests.slice(already), [{ method: 'GET', path: '/main.js', status: 200 }]);
});

test('a port that is taken gives way to the next free one', async () => {
  const taken = Number(new URL(served.url).port);
  const second = await serve({ root, port: taken });
  assert.ok(Number(new URL(second.url).port) > taken);
  await second.close();
});

/**
 * @param {string} path
 * @returns {Promise<{ status: number, body: string }>}
 */
function ask(path) {
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(served.url);
    request({ hostname, port, path }, (response) => {
      let body = '';
      response.setEncoding('utf8').on('data', (part) => { body += part; });
      response.on('end', () => resolve({ status: response.statusCode ?? 0, body }));
    }).on('error', reject).end();
  });
}
