/// <reference path="globals.d.ts" />
// The built page in a real Chromium. Every test gets a page of its own, and fails where that page
// did not keep quiet: an error, a broken security policy, or any request after it has loaded.
import assert from 'node:assert/strict';
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { chromium as playwright } from 'playwright-core';
import { CHROMIUM_FLAGS, chromium } from '../../scripts/chromium.mjs';
import { ROOT } from '../../scripts/run.mjs';
import { serve } from '../../scripts/serve.mjs';

export const DIST = join(ROOT, 'dist');
export const WIDE = { width: 1366, height: 768 };
export const NARROW = { width: 390, height: 844 };

/** As narrow as WCAG asks for, and a desk's screen at 200 %. */
export const SMALLEST = { width: 320, height: 640 };
export const MAGNIFIED = { width: 683, height: 384 };

/** Large input and files go to a worker, whose packages are fetched when they are first needed. */
export const READER = /^\/(reader-worker\.js$|pkg\/(reader|pdf)\/)/;

/** What takes longer than so many milliseconds will not come. */
const PATIENCE = 10_000;

const SCREENSHOTS = join(ROOT, 'target/screenshots');

/**
 * @typedef {object} Options
 * @property {{ width: number, height: number }} [viewport]
 * @property {import('playwright-core').BrowserContextOptions} [context] what the browser says of screen and user beside that
 * @property {string} [query] with its question mark
 * @property {string} [root] the folder to serve instead of dist/
 * @property {(headers: Record<string, string>, path: string) => void} [change] what the server says instead
 * @property {() => void} [before] runs in the page before its own scripts
 * @property {RegExp} [mayFetch] paths that may be asked for after the page has loaded
 * @property {RegExp} [mayComplain] what the console may say
 * @property {string | false} [skip] why not to run
 * @property {number} [timeout] milliseconds
 */

/**
 * What is said of one comparison or cell in the list.
 * @typedef {object} Finding
 * @property {string} severity
 * @property {string} rule
 * @property {string} fault
 * @property {string} message
 * @property {string} basis
 * @property {string | null} left
 * @property {string | null} right
 * @property {string | null} difference
 * @property {string | null} expected
 * @property {boolean} isFolded whether it stands under a root cause
 */

/** @type {Promise<import('playwright-core').Browser> | null} */
let launched = null;

/** One browser a file. */
export function launch() {
  launched ??= chromium().then((executablePath) => playwright.launch({ executablePath, args: CHROMIUM_FLAGS }));
  return launched;
}

after(async () => { if (launched) await (await launched).close(); });

/**
 * A copy of dist/ to put more into; it goes when the tests are over.
 * @param {(root: string) => void} add
 */
export function copyOfDist(add) {
  const root = mkdtempSync(join(tmpdir(), 'gouji-dist-'));
  cpSync(DIST, root, { recursive: true });
  add(root);
  after(() => rmSync(root, { recursive: true }));
  return root;
}

/** dist/ with both packages as modules of their own, under `packages/`. */
export const withPackages = () => copyOfDist((root) => {
  cpSync(join(ROOT, 'www/pkg'), join(root, 'packages'), { recursive: true });
  cpSync(join(ROOT, 'www/app/intake/flat.js'), join(root, 'packages/flat.js'));
});

/**
 * A test on a page of its own.
 * @param {string} name
 * @param {(page: Page) => Promise<void>} act
 * @param {Options} [options]
 */
export function onPage(name, act, options = {}) {
  test(name, { timeout: options.timeout ?? 60_000, skip: options.skip ?? false }, (context) => using(options, (page) => quietly(page, act, context)));
}

/**
 * Tests that share a page because none of them minds what the others leave there.
 * @param {string} name
 * @param {[name: string, act: (page: Page) => Promise<void>][]} tests
 * @param {Options} [options]
 */
export function onOnePage(name, tests, options = {}) {
  test(name, { timeout: options.timeout ?? 180_000, skip: options.skip ?? false }, (context) => using(options, async (page) => {
    for (const [each, act] of tests) await context.test(each, (own) => quietly(page, act, own));
  }));
}

/**
 * @param {Options} options
 * @param {(page: Page) => Promise<void>} act
 */
async function using(options, act) {
  const page = await Page.open(options);
  try {
    await act(page);
  } finally {
    await page.close();
  }
}

