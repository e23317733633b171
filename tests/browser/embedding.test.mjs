/// <reference path="globals.d.ts" />
// <gouji-report> on other people's pages: it works, keeps to itself, and goes without a trace.
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { ROOT } from '../../scripts/run.mjs';
import { serve } from '../../scripts/serve.mjs';
import { MAGNIFIED, NARROW, WIDE, copyOfDist, launch } from './page.mjs';
import { balanced, html, tabbed } from './report.mjs';
import { focusSeen } from './seen.mjs';

/** What a site did to its own pages over the years. */
const HOSTILE = `* { margin: 7px !important; padding: 9px !important; color: lime !important; font: 30px cursive !important; border: 5px dotted red !important; box-sizing: content-box !important; position: static !important; display: block !important; visibility: visible !important }
html { font-size: 62.5% } table { width: 50px !important; border-collapse: collapse; table-layout: auto } td, th { padding: 40px; background: black !important } input { width: 10px !important; background: black !important } button { display: none !important }
[hidden] { display: block !important } svg { width: 500px !important } dialog { display: block }`;

const WRONG = { ...balanced('2021'), 'applications.granted.natural': '5435' };

const root = copyOfDist((folder) => {
  const put = (/** @type {string} */ name, /** @type {string} */ head, /** @type {string} */ body) => writeFileSync(join(folder, name), `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><link rel="icon" href="data:,"><title>站点</title>${head}<body>${body}`);
  const tag = '<script src="gouji.js"></script>';
  put('host.html', tag, '<h1>站点</h1><gouji-report id="one"></gouji-report>');
  put('hostile.html', `<link rel="stylesheet" href="hostile.css">${tag}`, '<gouji-report id="one"></gouji-report>');
  put('two.html', tag, '<gouji-report id="one"></gouji-report><gouji-report id="two" form="2019"></gouji-report>');
  put('early.html', '', '<gouji-report id="one"></gouji-report><script src="early.js"></script><script src="gouji.js"></script>');
  writeFileSync(join(folder, 'early.js'), `Object.assign(document.getElementById('one'), { year: 2024, readonly: true, cells: { 'disputes.reconsideration.total': '3' } });`);
  put('form.html', tag, '<form action="sent" id="form"><gouji-report name="report" id="one"></gouji-report><button>提交</button></form>');
  put('late.html', tag, `<div>${'<p>很长的页面</p>'.repeat(400)}</div><gouji-report id="one"></gouji-report>`);
  put('twice.html', `<script src="listen.js"></script>${tag}<script src="gouji.js?v=2"></script>`, '<gouji-report id="one"></gouji-report>');
  put('wrong.html', tag, '<gouji-report id="one" year="二〇二四" form="1999"></gouji-report>');
  for (const [name, sandbox] of [['framed.html', ''], ['sandboxed.html', ' sandbox="allow-scripts"']]) {
    put(name, '<script src="height.js"></script>', `<iframe id="frame"${sandbox} src="index.html" width="1000" height="100"></iframe>`);
  }
  writeFileSync(join(folder, 'height.js'), `addEventListener('message', ({ data, source }) => {
    const frame = document.getElementById('frame');
    if (source === frame.contentWindow && data.type === 'gouji-height') frame.height = data.height;
  });`);
  writeFileSync(join(folder, 'hostile.css'), HOSTILE);
  writeFileSync(join(folder, 'listen.js'), 'window.duplicates = []; document.addEventListener("gouji-duplicate", ({ detail }) => window.duplicates.push(detail));');
});

/** @typedef {import('playwright-core').Page & { complaints: string[], asked: string[] }} Host */

/**
 * A test on a host page, which must have nothing to complain of.
 * @param {string} name
 * @param {string} file
 * @param {(page: Host) => Promise<void>} act
 * @param {{ viewport?: { width: number, height: number }, mayComplain?: RegExp, policy?: string }} [options]
 */
