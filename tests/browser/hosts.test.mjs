/// <reference path="globals.d.ts" />
// <gouji-report> where pages are made by others: Vue, React, and jQuery on a page of years ago.
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { build } from 'esbuild';
import { compileTemplate } from 'vue/compiler-sfc';
import { ROOT } from '../../scripts/run.mjs';
import { serve } from '../../scripts/serve.mjs';
import { WIDE, copyOfDist, launch } from './page.mjs';
import { balanced } from './report.mjs';

const WRONG = { ...balanced('2021'), 'applications.granted.natural': '5435' };

/**
 * Each host shows the element by its own state, `window.host`, and keeps there what it hears. Tests change that state alone.
 * @typedef {{ year: number, form: string, readonly: boolean, cells: Record<string, string>, isShown: boolean, isMounted: boolean, heard: string[] }} State
 */
const START = "{ year: 2024, form: '2021', readonly: false, cells: {}, isShown: true, isMounted: true, heard: [] }";

/** With a template, compiled beforehand as every Vue project does. */
const vue = () => {
  const { code } = compileTemplate({
    id: 'host', filename: 'host.vue',
    source: `<div v-show="host.isShown">
      <gouji-report v-if="host.isMounted" id="one" draft="off" :year="host.year" :form="host.form" :readonly="host.readonly" :cells="host.cells"
        @change="hear('change', $event)" @check="hear('check', $event)" />
    </div>`,
    compilerOptions: { isCustomElement: (tag) => tag === 'gouji-report' },
  });
  return `${code}
    import { createApp, reactive } from 'vue';
    const host = window.host = reactive(${START});
    const hear = (type, { detail }) => { host.heard.push(type); if (type === 'change') host.cells = detail.cells; };
    window.setState = (changes) => { Object.assign(host, changes); };
    createApp({ render, setup: () => ({ host, hear }) }).mount('#app');`;
};

const react = () => `
  import { createElement, useState } from 'react';
  import { createRoot } from 'react-dom/client';
  function Host() {
    const [state, change] = useState(window.host = ${START});
    const set = (changes) => change((before) => { const after = window.host = { ...before, ...changes }; return after; });
    window.setState = set;
    const hear = (type) => ({ detail }) => change((before) => (window.host = { ...before, heard: before.heard.concat(type), cells: type === 'change' ? detail.cells : before.cells }));
    const { year, form, readonly, cells, isShown, isMounted } = state;
    return createElement('div', { hidden: !isShown }, isMounted && createElement('gouji-report', { id: 'one', draft: 'off', year, form, readonly, cells, onchange: hear('change'), oncheck: hear('check') }));
  }
  createRoot(document.getElementById('app')).render(createElement(Host));`;

/** With what such pages do to the language itself, and figures that come by ajax. */
const jquery = `
  Array.prototype.foo = function () { return 'foo'; };
  Array.prototype.remove = function (at) { this.splice(at, 1); };
  Array.prototype.contains = function (one) { for (var i in this) if (this[i] === one) return true; return false; };
  String.prototype.trim = function () { return this.replace(/^\\s+|\\s+$/g, ''); };
  Date.prototype.format = function () { return ''; };
  var host = ${START};
  function mount() {
    $('#app').html('<gouji-report id="one" draft="off"></gouji-report>');
    $('#one').attr({ year: host.year, form: host.form }).prop('cells', host.cells)
      .on('change', function (event) { host.heard.push('change'); host.cells = event.originalEvent.detail.cells; })
      .on('check', function () { host.heard.push('check'); });
  }
  function setState(changes) {
    $.extend(host, changes);
    if ('isMounted' in changes) { if (host.isMounted) mount(); else $('#one').remove(); }
    $('#one').attr({ year: host.year, form: host.form });
    if ('cells' in changes) $('#one').prop('cells', host.cells);
    if (host.readonly) $('#one').attr('readonly', ''); else $('#one').removeAttr('readonly');
    if ('isShown' in changes) $('#app')[host.isShown ? 'show' : 'hide']();
  }
  $(function () { $.ajax({ url: 'saved.json', dataType: 'json', success: mount }); });`;