/**
 * Fails where the page did not keep quiet; a test that failed anyway tells of it on the side.
 * @param {Page} page
 * @param {(page: Page) => Promise<void>} act
 * @param {{ diagnostic: (message: string) => void }} context
 */
async function quietly(page, act, context) {
  try {
    await act(page);
  } catch (error) {
    for (const fault of await page.faults()) context.diagnostic(fault);
    throw error;
  }
  assert.deepEqual(await page.faults(), [], 'the page did not keep quiet');
}

export class Page {
  /**
   * @param {import('playwright-core').Page} page
   * @param {import('../../scripts/serve.mjs').Served} served
   * @param {Options} options
   */
  constructor(page, served, options) {
    this.page = page;
    this.served = served;
    this.options = options;
    /** @type {string[]} */
    this.complaints = [];
    this.isLoaded = false;
    /** How many requests the page itself needed. */
    this.needed = 0;
    /** @type {string[]} */
    this.violations = [];
    /** What the document came with. */
    this.policy = '';
    page.on('console', (message) => {
      const isSerious = message.type() === 'error' || message.type() === 'warning';
      if (isSerious && !options.mayComplain?.test(message.text())) this.complaints.push(`console: ${message.text()}`);
    });
    page.on('pageerror', (error) => this.complaints.push(`uncaught: ${error.stack ?? error.message}`));
    page.on('request', (request) => {
      const { origin, protocol } = new URL(request.url());
      // Its own server counts those that reach it: what the page was kept with answers the others.
      if (!this.isLoaded || protocol === 'data:' || protocol === 'blob:' || `${origin}/` === served.url) return;
      this.complaints.push(`request after loading: ${request.url().slice(0, 200)}`);
    });
  }

  /** @param {Options} [options] */
  static async open(options = {}) {
    assert.ok(existsSync(join(options.root ?? DIST, 'index.html')), 'dist/ is missing: npm run build writes it.');
    const [browser, served] = await Promise.all([launch(), serve({ root: options.root ?? DIST, change: options.change })]);
    const context = await browser.newContext({
      viewport: options.viewport ?? WIDE,
      locale: 'zh-CN',
      permissions: ['clipboard-read', 'clipboard-write'],
      ...options.context,
    });
    await context.addInitScript(watch);
    if (options.before) await context.addInitScript(options.before);
    context.setDefaultTimeout(PATIENCE);
    const opened = new Page(await context.newPage(), served, options);
    const answer = await opened.page.goto(served.url + (options.query ?? ''));
    opened.policy = answer?.headers()['content-security-policy'] ?? '';
    await opened.ready();
    return opened;
  }

  /** Waits until the page works, and is kept for use without a network; from then on it may ask for nothing. */
  async ready() {
    const started = () => document.documentElement.classList.contains('complete')
      && document.getElementById('offline')?.dataset.state !== undefined;
    await this.page.waitForFunction(started);
    await this.rest();
    this.needed = this.served.requests.length;
    this.isLoaded = true;
  }

  async reload() {
    await this.note();
    this.isLoaded = false;
    await this.page.reload();
    await this.ready();
  }

  /** Keeps what the page itself noticed, before it goes. */
  async note() {
    this.violations.push(...await this.page.evaluate(() => window.noticed.violations.splice(0)));
  }

  async close() {
    await this.page.context().close();
    await this.served.close();
  }

  /** @returns {Promise<string[]>} what went wrong, beside what a test looks at, since it was last asked */
  async faults() {
    await this.note();
    const { mayFetch, mayComplain } = this.options;
    const { requests } = this.served;
    const extra = requests.slice(this.needed).filter(({ path }) => !mayFetch?.test(path));
    this.needed = requests.length;
    const violations = this.violations.splice(0);
    return summed([
      ...this.complaints.splice(0),
      // The console tells each of these as well.
      ...(mayComplain ? [] : violations.map((text) => `policy: ${text}`)),
      ...extra.map(({ method, path }) => `request after loading: ${method} ${path}`),
    ]);
  }

  /** Gives the page time to work out and show what follows from the last act. */
  async rest() {
    await this.page.evaluate(() => new Promise((resolve) => {
      setTimeout(() => requestAnimationFrame(() => setTimeout(resolve)), 150);
    }));
  }

  /** @param {string} address */
  cell(address) {
    return this.page.locator(`[id="cell-${address}"]`);
  }