function check(name, file, act, { viewport = { width: 1366, height: 768 }, mayComplain, policy } = {}) {
  test(name, { timeout: 60_000 }, async () => {
    const served = await serve({ root, change: (headers) => { if (policy !== undefined) headers['Content-Security-Policy'] = policy; } });
    const context = await (await launch()).newContext({ viewport, locale: 'zh-CN' });
    context.setDefaultTimeout(10_000);
    const page = /** @type {Host} */ (await context.newPage());
    page.complaints = [];
    page.asked = [];
    page.on('console', (message) => { if (['error', 'warning'].includes(message.type()) && !mayComplain?.test(message.text())) page.complaints.push(message.text()); });
    page.on('pageerror', (error) => page.complaints.push(error.stack ?? error.message));
    page.on('request', (request) => page.asked.push(request.url().slice(served.url.length)));
    try {
      await page.goto(served.url + file);
      await act(page);
      assert.deepEqual(page.complaints, []);
    } finally {
      await context.close();
      await served.close();
    }
  });
}

/** @param {Host} page @param {string} [id] */
const ready = (page, id = 'one') => page.waitForFunction((own) => Boolean(/** @type {any} */ (document.getElementById(own))?.app), id);

/** @param {Host} page @param {Record<string, string>} cells */
const fill = (page, cells) => page.evaluate((given) => { /** @type {any} */ (document.getElementById('one')).cells = given; }, cells);

/** @param {Host} page @param {string} [id] */
const headline = (page, id = 'one') => page.evaluate((own) => document.getElementById(own)?.shadowRoot?.getElementById('headline')?.textContent, id);

check('one tag, and a report is checked as it is typed', 'host.html', async (page) => {
  await ready(page);
  await page.locator('#cell-disputes\\.reconsideration\\.upheld').fill('4');
  await page.locator('#cell-disputes\\.reconsideration\\.total').fill('3');
  await page.keyboard.press('Tab');
  await page.waitForFunction(() => /1 处必须改/.test(document.getElementById('one')?.shadowRoot?.getElementById('headline')?.textContent ?? ''));
  assert.equal(await page.title(), '站点', 'the title is the host\'s');
  await page.screenshot({ path: 'target/screenshots/embedded.png', fullPage: true });
});

check('nothing but the small script is fetched before it comes near the window', 'late.html', async (page) => {
  await page.waitForTimeout(300);
  assert.deepEqual(page.asked, ['late.html', 'gouji.js']);
  await page.locator('#one').scrollIntoViewIfNeeded();
  await ready(page);
  assert.ok(page.asked.includes('gouji-app.js'));
});

check('a report is pasted into it, and only into it', 'host.html', async (page) => {
  await ready(page);
  const paste = (/** @type {string} */ where, /** @type {string} */ markup) => page.evaluate(([selector, text]) => {
    const target = selector === 'body' ? document.body : document.getElementById('one')?.shadowRoot?.getElementById('tables');
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/html', text);
    target?.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, composed: true, cancelable: true }));
  }, [where, markup]);
  const count = () => page.evaluate(() => Object.keys(/** @type {any} */ (document.getElementById('one')).cells).length);
  await paste('body', html('2021', balanced('2021')));
  await page.waitForTimeout(300);
  assert.equal(await count(), 0);
  await paste('tables', html('2021', balanced('2021')));
  await page.waitForFunction(() => /全部通过/.test(document.getElementById('one')?.shadowRoot?.getElementById('headline')?.textContent ?? ''));
  assert.equal(await count(), Object.keys(balanced('2021')).length);
});

check('last year\'s report is a property, before it starts and after', 'late.html', async (page) => {
  const prior = { year: 2023, cells: { 'applications.carried_out.total': '7' } };
  await page.evaluate((given) => { /** @type {any} */ (document.getElementById('one')).prior = given; }, prior);
  await page.locator('#one').scrollIntoViewIfNeeded();
  await ready(page);
  await fill(page, { 'applications.carried_in.total': '5' });
  const rules = () => page.evaluate(() => /** @type {any} */ (document.getElementById('one')).toJSON().findings.map((/** @type {{ rule: string }} */ { rule }) => rule).filter((/** @type {string} */ rule) => /衔接/.test(rule)));
  assert.deepEqual(await rules(), ['T3-衔接-总计']);
  assert.deepEqual(await page.evaluate(() => /** @type {any} */ (document.getElementById('one')).prior), { name: '网站提供的上年报告', ...prior });
  await page.evaluate(() => { /** @type {any} */ (document.getElementById('one')).prior = null; });
  assert.deepEqual(await rules(), []);
});

