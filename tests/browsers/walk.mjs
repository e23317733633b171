// What a clerk does with a report, in a browser of any kind and age.
import assert from 'node:assert/strict';
import { transformSync } from 'esbuild';
import { balanced, html, tabbed } from '../browser/report.mjs';

/** @typedef {import('../../scripts/browsers/driven.mjs').Driven} Driven */

const PATIENCE = 60_000;

/** One total too many, in a balanced report; the balances say what it should be. */
const wrong = { ...balanced('2021'), 'applications.granted.natural': String(Number(balanced('2021')['applications.granted.natural']) + 10) };

/**
 * Runs a function of this file in the page.
 * @template T
 * @template {unknown[]} A
 * @param {Driven} browser
 * @param {(...args: A) => T} act
 * @param {A} args plain data
 * @returns {Promise<Awaited<T>>}
 */
export const inPage = (browser, act, ...args) => browser.evaluate(`${lowered(String(act))}(...${JSON.stringify(args)})`);

/** Old browsers read no `?.`. @param {string} source of a function */
const lowered = (source) => transformSync(`(${source})`, { target: 'chrome64' }).code.trim().replace(/;$/, '');

/**
 * Waits for the page; one that cannot start fails with its own words.
 * @param {Driven} browser
 */
export async function started(browser) {
  const state = await until(browser, () => {
    const isComplete = document.documentElement.className.indexOf('complete') >= 0;
    const stop = document.getElementById('too-old');
    return stop && !stop.hidden ? stop.textContent : isComplete ? 'complete' : null;
  });
  assert.equal(state, 'complete');
}

/**
 * @template T
 * @template {unknown[]} A
 * @param {Driven} browser
 * @param {(...args: A) => T | null | false} found in the page
 * @param {A} args
 */
export async function until(browser, found, ...args) {
  for (const since = Date.now(); Date.now() - since < PATIENCE;) {
    const answer = await inPage(browser, found, ...args);
    if (answer) return answer;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`It did not come about: ${found}. The page says: ${await inPage(browser, () => document.body.innerText.slice(0, 600))}`);
}

/** Each step of the walk leaves the page ready for the next. @type {[name: string, act: (browser: Driven) => Promise<void>][]} */
export const STEPS = [
  ['typing is checked as it goes', async (browser) => {
    await inPage(browser, () => {
      window.noticed = { violations: [], tasks: [] };
      document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) => { window.noticed.violations.push(`${violatedDirective} ${blockedURI}`); });
    });
    for (const [cell, text] of [['disputes.reconsideration.upheld', '4'], ['disputes.reconsideration.total', '3']]) {
      await inPage(browser, (address) => document.getElementById(`cell-${address}`)?.focus(), cell);
      await browser.type(text);
    }
    await inPage(browser, () => /** @type {HTMLElement} */ (document.activeElement).blur());
    await until(browser, () => document.querySelectorAll('#findings-list > li').length === 1 && /还有 1 处必须改/.test(document.getElementById('headline')?.textContent ?? ''));
  }],
  ['a report is pasted, and what is wrong is found', async (browser) => {
    const was = await inPage(browser, (markup) => {
      const target = document.getElementById('findings-heading') ?? document.body;
      target.focus();
      const data = new DataTransfer();
      data.setData('text/html', markup);
      const event = new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true });
      if (!event.clipboardData || event.clipboardData.getData('text/html') === '') return 'no synthetic clipboard';
      target.dispatchEvent(event);
      return 'pasted';
    }, html('2021', wrong));
    if (was !== 'pasted') await pasteIntoDialog(browser, html('2021', wrong));
    await until(browser, () => /读到了什么/.test(document.getElementById('notices')?.textContent ?? ''));
    await holds(browser, wrong);
    await until(browser, () => document.querySelectorAll('#findings-list > li').length > 0 && document.getElementById('verdict')?.dataset.kind === 'hard');
  }],
  ['one click repairs it', async (browser) => {
    const label = await until(browser, () => {
      const button = [...document.querySelectorAll('#findings-list button.act')].find(({ textContent }) => /改为/.test(textContent ?? ''));
      if (button) /** @type {HTMLElement} */ (button).click();
      return button ? button.textContent : null;
    });
    assert.match(String(label), new RegExp(`改为 ${balanced('2021')['applications.granted.natural']}`));
    await holds(browser, balanced('2021'));
    await until(browser, () => document.querySelectorAll('#findings-list > li').length === 0);
  }],
  ['a report is pasted into the dialog', async (browser) => {
    await pasteIntoDialog(browser, tabbed('2021', wrong));
    await until(browser, () => document.getElementById('verdict')?.dataset.kind === 'hard');
    await holds(browser, wrong);
  }],
  ['a small file is read', async (browser) => {
    await openFile(browser, 'report.html', html('2021', balanced('2021')), 1);
    await holds(browser, balanced('2021'));
  }],
  ['a large file is read', async (browser) => {
    await openFile(browser, 'large.html', html('2021', wrong), 2000);
    await holds(browser, wrong);
  }],
  ['nothing went against the policy, and nothing went wrong unseen', async (browser) => {
    assert.deepEqual(await inPage(browser, () => window.noticed.violations), []);
    assert.deepEqual(browser.faults, []);
  }],
  ['the policy is in force', async (browser) => {
    const directive = await inPage(browser, () => new Promise((resolve) => {
      document.addEventListener('securitypolicyviolation', ({ effectiveDirective }) => resolve(effectiveDirective));
      fetch('http://127.0.0.1:9/?figures').then(() => resolve('sent'), () => setTimeout(() => resolve('no policy'), 2000));
    }));
    assert.equal(directive, 'connect-src');
  }],
];