  /** @param {string} keys such as `Shift+Tab`, several apart by spaces */
  async press(keys) {
    for (const key of keys.split(' ')) await this.page.keyboard.press(key);
  }

  /**
   * Types into a cell as a person does, and leaves it.
   * @param {string} address
   * @param {string} text
   */
  async type(address, text) {
    await this.cell(address).click();
    await this.page.keyboard.type(text);
    await this.press('Tab');
    await this.rest();
  }

  /** @param {Record<string, string>} cells by address */
  async typeAll(cells) {
    for (const [address, text] of Object.entries(cells)) {
      await this.cell(address).focus();
      await this.page.keyboard.insertText(text);
    }
    await this.press('Tab');
    await this.rest();
  }

  /**
   * Pastes by an event, at the element that has the focus; the sanitised clipboard of the browser
   * is left out, so that anything can come in.
   * @param {{ html?: string, text?: string, times?: number }} clipboard each text `times` over
   * @returns {Promise<string>} what the page says to it; "" where it says nothing within a while
   */
  async paste({ html = '', text = '', times = 1 }) {
    await this.page.evaluate(([markup, plain, count]) => {
      const data = new DataTransfer();
      if (markup !== '') data.setData('text/html', markup.repeat(count));
      if (plain !== '') data.setData('text/plain', plain.repeat(count));
      window.prepared = data;
    }, /** @type {const} */ ([html, text, times]));
    return this.heard(() => this.page.evaluate(() => new Promise((resolve) => {
      // In a task of its own, so that the pasting alone is measured.
      setTimeout(() => {
        const target = document.activeElement ?? document.body;
        target.dispatchEvent(new ClipboardEvent('paste', { clipboardData: window.prepared, bubbles: true, cancelable: true }));
        setTimeout(resolve);
      });
    })));
  }

  /**
   * Pastes by the keyboard, through the browser's own clipboard.
   * @param {{ html?: string, text?: string }} clipboard
   */
  async pasteByKeys({ html = '', text = '' }) {
    // From another page: the browser lays out what is copied, under the copying page's policy.
    await elsewhere(this.page.context(), '', (page) => page.evaluate(([markup, plain]) => {
      /** @type {Record<string, Blob>} */
      const kinds = {};
      if (markup !== '') kinds['text/html'] = new Blob([markup], { type: 'text/html' });
      if (plain !== '') kinds['text/plain'] = new Blob([plain], { type: 'text/plain' });
      return navigator.clipboard.write([new ClipboardItem(kinds)]);
    }, /** @type {const} */ ([html, text])));
    await this.page.bringToFront();
    return this.heard(() => this.press('Control+V'));
  }

  /**
   * Does something and waits for what the page says to it.
   * @param {() => Promise<unknown>} act
   * @param {number} [patience] milliseconds
   */
  async heard(act, patience = 1500) {
    await this.page.evaluate(() => { for (const old of document.querySelectorAll('#notices > *')) old.setAttribute('data-old', ''); });
    await act();
    const said = this.page.locator('#notices > :not([data-old])');
    await said.waitFor({ timeout: patience }).catch(() => undefined);
    await this.rest();
    return this.notice();
  }

  /** @returns {Promise<string>} what the newest notice says, buttons left out; "" where there is none */
  notice() {
    return this.page.evaluate(() => {
      const box = document.querySelector('#notices > :not([data-old])')?.cloneNode(true);
      if (!(box instanceof Element)) return '';
      for (const button of box.querySelectorAll('button')) button.remove();
      return (box.textContent ?? '').replace(/\s+/g, ' ').trim();
    });
  }

  /** @returns {Promise<Record<string, string>>} what stands in each cell, by address */
  values() {
    return this.page.evaluate(() => Object.fromEntries(
      [...document.querySelectorAll('input.cell')].map((cell) => [cell.id.slice('cell-'.length), /** @type {HTMLInputElement} */ (cell).value]),
    ));
  }

  verdict() {
    return this.page.evaluate(() => {
      const text = (/** @type {string} */ id) => document.getElementById(id)?.textContent ?? '';
      return { kind: document.getElementById('verdict')?.dataset.kind ?? '', headline: text('headline'), detail: text('detail'), title: document.title };
    });
  }