check('hostile styles do not reach it', 'hostile.html', async (page) => {
  await ready(page);
  await fill(page, WRONG);
  const styles = await page.evaluate(() => {
    const shadow = /** @type {ShadowRoot} */ (document.getElementById('one')?.shadowRoot);
    const of = (/** @type {string} */ selector, /** @type {string} */ property) => getComputedStyle(/** @type {Element} */ (shadow.querySelector(selector))).getPropertyValue(property);
    return {
      cell: of('input.cell', 'font-size'), color: of('.gouji', 'color'), border: of('.gouji', 'border-top-width'),
      button: of('#check', 'display'), hidden: of('#drop', 'display'), family: of('.gouji', 'font-family').includes('cursive'), dialog: of('#paste-dialog', 'display'),
    };
  });
  assert.deepEqual(styles, { cell: '14px', color: 'rgb(28, 39, 51)', border: '0px', button: 'block', hidden: 'none', family: false, dialog: 'none' });
  await page.screenshot({ path: 'target/screenshots/embedded-hostile.png', fullPage: true });
});

check('it looks as the page does', 'host.html', async (page) => {
  // What is said of drafts and of use without a network differs.
  const looks = () => page.evaluate(() => {
    const shadow = document.getElementById('one')?.shadowRoot;
    const within = shadow?.querySelector('.gouji') ?? document.body;
    const properties = ['fontFamily', 'fontSize', 'fontWeight', 'lineHeight', 'color', 'backgroundColor', 'display', 'position', 'textAlign', 'boxShadow',
      ...['Top', 'Right', 'Bottom', 'Left'].flatMap((side) => [`border${side}Width`, `border${side}Style`, `border${side}Color`, `padding${side}`, `margin${side}`])];
    const times = /** @type {Record<string, number>} */ ({});
    return [...within.querySelectorAll('*:not(option):not(symbol):not(script)')].filter((element) => element.closest('svg, noscript, .assurances') === null).map((element) => {
      const name = `${element.tagName} ${element.id} ${element.className}`;
      times[name] = (times[name] ?? 0) + 1;
      const style = /** @type {Record<string, string>} */ (/** @type {unknown} */ (getComputedStyle(element)));
      return { element: `${name} ${times[name]}`, style: properties.map((property) => `${property}: ${style[property]}`) };
    });
  });
  const wrong = tabbed('2021', WRONG);
  await ready(page);
  await page.evaluate(() => { document.adoptedStyleSheets = [new CSSStyleSheet()]; document.adoptedStyleSheets[0].replaceSync('body { margin: 0 }'); });
  assert.equal(await page.evaluate((text) => /** @type {any} */ (document.getElementById('one')).load(text), wrong), true);
  const embedded = await looks();
  await page.getByRole('button', { name: '大字' }).click();
  const enlarged = await looks();
  await page.goto(new URL('index.html', page.url()).href);
  await page.waitForFunction(() => document.documentElement.classList.contains('complete'));
  await page.evaluate((text) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', text);
    document.getElementById('tables')?.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
  }, wrong);
  await page.getByText('读到了什么').waitFor();
  const compare = async (/** @type {Awaited<ReturnType<typeof looks>>} */ inElement) => {
    const known = new Map(inElement.map(({ element, style }) => [element, style]));
    assert.ok(known.size > 300, `${known.size} elements`);
    assert.deepEqual((await looks()).flatMap(({ element, style }) => {
      const own = known.get(element);
      return own ? style.filter((text, at) => own[at] !== text).map((text) => `${element} has ${text}, embedded ${own[style.indexOf(text)]}`) : [];
    }), []);
  };
  await compare(embedded);
  await page.getByRole('button', { name: '大字' }).click();
  await compare(enlarged);
});