/** @param {string} contents */
async function bundled(contents) {
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: ROOT }, bundle: true, write: false, format: 'iife', minify: true,
    define: { 'process.env.NODE_ENV': '"production"', '__VUE_OPTIONS_API__': 'false', '__VUE_PROD_DEVTOOLS__': 'false', '__VUE_PROD_HYDRATION_MISMATCH_DETAILS__': 'false' },
  });
  return outputFiles[0].text;
}

const [forVue, forReact] = await Promise.all([bundled(vue()), bundled(react())]);
const root = copyOfDist((folder) => {
  const put = (/** @type {string} */ name, /** @type {string} */ text) => writeFileSync(join(folder, name), text);
  const HEAD = '<meta charset="utf-8"><link rel="icon" href="data:,"><title>站点</title>';
  for (const [name, code] of [['vue', forVue], ['react', forReact]]) {
    put(`${name}-host.js`, code);
    put(`${name}.html`, `<!doctype html><html lang="zh-CN">${HEAD}<body><div id="app"></div><script src="gouji.js"></script><script src="${name}-host.js"></script>`);
  }
  put('jquery.js', readFileSync(join(ROOT, 'node_modules/jquery/dist/jquery.js'), 'utf8'));
  put('jquery-host.js', jquery);
  put('site.css', '* { margin: 0; padding: 0; line-height: 12px; font-size: 12px } table { border-collapse: collapse } td { padding: 8px; color: #999 } input { width: 60px; border: 1px solid red; float: left } .notice { display: none } .left { float: left; width: 180px }');
  put('saved.json', '{}');
  // Without a doctype: what browsers call quirks.
  put('jquery.html', `<html>${HEAD}<link rel="stylesheet" href="site.css"><script src="jquery.js"></script><body><center><table width="1200"><tr><td><div id="app"></div></td></tr></table></center><script src="jquery-host.js"></script><script src="gouji.js"></script></body></html>`);
});

/**
 * @typedef {object} Host
 * @property {import('playwright-core').Page} page
 * @property {(changes: Partial<State>) => Promise<void>} set
 * @property {() => Promise<State>} state
 */

/** @param {Host} host */
const ready = ({ page }) => page.waitForFunction(() => Boolean(/** @type {any} */ (document.getElementById('one'))?.app));

/** @param {Host} host */
const headline = ({ page }) => page.locator('#headline').textContent();

/** @param {string} id of the cell */
const locator = (id) => `[id="cell-${id}"]`;

