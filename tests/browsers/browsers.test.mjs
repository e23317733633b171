/// <reference path="../browser/globals.d.ts" />
// The built page in the browsers that people have: old Chromiums, today's, Firefox, WebKit. `npm run test:browsers`.
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { byApt } from '../../scripts/apt.mjs';
import { Cdp } from '../../scripts/browsers/cdp.mjs';
import { Firefox } from '../../scripts/browsers/firefox.mjs';
import { OLD_CHROMIUMS, oldChromium } from '../../scripts/browsers/old-chromium.mjs';
import { WebKit } from '../../scripts/browsers/webkit.mjs';
import { chromium } from '../../scripts/chromium.mjs';
import { ROOT } from '../../scripts/run.mjs';
import { serve } from '../../scripts/serve.mjs';
import { ELEMENT_STEPS, STEPS, inPage, started, until } from './walk.mjs';

/** @typedef {import('../../scripts/browsers/driven.mjs').Driven} Driven */

const DIST = join(ROOT, 'dist');
const FILE = pathToFileURL(join(DIST, 'gouji.html')).href;

/** Each gives a browser anew, or says why the machine has none. @type {[name: string, start: () => Promise<Driven | string>][]} */
const BROWSERS = [
  ...Object.keys(OLD_CHROMIUMS).map((version) => /** @type {[string, () => Promise<Driven | string>]} */ ([
    `Chromium ${version}`, old(version),
  ])),
  ["Debian's Chromium", () => orWhy(async () => Cdp.start(await chromium()))],
  ['Firefox', () => orWhy(async () => {
    const program = await byApt('firefox-esr', ['firefox-esr']) ?? await byApt('firefox', []);
    return program ? Firefox.start(program) : 'there is no Firefox';
  })],
  ['WebKitGTK', () => orWhy(async () => {
    const program = await byApt('WebKitWebDriver', ['webkit2gtk-driver', 'xvfb', 'xauth']);
    const xvfb = await byApt('xvfb-run', ['xvfb', 'xauth']);
    return program && xvfb ? WebKit.start(xvfb, program) : 'there is no WebKitWebDriver or no xvfb-run';
  })],
];

assert.ok(existsSync(join(DIST, 'gouji.html')), 'dist/ is missing: npm run build writes it.');

for (const [name, start] of BROWSERS) {
  walks(`${name}, hosted`, start, null);
  walks(`${name}, gouji.html from a file`, start, FILE);
}

for (const [name, start] of BROWSERS) {
  test(`${name}, <gouji-report>`, { timeout: 240_000 }, (context) => using(context, name, start, (browser) => onServer(async (url) => {
    await browser.goto(`${url}embed.html`);
    for (const [step, act] of ELEMENT_STEPS) await context.test(step, () => act(browser));
  })));
}

/**
 * @param {string} name
 * @param {() => Promise<Driven | string>} start
 * @param {string | null} address null for the hosted page
 */
function walks(name, start, address) {
  test(name, { timeout: 240_000 }, async (context) => {
    await using(context, name, start, async (browser) => {
      context.diagnostic(browser.version);
      await onServer(async (url) => {
        await browser.goto(address ?? url);
        await started(browser);
        for (const [step, act] of STEPS) await context.test(step, () => act(browser));
      });
    });
  });
}

for (const version of ['78', '109']) {
  test(`Chromium ${version} without WebAssembly is told which browser will do`, { timeout: 120_000 }, (context) => using(context, `Chromium ${version}`, old(version), async (browser) => {
    await browser.before('delete window.WebAssembly');
    await onServer(async (url) => {
      for (const address of [url, FILE]) {
        await browser.goto(address);
        const said = await until(browser, () => {
          const box = document.getElementById('too-old');
          return box && !box.hidden ? `${document.getElementById('headline')?.textContent} ${box.innerText}` : null;
        });
        assert.match(String(said), /没有启动，未作核对/);
        assert.match(String(said), /请换用 Chrome 内核 67 及以上的浏览器/);
        assert.match(String(said), /浏览器缺少 WebAssembly/);
      }
    });
  }));
}

/** Other programs share the processor: the least counts. */
const TRIES = 3;

test('how long gouji.html takes to open, in Chromium 109 on a processor slowed down to a quarter', { timeout: 120_000 }, (context) => using(context, 'Chromium 109', old('109'), async (browser) => {
  await browser.send('Emulation.setCPUThrottlingRate', { rate: 4 });
  await browser.before(`new MutationObserver((changes, observer) => {
    if (!document.documentElement || !document.documentElement.classList.contains('started')) return;
    observer.disconnect();
    requestAnimationFrame(() => setTimeout(() => { window.opened = performance.now(); }));
  }).observe(document, { subtree: true, attributes: true });`);
  /** @type {number[]} */
  const times = [];
  for (let tried = 0; tried < TRIES; tried += 1) {
    await browser.goto('about:blank');
    await browser.goto(FILE);
    times.push(Math.round(Number(await until(browser, () => /** @type {any} */ (window).opened ?? null))));
    assert.equal(await inPage(browser, () => document.getElementById('verdict')?.dataset.kind), 'none', 'the blank report has been checked');
  }
  console.log(`bench: gouji.html, opened to first check: ${Math.min(...times)} ms (of ${times.join(', ')}; ${browser.version}, CPU slowed 4 times; aim 1500 ms)`);
}));

/**
 * Whatever happens in between, the browser is closed: one left running keeps the whole run from ending.
 * @template {Driven} T
 * @param {{ skip: (message: string) => void }} context
 * @param {string} name
 * @param {() => Promise<T | string>} start
 * @param {(browser: T) => Promise<void>} act
 */
async function using(context, name, start, act) {
  const browser = await start();
  if (typeof browser === 'string') return skipLoudly(context, name, browser);
  try {
    await act(browser);
  } finally {
    await browser.close();
  }
}

/** @param {(url: string) => Promise<void>} act */
async function onServer(act) {
  const served = await serve({ root: DIST });
  try {
    await act(served.url);
  } finally {
    await served.close();
  }
}

/** @param {string} version */
function old(version) {
  return () => orWhy(async () => Cdp.start(await oldChromium(version)));
}

/**
 * @template T
 * @param {() => Promise<T | string>} start
 * @returns {Promise<T | string>} a string says why there is no browser
 */
async function orWhy(start) {
  try {
    return await start();
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/**
 * @param {{ skip: (message: string) => void }} context
 * @param {string} name
 * @param {string} why
 */
function skipLoudly(context, name, why) {
  console.log(`\n*** ${name} is NOT tested: ${why} ***\n`);
  context.skip(why);
}