const guide = ['README.zh-CN.md', 'README.md', 'www/embed.html'].map((file) => readFileSync(join(ROOT, file), 'utf8'));
const PARTS = [...guide[0].matchAll(/^\| `::part\((\w+)\)`/gm)].map(([, part]) => part);

/** What each does, and where that is seen. @type {Record<string, { value: string, selector: string, property: string, gives: string }>} */
const VARIABLES = {
  '--gouji-brand': { value: '#a61b1b', selector: '#paste-open', property: 'background-color', gives: 'rgb(166, 27, 27)' },
  '--gouji-brand-deep': { value: '#7a1414', selector: '#paste-open:hover', property: 'background-color', gives: 'rgb(122, 20, 20)' },
  '--gouji-ground': { value: '#fffbe6', selector: '.gouji', property: 'background-color', gives: 'rgb(255, 251, 230)' },
  '--gouji-font': { value: 'SimSun, serif', selector: 'input.cell', property: 'font-family', gives: 'SimSun, serif' },
  '--gouji-unit': { value: '20px', selector: 'input.cell', property: 'font-size', gives: '17.5px' },
  '--gouji-top': { value: '60px', selector: '#verdict', property: 'top', gives: '60px' },
};

check('each documented part is there, and each documented variable does what it says; there are no others', 'host.html', async (page) => {
  await ready(page);
  await page.evaluate((text) => /** @type {any} */ (document.getElementById('one')).load(text), tabbed('2021', WRONG));
  await page.evaluate(([parts, variables]) => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync([
      `gouji-report { ${variables.map(([name, value]) => `${name}: ${value};`).join(' ')} }`,
      ...parts.map((part, at) => `gouji-report::part(${part}) { scroll-margin-left: ${at + 1}px }`),
    ].join('\n'));
    document.adoptedStyleSheets = [sheet];
  }, /** @type {const} */ ([PARTS, Object.entries(VARIABLES).map(([name, { value }]) => [name, value])]));
  await page.locator('#paste-open').hover();
  const { parts, styles } = await page.evaluate((variables) => {
    const shadow = /** @type {ShadowRoot} */ (document.getElementById('one')?.shadowRoot);
    const found = [...shadow.querySelectorAll('[part]')].flatMap((element) => [...element.part].map((part) => [part, getComputedStyle(element).scrollMarginLeft]));
    return {
      parts: Object.fromEntries(found.map(([part]) => [part, [...new Set(found.filter(([name]) => name === part).map(([, margin]) => margin))]])),
      styles: variables.map(({ selector, property }) => getComputedStyle(/** @type {Element} */ (shadow.querySelector(selector))).getPropertyValue(property)),
    };
  }, Object.values(VARIABLES));
  assert.deepEqual(Object.keys(parts).sort(), [...PARTS].sort());
  // Buttons that are the main one are styled as both.
  for (const [at, part] of PARTS.entries()) assert.ok(parts[part].includes(`${at + 1}px`), `${part}: ${parts[part].join()}`);
  assert.deepEqual(styles, [ 'rgb(122, 20, 20)', ...Object.values(VARIABLES).slice(1).map(({ gives }) => gives)]);
  await page.mouse.move(0, 0);
  assert.equal(await page.locator('#paste-open').evaluate((button) => getComputedStyle(button).backgroundColor), VARIABLES['--gouji-brand'].gives);
});