/** Each leaves the page as a host would. @type {[string, (host: Host) => Promise<void>][]} */
const STEPS = [
  ['it mounts, and year and form arrive', async (host) => {
    await ready(host);
    const { year, forms } = await host.page.evaluate(() => /** @type {any} */ (document.getElementById('one')).app.filled());
    assert.deepEqual([year, [...new Set(Object.values(forms))]], [2024, ['2021']]);
  }],
  ['a figure that is typed is found wrong, and the host hears of both', async (host) => {
    await host.page.locator(locator('disputes.reconsideration.upheld')).fill('4');
    await host.page.locator(locator('disputes.reconsideration.total')).fill('3');
    await host.page.keyboard.press('Tab');
    await host.page.getByText(/还有 1 处必须改/).first().waitFor();
    const { heard, cells } = await host.state();
    assert.ok(heard.includes('change') && heard.includes('check'), heard.join());
    assert.deepEqual(cells, { 'disputes.reconsideration.upheld': '4', 'disputes.reconsideration.total': '3' });
  }],
  ['hidden and shown again it keeps what was typed', async (host) => {
    await host.set({ isShown: false });
    assert.equal(await host.page.locator('#one').isVisible(), false);
    await host.set({ isShown: true });
    assert.equal(await host.page.locator(locator('disputes.reconsideration.upheld')).inputValue(), '4');
    assert.equal(await host.page.locator('#headline').isVisible(), true);
  }],
  ['cells that the host sets are filled in and checked, and it comes to rest', async (host) => {
    await host.set({ cells: WRONG, heard: [] });
    await host.page.waitForTimeout(300);
    assert.match(await headline(host) ?? '', /必须改/);
    const { heard, cells } = await host.state();
    assert.deepEqual(cells, WRONG);
    assert.ok(heard.length > 0 && heard.length < 10, `it was told ${heard.length} times`);
    await host.page.waitForTimeout(300);
    assert.equal((await host.state()).heard.length, heard.length);
  }],
  ['a repair is the host\'s too', async (host) => {
    await host.page.locator('.finding .act.main').first().click();
    await host.page.waitForFunction((right) => /** @type {any} */ (window).host.cells['applications.granted.natural'] === right, balanced('2021')['applications.granted.natural']);
    assert.match(await headline(host) ?? '', /全部通过/);
  }],
  ['readonly comes and goes', async (host) => {
    const isReadOnly = () => host.page.locator(locator('applications.granted.natural')).evaluate((cell) => /** @type {HTMLInputElement} */ (cell).readOnly);
    await host.set({ readonly: true });
    assert.equal(await isReadOnly(), true);
    await host.set({ readonly: false });
    assert.equal(await isReadOnly(), false);
  }],
  ['another year and form arrive', async (host) => {
    await host.set({ year: 2020, form: '2019' });
    const { year, forms } = await host.page.evaluate(() => /** @type {any} */ (document.getElementById('one')).app.filled());
    assert.deepEqual([year, [...new Set(Object.values(forms))]], [2020, ['2019']]);
    await host.set({ year: 2024, form: '2021' });
  }],
  ['unmounted it holds nothing, and mounted again it takes up what the host has', async (host) => {
    await host.page.evaluate(() => { /** @type {any} */ (window).old = document.getElementById('one'); });
    const memory = () => host.page.evaluate(() => /** @type {any} */ (document.getElementById('one')).app.view.store.engines.keys.memory.buffer.byteLength);
    const before = await memory();
    for (let time = 0; time < 10; time += 1) {
      await host.set({ isMounted: false });
      await host.page.waitForFunction(() => document.getElementById('one') === null);
      await host.set({ isMounted: true });
      await ready(host);
    }
    const old = await host.page.evaluate(() => {
      const element = /** @type {any} */ (window).old;
      return { app: element.app, left: element.shadowRoot.childNodes.length };
    });
    assert.deepEqual(old, { app: null, left: 0 });
    assert.equal(await memory(), before, 'wasm memory');
    assert.equal(await host.page.locator(locator('applications.granted.natural')).inputValue(), balanced('2021')['applications.granted.natural']);
    assert.match(await headline(host) ?? '', /全部通过/);
  }],
];

for (const [name, file] of [['Vue 3', 'vue.html'], ['React 19', 'react.html'], ['jQuery 1.12 in quirks mode', 'jquery.html']]) {
  test(name, { timeout: 120_000 }, async (context) => {
    // Pages of those years say nothing of a policy, and that jQuery would go against any.
    const served = await serve({ root, change: (headers) => { if (file === 'jquery.html') delete headers['Content-Security-Policy']; } });
    const around = await (await launch()).newContext({ viewport: WIDE, locale: 'zh-CN' });
    context.after(async () => {
      await around.close();
      await served.close();
    });
    around.setDefaultTimeout(10_000);
    const page = await around.newPage();
    /** @type {string[]} */
    const complaints = [];
    page.on('console', (message) => { if (['error', 'warning'].includes(message.type())) complaints.push(message.text()); });
    page.on('pageerror', (error) => complaints.push(error.stack ?? error.message));
    await page.goto(served.url + file);
    const host = {
      page,
      set: (/** @type {Partial<State>} */ changes) => page.evaluate((given) => new Promise((resolve) => {
        /** @type {any} */ (window).setState(given);
        requestAnimationFrame(() => setTimeout(resolve));
      }), changes),
      /** @returns {Promise<State>} */
      state: () => page.evaluate(() => JSON.parse(JSON.stringify(/** @type {any} */ (window).host))),
    };
    // A step builds on those before.
    let isBroken = false;
    for (const [step, act] of STEPS) {
      await context.test(step, { skip: isBroken }, async () => {
        isBroken = true;
        await act(host);
        isBroken = false;
      });
    }
    await page.screenshot({ path: join(ROOT, `target/screenshots/host-${file.replace('.html', '')}.png`) });
    assert.deepEqual(complaints, []);
  });
}
