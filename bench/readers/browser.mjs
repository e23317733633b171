// A paste in a real Chromium, with the page's own package and under the page's own policy.
import { build } from 'esbuild';
import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { CHROMIUM_FLAGS, findChromium } from '../../scripts/chromium.mjs';
import { serve } from '../../scripts/serve.mjs';

const path = (/** @type {string} */ name) => fileURLToPath(new URL(name, import.meta.url));

/**
 * Opens the readers of a paste in Chromium; null where there is none.
 * @param {string} html
 * @param {string[]} names of readers in page.mjs
 */
export async function inBrowser(html, names) {
  const executablePath = findChromium();
  if (!executablePath) return null;
  const root = mkdtempSync(join(tmpdir(), 'gouji-bench-'));
  await build({ entryPoints: [path('page.mjs')], bundle: true, format: 'esm', outfile: join(root, 'page.js'), logLevel: 'error', nodePaths: [path('../node_modules')] });
  copyFileSync(path('../../www/pkg/paste/gouji_paste_bg.wasm'), join(root, 'gouji_paste_bg.wasm'));
  writeFileSync(join(root, 'index.html'), '<!doctype html><meta charset="utf-8"><script type="module" src="page.js"></script>');
  const served = await serve({ root });
  const browser = await chromium.launch({ executablePath, args: CHROMIUM_FLAGS });
  const page = await browser.newPage();
  await page.goto(served.url);
  await page.waitForFunction(() => 'prepared' in window);
  const ask = await page.evaluateHandle((html) => /** @type {any} */ (window).prepared(html), html);
  const asks = names.map((name) => /** @type {const} */ ([name, (/** @type {number} */ times) => (
    ask.evaluate((ask, [name, times]) => ask(name, times), /** @type {const} */ ([name, times])))]));
  return {
    version: browser.version(),
    readers: new Map(asks),
    close: async () => {
      await browser.close();
      await served.close();
      rmSync(root, { recursive: true });
    },
  };
}