  /** @returns {Promise<Finding[]>} in the order of the list, those under a root cause too */
  findings() {
    return this.page.evaluate(() => [...document.querySelectorAll('#findings-list [data-text="rule"]')].map((code) => {
      const item = /** @type {HTMLElement} */ (code.closest('[data-kind]'));
      const slot = (/** @type {string} */ name) => item.querySelector(`[data-text="${name}"]`)?.textContent ?? null;
      const text = (/** @type {string} */ name) => slot(name) ?? '';
      return {
        severity: item.dataset.kind ?? '', rule: text('rule'), fault: text('fault'), message: text('message'), basis: text('basis'),
        left: slot('left'), right: slot('right'), difference: slot('difference'), expected: slot('expected'),
        isFolded: item.closest('details') !== null,
      };
    }));
  }

  /** @returns {Promise<string[]>} each item of the list in one line, without what is folded */
  items() {
    return this.page.evaluate(() => [...document.querySelectorAll('#findings-list > li')].map((item) => {
      const copy = /** @type {Element} */ (item.cloneNode(true));
      for (const folded of copy.querySelectorAll('details, button.act')) folded.remove();
      return (copy.textContent ?? '').replace(/\s+/g, ' ').trim();
    }));
  }

  /**
   * How a cell is marked, and what is said at it to those who hear the page.
   * @param {string} address
   */
  mark(address) {
    return this.cell(address).evaluate((input) => {
      const box = /** @type {HTMLElement} */ (input.closest('td'));
      const { kind = null, sign = null } = box.dataset;
      const told = document.getElementById(input.getAttribute('aria-describedby') ?? '')?.textContent ?? '';
      return { kind, sign, isBlank: 'blank' in box.dataset, isUncertain: 'uncertain' in box.dataset, isInvalid: input.getAttribute('aria-invalid') === 'true', told };
    });
  }

  /** @returns {Promise<Record<string, string>>} the signs shown in cells, by address */
  signs() {
    return this.page.evaluate(() => Object.fromEntries([...document.querySelectorAll('td[data-sign]')].map((box) => [
      box.querySelector('input')?.id.slice('cell-'.length) ?? '', /** @type {HTMLElement} */ (box).dataset.sign ?? '',
    ])));
  }

  /** @returns {Promise<string>} the address of the cell with the focus; else what has it */
  focused() {
    return this.page.evaluate(() => {
      const { id = '', tagName = '' } = document.activeElement ?? {};
      return id.startsWith('cell-') ? id.slice('cell-'.length) : id || tagName;
    });
  }

  /** @returns {Promise<number>} the longest that the page stood still since it was last asked, in milliseconds; 0 for none over 50 */
  longestTask() {
    return this.page.evaluate(() => Math.max(0, ...window.noticed.tasks.splice(0)));
  }

  /** @param {string} name */
  async screenshot(name) {
    mkdirSync(SCREENSHOTS, { recursive: true });
    await this.page.screenshot({ path: join(SCREENSHOTS, `${name}.png`), fullPage: false });
  }
}

/**
 * Does something on a page of another site that holds this markup.
 * @template T
 * @param {import('playwright-core').BrowserContext} context
 * @param {string} body
 * @param {(page: import('playwright-core').Page) => Promise<T>} act
 * @returns {Promise<T>}
 */
export async function elsewhere(context, body, act) {
  const page = await context.newPage();
  // The clipboard needs a secure context, as this address is one.
  await page.route('**/*', (route) => route.fulfill({ contentType: 'text/html; charset=utf-8', body: `<!doctype html><body>${body}` }));
  await page.goto('http://127.0.0.1:9/');
  try {
    return await act(page);
  } finally {
    await page.close();
  }
}

/**
 * A list in which nothing is said twice.
 * @param {string[]} texts
 */
function summed(texts) {
  const short = texts.map((text) => text.replace(/a hash \('[^']*'\)/, 'a hash').slice(0, 200));
  return [...new Set(short)].map((text) => `${short.filter((other) => other === text).length} × ${text}`);
}

/** Runs in every page before anything else: keeps what a test could not see from outside. */
function watch() {
  const noticed = { violations: /** @type {string[]} */ ([]), tasks: /** @type {number[]} */ ([]) };
  window.noticed = noticed;
  document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) => {
    noticed.violations.push(`${violatedDirective} ${blockedURI}`);
  });
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) noticed.tasks.push(Math.round(duration));
  }).observe({ entryTypes: ['longtask'] });
}