/**
 * The element on the example page: each step leaves it ready for the next.
 * @type {[name: string, act: (browser: Driven) => Promise<void>][]}
 */
export const ELEMENT_STEPS = [
  ['the element mounts', async (browser) => {
    await inPage(browser, () => {
      const page = /** @type {any} */ (window);
      page.noticed = { violations: [], tasks: [] };
      page.heard = [];
      document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) => { page.noticed.violations.push(`${violatedDirective} ${blockedURI}`); });
      for (const type of ['change', 'check', 'apply', 'fault']) document.addEventListener(type, (event) => page.heard.push(event.type));
    });
    const state = await until(browser, () => {
      const element = /** @type {any} */ (document.querySelector('gouji-report'));
      if (element.app) return 'started';
      const said = element.shadowRoot ? element.shadowRoot.textContent : 'no element';
      return /没有载入/.test(said) || said === 'no element' ? said : null;
    });
    assert.equal(state, 'started');
  }],
  ['it is laid out by its own styles', async (browser) => {
    const style = await inPage(browser, () => {
      const { shadowRoot } = /** @type {Element} */ (document.querySelector('gouji-report'));
      const cell = /** @type {Element} */ (shadowRoot && shadowRoot.querySelector('input.cell'));
      const { fontSize, textAlign, fontFamily } = getComputedStyle(cell);
      return { fontSize, textAlign, isOurs: /PingFang/.test(fontFamily) };
    });
    assert.deepEqual(style, { fontSize: '14px', textAlign: 'right', isOurs: true });
  }],
  ['a figure typed into it is found wrong, and the page around it hears of that', async (browser) => {
    for (const [cell, text] of [['disputes.reconsideration.upheld', '4'], ['disputes.reconsideration.total', '3']]) {
      await inPage(browser, (address) => {
        const { shadowRoot } = /** @type {Element} */ (document.querySelector('gouji-report'));
        const input = shadowRoot && shadowRoot.getElementById(`cell-${address}`);
        if (input) input.focus();
      }, cell);
      await browser.type(text);
    }
    await inPage(browser, () => /** @type {any} */ (document.querySelector('gouji-report')).shadowRoot.activeElement.blur());
    await until(browser, () => /还有 1 处必须改/.test(/** @type {any} */ (document.querySelector('gouji-report')).shadowRoot.getElementById('headline').textContent));
    const heard = await inPage(browser, () => /** @type {any} */ (window).heard);
    assert.ok(heard.includes('change') && heard.includes('check') && !heard.includes('fault'), heard.join());
  }],
  ['a report is given to it, and repaired with one click', async (browser) => {
    const isRead = await inPage(browser, (markup) => /** @type {any} */ (document.querySelector('gouji-report')).load(markup), html('2021', wrong));
    assert.equal(isRead, true);
    await inPage(browser, () => /** @type {any} */ (document.querySelector('gouji-report')).shadowRoot.querySelector('.finding .act.main').click());
    await until(browser, () => /全部通过/.test(/** @type {any} */ (document.querySelector('gouji-report')).shadowRoot.getElementById('headline').textContent));
    const { cells, heard } = await inPage(browser, () => ({ cells: /** @type {any} */ (document.querySelector('gouji-report')).cells, heard: /** @type {any} */ (window).heard }));
    assert.deepEqual(cells, balanced('2021'));
    assert.ok(heard.includes('apply'), heard.join());
  }],
  ['a form around it sends it, where the browser lets elements take part', async (browser) => {
    const sent = await inPage(browser, (cells) => {
      const element = /** @type {any} */ (document.querySelector('gouji-report'));
      const form = document.createElement('form');
      /** @type {Element} */ (element.parentNode).insertBefore(form, element);
      element.setAttribute('name', 'report');
      form.appendChild(element);
      return element.start().then(() => {
        const right = { isValid: form.checkValidity(), value: new FormData(form).get('report') };
        element.cells = cells;
        return { takesPart: Boolean(element.internals), right: right.isValid && Boolean(right.value), wrong: form.checkValidity(), own: element.checkValidity() };
      });
    }, wrong);
    // Chromium before 77, Firefox before 98 and WebKit before 16.4 have no such elements: the form then knows nothing of it.
    const expected = sent.takesPart ? { right: true, wrong: false, own: false } : { right: false, wrong: true, own: true };
    assert.deepEqual(sent, { takesPart: sent.takesPart, ...expected });
    console.log(`${browser.version}: <gouji-report> ${sent.takesPart ? 'takes part in a form' : 'takes NO part in a form'}`);
  }],
  ['nothing went against the policy, and nothing went wrong unseen', async (browser) => {
    const { violations, isBefore } = await inPage(browser, () => ({ violations: window.noticed.violations, isBefore: /Chrom(e|ium)\/([1-8]?\d|9[0-6])\./.test(navigator.userAgent) }));
    // Chromium before 97 reports each WebAssembly package, and compiles it all the same, as 'unsafe-eval' lets it.
    assert.deepEqual(violations.filter((text) => !isBefore || text !== 'script-src eval'), []);
    assert.deepEqual(browser.faults, []);
  }],
];