test('every guide names all parts and variables', () => {
  assert.deepEqual([...guide[0].matchAll(/^\| `(--gouji-[\w-]+)`/gm)].map(([, name]) => name).sort(), Object.keys(VARIABLES).sort());
  for (const text of guide) for (const name of [...Object.keys(VARIABLES), ...PARTS]) assert.ok(text.includes(name), name);
  const css = ['page', 'sheet'].map((file) => readFileSync(join(ROOT, `www/css/${file}.css`), 'utf8')).join('') + readFileSync(join(ROOT, 'www/embed/styles.js'), 'utf8');
  assert.deepEqual([...new Set([...css.matchAll(/var\((--gouji-(?!rem)[\w-]+)/g)].map(([, name]) => name))].sort(), Object.keys(VARIABLES).sort());
});

check('it is as narrow as its place, whatever the window', 'host.html', async (page) => {
  await ready(page);
  const classes = () => page.evaluate(() => document.getElementById('one')?.shadowRoot?.querySelector('.gouji')?.classList.contains('small'));
  assert.equal(await classes(), false);
  await page.evaluate(() => { /** @type {HTMLElement} */ (document.getElementById('one')).style.width = '400px'; });
  await page.waitForFunction(() => document.getElementById('one')?.shadowRoot?.querySelector('.gouji.small'));
  const over = await page.evaluate(() => {
    const frame = /** @type {HTMLElement} */ (document.getElementById('one')?.shadowRoot?.querySelector('.gouji'));
    return frame.scrollWidth - frame.clientWidth;
  });
  assert.ok(over <= 0, `${over} px too wide`);
  await page.screenshot({ path: 'target/screenshots/embedded-narrow.png' });
});

check('two of them keep apart', 'two.html', async (page) => {
  await ready(page);
  await page.evaluate(() => /** @type {any} */ (document.getElementById('two')).start());
  await fill(page, WRONG);
  assert.match(await headline(page) ?? '', /必须改/);
  assert.match(await headline(page, 'two') ?? '', /尚未填写/);
  const forms = await page.evaluate(() => /** @type {any} */ (document.getElementById('two')).toJSON().forms);
  assert.deepEqual(new Set(Object.values(forms)), new Set(['2019']));
});

check('properties, methods and events', 'host.html', async (page) => {
  await ready(page);
  const heard = await page.evaluate(async ([wrong, text]) => {
    const element = /** @type {any} */ (document.getElementById('one'));
    const seen = /** @type {Record<string, number>} */ ({});
    for (const type of ['change', 'check', 'apply', 'fault']) element.addEventListener(type, () => { seen[type] = (seen[type] ?? 0) + 1; });
    element.cells = wrong;
    const answer = await element.check();
    element.shadowRoot.querySelector('.finding .act.main').click();
    const mended = element.toJSON();
    const isRead = await element.load(text);
    const isRefused = await element.load('没有表格');
    return { seen, failed: answer.failed, repaired: mended.failed, cell: element.cells['applications.granted.natural'], isRead, isRefused };
  }, /** @type {const} */ ([WRONG, tabbed('2021', balanced('2021'))]));
  assert.ok(heard.failed > 0);
  assert.deepEqual({ repaired: heard.repaired, cell: heard.cell, isRead: heard.isRead, isRefused: heard.isRefused }, { repaired: 0, cell: balanced('2021')['applications.granted.natural'], isRead: true, isRefused: false });
  assert.ok(heard.seen.change >= 3 && heard.seen.check >= 3 && heard.seen.apply === 1 && heard.seen.fault === 1, JSON.stringify(heard.seen));
});

check('properties do as the attributes do', 'host.html', async (page) => {
  await ready(page);
  const shown = () => page.evaluate(() => {
    const { year, form, readonly, required } = /** @type {any} */ (document.getElementById('one'));
    return [year, form, readonly, required, document.getElementById('one')?.getAttributeNames().filter((name) => name !== 'id').sort().join(' ')];
  });
  const set = (/** @type {object} */ values) => page.evaluate((given) => { Object.assign(/** @type {any} */ (document.getElementById('one')), given); }, values);
  assert.deepEqual(await shown(), [null, '', false, false, '']);
  await set({ year: '2020', form: '2019', readonly: true, required: true });
  assert.deepEqual(await shown(), [2020, '2019', true, true, 'form readonly required year']);
  assert.equal(await page.evaluate(() => Object.values(/** @type {any} */ (document.getElementById('one')).toJSON().forms).join()), '2019,2019,2019');
  await set({ year: null, readonly: false, required: false });
  assert.deepEqual((await shown()).slice(2), [false, false, 'form']);
});

check('properties that were set before the script came are taken', 'early.html', async (page) => {
  await ready(page);
  const { year, readonly, cells } = await page.evaluate(() => (({ year, readonly, cells }) => ({ year, readonly, cells }))(/** @type {any} */ (document.getElementById('one'))));
  assert.deepEqual({ year, readonly, cells }, { year: 2024, readonly: true, cells: { 'disputes.reconsideration.total': '3' } });
});

check('readonly shows and checks, and changes nothing', 'host.html', async (page) => {
  await ready(page);
  await fill(page, WRONG);
  await page.evaluate(() => document.getElementById('one')?.setAttribute('readonly', ''));
  const cell = page.locator('#cell-applications\\.granted\\.natural');
  assert.equal(await cell.evaluate((/** @type {HTMLInputElement} */ input) => input.readOnly), true);
  assert.equal(await page.locator('#zeros').isVisible(), false);
  await page.keyboard.press('Delete');
  assert.equal(await cell.inputValue(), '5435');
  assert.match(await headline(page) ?? '', /必须改/);
});

check('a form sends it, and not while something must be changed', 'form.html', async (page) => {
  await ready(page);
  await fill(page, WRONG);
  const sent = () => page.evaluate(() => {
    const form = /** @type {HTMLFormElement} */ (document.getElementById('form'));
    return { isValid: form.checkValidity(), cells: Object.keys(JSON.parse(String(new FormData(form).get('report'))).cells).length };
  });
  assert.deepEqual(await sent(), { isValid: false, cells: Object.keys(WRONG).length });
  await fill(page, balanced('2021'));
  assert.deepEqual(await sent(), { isValid: true, cells: Object.keys(WRONG).length });
});

check('a form that may not go leads to what is wrong, and Tab goes on from there', 'form.html', async (page) => {
  await ready(page);
  await fill(page, WRONG);
  const where = () => page.evaluate(() => {
    const { activeElement } = document;
    return `${activeElement?.id} ${activeElement?.shadowRoot?.activeElement?.id}`;
  });
  for (const leave of ['requestSubmit', 'reportValidity']) {
    await page.evaluate((name) => { /** @type {any} */ (document.getElementById('form'))[name](); }, leave);
    await page.waitForTimeout(50);
    assert.equal(await where(), 'one findings-heading', leave);
    await page.keyboard.press('Tab');
    assert.match(await where(), /^one (?!findings-heading)/);
    await page.evaluate(() => { /** @type {any} */ (document.activeElement).shadowRoot.activeElement.blur(); });
  }
  await page.evaluate(() => /** @type {any} */ (document.getElementById('form')).checkValidity());
  await page.waitForTimeout(50);
  assert.equal(await page.locator('#one').getAttribute('tabindex'), null);
  assert.equal(new URL(page.url()).pathname, '/form.html', 'it was not sent');
});

check('where the browser lets no element take part in a form, the form is sent without it, and all else works', 'form.html', async (page) => {
  await page.addInitScript(() => { delete /** @type {any} */ (HTMLElement.prototype).attachInternals; });
  await page.reload();
  await ready(page);
  await fill(page, WRONG);
  assert.match(await headline(page) ?? '', /必须改/);
  const sent = await page.evaluate(() => {
    const form = /** @type {HTMLFormElement} */ (document.getElementById('form'));
    const element = /** @type {any} */ (document.getElementById('one'));
    return { form: form.checkValidity(), own: element.checkValidity(), value: new FormData(form).get('report'), failed: element.toJSON().failed > 0 };
  });
  assert.deepEqual(sent, { form: true, own: true, value: null, failed: true });
});

for (const [size, viewport] of Object.entries({ wide: WIDE, 'at 200 %': MAGNIFIED, narrow: NARROW })) {
  check(`going back and forth by Tab, what has the focus lies under nothing, nor under the host's own bar, ${size}`, 'late.html', async (page) => {
    await page.evaluate(() => {
      const bar = document.body.appendChild(document.createElement('nav'));
      bar.textContent = '站点';
      const sheet = new CSSStyleSheet();
      sheet.replaceSync('nav { position: fixed; z-index: 99; top: 0; right: 0; left: 0; height: 40px; background: #fff } gouji-report { --gouji-top: 40px }');
      document.adoptedStyleSheets = [sheet];
    });
    await page.locator('#one').scrollIntoViewIfNeeded();
    await ready(page);
    await fill(page, WRONG);
    const covered = /** @type {string[]} */ ([]);
    const stops = /** @type {string[]} */ ([]);
    for (const [key, times] of /** @type {const} */ ([['Tab', 260], ['Shift+Tab', 260]])) {
      for (let step = 0; step < times; step += 1) {
        await page.keyboard.press(key);
        const at = await page.evaluate(() => document.getElementById('one')?.shadowRoot?.activeElement?.outerHTML.slice(0, 90) ?? '');
        if (at === '') continue;
        stops.push(at);
        if (!(await focusSeen({ page }))) covered.push(`${key}: ${at}`);
      }
    }
    assert.ok(stops.length > 400, `${stops.length} stops`);
    assert.deepEqual(covered, []);
  }, { viewport });
}

check('wrong attributes are told and left aside', 'wrong.html', async (page) => {
  await page.evaluate(() => { window.duplicates = []; document.addEventListener('fault', (event) => window.duplicates.push(/** @type {CustomEvent} */ (event).detail.message)); });
  await ready(page);
  const said = await page.evaluate(() => window.duplicates);
  assert.match(said.join(), /年度“二〇二四”不是四位年份.*没有格式“1999”/);
  assert.match(await headline(page) ?? '', /尚未填写/);
});

check('the script twice: the first stays, and that is told', 'twice.html', async (page) => {
  await ready(page);
  const [told] = await page.evaluate(() => window.duplicates);
  assert.equal(typeof /** @type {any} */ (told).running, 'string');
});

check('taken out and put back elsewhere it keeps what was typed', 'host.html', async (page) => {
  await ready(page);
  await fill(page, WRONG);
  await page.evaluate(() => document.body.insertBefore(/** @type {Element} */ (document.getElementById('one')), document.body.firstChild));
  await ready(page);
  assert.equal(await page.locator('#cell-applications\\.granted\\.natural').inputValue(), '5435');
});

check('taken out in mid-read it stays quiet', 'host.html', async (page) => {
  await ready(page);
  await page.evaluate(async (text) => {
    const element = /** @type {any} */ (document.getElementById('one'));
    const reading = element.load(text);
    element.remove();
    await reading;
  }, `<p>${'政务公开'.repeat(100_000)}</p>${html('2021', balanced('2021'))}`);
  await page.waitForTimeout(300);
}, { mayComplain: /Failed to load/ });

check('fifty times made and removed leaves the memory as it was', 'host.html', async (page) => {
  await ready(page);
  const client = await page.context().newCDPSession(page);
  const cycle = (/** @type {number} */ times) => page.evaluate(async ([count, cells]) => {
    for (let i = 0; i < count; i += 1) {
      const element = /** @type {any} */ (document.createElement('gouji-report'));
      element.setAttribute('draft', 'off');
      document.body.appendChild(element);
      await element.start();
      element.cells = cells;
      element.remove();
    }
  }, /** @type {const} */ ([times, WRONG]));
  const measure = async () => {
    await client.send('HeapProfiler.collectGarbage');
    const { nodes, jsEventListeners } = /** @type {any} */ (await client.send('Memory.getDOMCounters'));
    const { usedSize } = /** @type {any} */ (await client.send('Runtime.getHeapUsage'));
    const wasm = await page.evaluate(() => /** @type {any} */ (document.getElementById('one')).app.view.store.engines.keys.memory.buffer.byteLength);
    return { nodes, jsEventListeners, usedSize, wasm };
  };
  await cycle(5);
  const before = await measure();
  await cycle(50);
  const now = await measure();
  assert.ok(now.nodes <= before.nodes * 1.2 + 200, `${before.nodes} → ${now.nodes} nodes`);
  assert.ok(now.jsEventListeners <= before.jsEventListeners * 1.2 + 20, `${before.jsEventListeners} → ${now.jsEventListeners} listeners`);
  assert.ok(now.usedSize <= before.usedSize * 1.25 + 1_000_000, `${before.usedSize} → ${now.usedSize} bytes`);
  assert.equal(now.wasm, before.wasm, 'wasm memory');
});

check('under Trusted Types every job is done: typing, a paste, a large one, a file, a repair, the source', 'host.html', async (page) => {
  await page.evaluate(() => {
    window.duplicates = [];
    document.addEventListener('securitypolicyviolation', ({ violatedDirective, sample }) => window.duplicates.push(`${violatedDirective} ${sample}`));
  });
  await ready(page);
  const workers = /** @type {string[]} */ ([]);
  page.on('worker', (worker) => workers.push(worker.url()));
  await page.locator('#cell-disputes\\.reconsideration\\.upheld').fill('4');
  const load = (/** @type {string} */ text) => page.evaluate((given) => /** @type {any} */ (document.getElementById('one')).load(given), text);
  assert.equal(await load(`<p style="color:red">文</p>${html('2021', WRONG)}`), true);
  await page.getByText('查看原文').click();
  await page.locator('.finding .act.main').first().click();
  assert.match(await headline(page) ?? '', /全部通过/);
  assert.equal(await load(`<p>${'政务公开'.repeat(50_000)}</p>${html('2021', balanced('2021'))}`), true);
  const isRead = await page.evaluate((text) => /** @type {any} */ (document.getElementById('one')).load(new File([text], '报告.rtf')), `{\\rtf1 ${'x'.repeat(100)}}`);
  assert.equal(isRead, false);
  assert.match(await page.locator('#notices').innerText(), /没有认出统一格式的表格/, 'the file was read, and holds no report');
  assert.equal(workers.length, 2, 'large input and files are read by workers all the same');
  assert.deepEqual(await page.evaluate(() => window.duplicates), []);
}, { policy: "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; connect-src 'self'; img-src data:; require-trusted-types-for 'script'; trusted-types gouji" });

test('from another origin', { timeout: 60_000 }, async () => {
  const [own, other] = await Promise.all([serve({ root }), serve({ root, change: (headers) => { delete headers['Content-Security-Policy']; } })]);
  const context = await (await launch()).newContext();
  const page = await context.newPage();
  writeFileSync(join(root, 'foreign.html'), `<!doctype html><meta charset="utf-8"><script src="${own.url}gouji.js"></script><gouji-report id="one"></gouji-report>`);
  await page.goto(`${other.url}foreign.html`);
  await ready(/** @type {Host} */ (page));
  const isRead = await page.evaluate((text) => /** @type {any} */ (document.getElementById('one')).load(text), html('2021', balanced('2021')));
  assert.equal(isRead, true);
  await context.close();
  await Promise.all([own.close(), other.close()]);
});


for (const file of ['framed.html', 'sandboxed.html']) {
  check(`in a frame it says how high it is: ${file}`, file, async (page) => {
    const frame = page.frameLocator('#frame');
    await frame.locator('[id="cell-disputes.reconsideration.upheld"]').fill('4');
    await frame.locator('[id="cell-disputes.reconsideration.total"]').fill('3');
    await page.keyboard.press('Tab');
    await frame.locator('#headline', { hasText: '1 处必须改' }).waitFor();
    const height = await page.evaluate(() => Number(document.getElementById('frame')?.getAttribute('height')));
    assert.ok(height > 1000, `${height} px`);
  }, { policy: '', mayComplain: /^Blocked autofocusing/ });
}

check('the example page works as it stands', 'embed.html', async (page) => {
  await page.waitForFunction(() => Boolean(/** @type {any} */ (document.querySelector('gouji-report'))?.app));
});
