/// <reference path="../browser/globals.d.ts" />
// `<gouji-report>` out of the package, in pages under our policy: bundled by Vite, and by a script tag.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { chromium as playwright } from 'playwright-core';
import ts from 'typescript';
import { build, createLogger, createServer } from 'vite';
import { CHROMIUM_FLAGS, chromium } from '../../scripts/chromium.mjs';
import { ROOT } from '../../scripts/run.mjs';
import { serve } from '../../scripts/serve.mjs';
import { balanced } from '../browser/report.mjs';
import { project } from './installed.mjs';

const OFFICE = join(ROOT, 'tests/fixtures/office');
const WRONG = { ...balanced('2021'), 'applications.granted.natural': '5435' };

const page = (/** @type {string} */ script) => `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>站点</title><link rel="icon" href="data:,">${script}<body><gouji-report id="one"></gouji-report>`;

const folder = project({
  'index.html': page('<script type="module" src="/main.js"></script>'),
  'main.js': "import 'gouji/element';\nimport { check } from 'gouji';\nwindow.checkFigures = check;\n",
  'script.html': page('<script src="node_modules/gouji/dist/gouji.js"></script>'),
});

const browser = await playwright.launch({ executablePath: await chromium(), args: CHROMIUM_FLAGS });
after(() => browser.close());

/**
 * @param {string} url
 * @param {(page: import('playwright-core').Page) => Promise<void>} act
 */
async function visit(url, act) {
  const page = await browser.newPage({ locale: 'zh-CN' });
  page.setDefaultTimeout(10_000);
  /** @type {string[]} */
  const complaints = [];
  page.on('console', (message) => { if (['error', 'warning'].includes(message.type())) complaints.push(message.text()); });
  page.on('pageerror', (error) => complaints.push(error.stack ?? error.message));
  page.on('request', (request) => { if (!request.url().startsWith(new URL(url).origin) && !/^(data|blob):/.test(request.url())) complaints.push(`asks ${request.url()}`); });
  try {
    await page.goto(url);
    await act(page);
    assert.deepEqual(complaints, []);
  } catch (error) {
    console.log(complaints);
    throw error;
  } finally {
    await page.close();
  }
}

/** @param {import('playwright-core').Page} page @param {RegExp} expected */
const headline = (page, expected) => page.waitForFunction((source) => new RegExp(source).test(document.getElementById('one')?.shadowRoot?.getElementById('headline')?.textContent ?? ''), expected.source);

/**
 * A report with a wrong figure shows its finding; files are read in the worker.
 * @param {import('playwright-core').Page} page
 */
async function works(page) {
  const findings = await page.evaluate(async (cells) => {
    const element = /** @type {any} */ (document.getElementById('one'));
    await element.start();
    element.cells = cells;
    return (await element.check()).findings.map((/** @type {{ severity: string, rule: string, difference: string }} */ { severity, rule, difference }) => `${severity} ${rule} ${difference}`);
  }, WRONG);
  assert.deepEqual(findings, ['hard T3-SUM 90', 'hard T3-ROW 90']);
  await headline(page, /必须改/);
  const text = await page.evaluate(() => document.getElementById('one')?.shadowRoot?.getElementById('findings')?.textContent ?? '');
  assert.match(text, /5435/);
  for (const name of ['2021.docx', '2021.pdf']) {
    const wasRead = await page.evaluate(([file, bytes]) => {
      const content = Uint8Array.from(atob(bytes), (character) => character.charCodeAt(0));
      return /** @type {any} */ (document.getElementById('one')).load(new File([content], file));
    }, [name, readFileSync(join(OFFICE, name)).toString('base64')]);
    assert.equal(wasRead, true, name);
    await headline(page, /全部通过/);
  }
}

for (const [base, name] of [['/', 'Vite builds a page without a plug-in'], ['./', 'Vite builds a page for any folder']]) {
  test(name, { timeout: 120_000 }, async () => {
    /** @type {string[]} */
    const complaints = [];
    const logger = createLogger('warn');
    logger.warn = (message) => { complaints.push(message); };
    await build({ root: folder, base, configFile: false, customLogger: logger, build: { outDir: 'built', emptyOutDir: true } });
    assert.deepEqual(complaints, []);
    const served = await serve({ root: base === '/' ? join(folder, 'built') : folder });
    try {
      await visit(`${served.url}${base === '/' ? '' : 'built/'}`, async (page) => {
        await works(page);
        const failed = await page.evaluate(async (cells) => (await /** @type {any} */ (window).checkFigures({ cells })).failed, WRONG);
        assert.equal(failed, 2);
      });
    } finally {
      await served.close();
    }
  });
}

test("Vite's development server serves it, left as it is", { timeout: 120_000 }, async () => {
  const server = await createServer({ root: folder, configFile: false, logLevel: 'warn', server: { port: 0, host: '127.0.0.1' }, optimizeDeps: { exclude: ['gouji'] } });
  await server.listen();
  try {
    await visit(String(server.resolvedUrls?.local[0]), works);
  } finally {
    await server.close();
  }
});

test('a script tag uses it where it is installed', { timeout: 60_000 }, async () => {
  const served = await serve({ root: folder });
  try {
    await visit(`${served.url}script.html`, async (page) => {
      await works(page);
      const missing = await page.evaluate((names) => names.filter((name) => !(name in /** @type {object} */ (document.getElementById('one')))), members());
      assert.deepEqual(missing, [], 'element.d.ts names what is not there');
    });
  } finally {
    await served.close();
  }
});

/** What element.d.ts says that an element has. */
function members() {
  const source = ts.createSourceFile('element.d.ts', readFileSync(join(folder, 'node_modules/gouji/lib/element.d.ts'), 'utf8'), ts.ScriptTarget.ES2022);
  const [declared] = source.statements.filter(ts.isInterfaceDeclaration).filter(({ name }) => name.text === 'GoujiReport');
  const names = declared.members.map(({ name }) => (name && ts.isIdentifier(name) ? name.text : ''));
  assert.ok(names.length > 5 && !names.includes(''));
  return names;
}