/**
 * @param {Driven} browser
 * @param {string} text
 */
async function pasteIntoDialog(browser, text) {
  await inPage(browser, (value) => {
    document.getElementById('paste-open')?.click();
    /** @type {HTMLTextAreaElement} */ (document.getElementById('paste-text')).value = value;
    document.getElementById('paste-read')?.click();
  }, text);
  await until(browser, () => /读到了什么/.test(document.getElementById('notices')?.textContent ?? ''));
}

/**
 * @param {Driven} browser
 * @param {string} name
 * @param {string} content
 * @param {number} times that a paragraph of running text stands before it
 */
async function openFile(browser, name, content, times) {
  await inPage(browser, (fileName, text, count) => {
    for (const button of document.querySelectorAll('#notices button')) /** @type {HTMLElement} */ (button).click();
    const data = new DataTransfer();
    data.items.add(new File([`<p>${'政务公开。'.repeat(40)}</p>`.repeat(count), text], fileName, { type: 'text/html' }));
    const input = /** @type {HTMLInputElement} */ (document.getElementById('file'));
    input.files = data.files;
    input.dispatchEvent(new Event('change', { bubbles: true }));
  }, name, content, times);
  await until(browser, (fileName) => {
    const said = document.getElementById('notices')?.textContent ?? '';
    return said.indexOf('读到了什么') >= 0 && said.indexOf(fileName) >= 0;
  }, name);
}

/**
 * @param {Driven} browser
 * @param {Record<string, string>} cells
 */
async function holds(browser, cells) {
  await until(browser, (wanted) => Object.keys(wanted).every((address) => /** @type {HTMLInputElement} */ (document.getElementById(`cell-${address}`)).value === wanted[address]), cells);
}
