// Whatever is typed or pasted: a clear message, nothing runs, nothing is lost.
import assert from 'node:assert/strict';
import { READER, onOnePage, onPage } from './page.mjs';
import { balanced, html, tabbed } from './report.mjs';

/** @typedef {import('./page.mjs').Page} Page */

const CELL = 'applications.received.natural';

/**
 * Typed into a count cell of a blank report.
 * @param {string} text
 * @param {'hard' | 'soft' | 'notice' | null} severity of what is found, and of the cell's mark; null for nothing
 * @param {string} [rule]
 * @param {RegExp} [says]
 * @returns {[string, (page: Page) => Promise<void>]}
 */
function checkCell(text, severity, rule = '', says = /./) {
  return [JSON.stringify(text.slice(0, 50)), async (page) => {
    await page.cell(CELL).fill('');
    await page.typeAll({ [CELL]: text });
    assert.equal(await page.cell(CELL).inputValue(), text, 'what was typed stays as it is');
    const findings = await page.findings();
    assert.deepEqual(findings.map((finding) => [finding.severity, finding.rule]), severity === null ? [] : [[severity, rule]]);
    const { kind, isInvalid } = await page.mark(CELL);
    assert.deepEqual({ kind, isInvalid }, { kind: severity, isInvalid: severity === 'hard' }, 'the cell is marked as the list says');
    if (severity !== null) assert.match(findings[0].message, says);
  }];
}

onOnePage('what is typed into a cell', [
  checkCell('12', null),
  checkCell('0', null),
  checkCell('abc', 'hard', 'C-非数字', /填的是“abc”，这里只能填数字/),
  checkCell('十二', 'hard', 'C-非数字', /“十二”/),
  checkCell(`1${'0'.repeat(40)}`, 'hard', 'C-非数字', /数字太大，无法核对/),
  checkCell('-5', 'hard', 'C-负数', /为负数-5/),
  checkCell('1.5', 'hard', 'C-小数', /为1\.5，这里应为整数/),
  checkCell('１２', 'notice', 'C-全角', /全角数字.*已按12读取/),
  checkCell('1,234', 'notice', 'C-全角', /千分位分隔符.*已按1234读取/),
  checkCell('12件', 'notice', 'C-带单位', /“件”，已按12读取/),
  checkCell('12 3', 'hard', 'C-非数字'),
  checkCell('/', 'soft', 'C-占位符', /“\/”，核对时按空白处理/),
  checkCell('—', 'soft', 'C-占位符', /“—”/),
  checkCell('无', 'soft', 'C-占位符', /“无”/),
  checkCell('😀', 'hard', 'C-非数字', /“😀”/),
  checkCell('\u202E12', 'notice', 'C-全角', /看不见的字符.*已按12读取/),
  checkCell('\u200F12\u200F', 'notice', 'C-全角', /看不见的字符/),
  checkCell('<b>1</b>', 'hard', 'C-非数字', /<b>1<\/b>/),
  checkCell('1e3', 'hard', 'C-非数字'),
  checkCell('9'.repeat(5000), 'hard', 'C-非数字', /数字太大/),
]);

const HOSTILE = `<script>window.pwned = 1</script><img src="x" onerror="window.pwned = 2"><svg onload="window.pwned = 3"><script>window.pwned = 4</script></svg>
  <a href="javascript:window.pwned = 5" autofocus onfocus="window.pwned = 5">a</a><iframe srcdoc="<script>parent.pwned = 6</script>"></iframe>
  <iframe src="javascript:parent.pwned = 6"></iframe><link rel="stylesheet" href="http://127.0.0.1:9/a.css"><style>@import "http://127.0.0.1:9/b.css"; td { background: url(http://127.0.0.1:9/c) }</style>
  <img srcset="http://127.0.0.1:9/d 1x"><object data="http://127.0.0.1:9/e"></object><embed src="http://127.0.0.1:9/f"><video src="http://127.0.0.1:9/g" autoplay></video>
  <meta http-equiv="refresh" content="0;url=http://127.0.0.1:9/h"><base href="http://127.0.0.1:9/"><form action="http://127.0.0.1:9/i"><input autofocus onfocus="window.pwned = 7"></form>
  <details open ontoggle="window.pwned = 8"><summary>s</summary></details><math><mtext><style><img src=x onerror="window.pwned = 9"></style></mtext></math>`;

/** The browser tells of handlers, style sheets and base addresses that it blocks; blocked they are. */
const BLOCKED = /(Executing inline event handler|Applying inline style|Setting the document's base URI to '[^']*') violates/;

/**
 * A paste that must not run, ask for anything, or lose what was typed before.
 * @param {string} name
 * @param {{ html?: string, text?: string }} clipboard
 * @param {RegExp} says
 * @param {(page: Page) => Promise<void>} [act]
 * @param {boolean} [isHostile]
 */
function check(name, clipboard, says, act, isHostile = false) {
  onPage(`pasted: ${name}`, async (page) => {
    await page.typeAll({ 'disclosure.fees.amount': '77', [CELL]: '12' });
    await page.page.evaluate(() => { /** @type {HTMLElement} */ (document.activeElement).blur(); });
    assert.match(await page.paste(clipboard), says);
    await page.page.waitForTimeout(300);
    assert.equal(await page.page.evaluate(() => window.pwned), undefined);
    if (act) return act(page);
    assert.equal((await page.values())['disclosure.fees.amount'], '77');
    assert.equal((await page.values())[CELL], '12');
  }, isHostile ? { mayComplain: BLOCKED } : {});
}

const TOO_DEEP = /标签嵌套过深.*没有读取/;
const UNKNOWN = /没有认出统一格式的表格，填写的内容没有变动/;
const PICTURES = /网页里没有表格，图片里的内容没有读取。.*请对照图片手工填写/;
const disputes = html('2021', balanced('2021'), ['disputes']);

/** What a report that was read leaves of the rest. */
const isKept = async (/** @type {Page} */ page) => {
  const values = await page.values();
  assert.equal(values['disclosure.fees.amount'], '77');
  assert.equal(values['disputes.reconsideration.total'], '790');
};

check('a table of 10,000 columns', { html: `<table><tr>${'<td>1'.repeat(10_000)}</table>` }, /表格过大|没有认出/);
check('a line of 10,000 columns', { text: `${'1\t'.repeat(10_000)}\n` }, /不知道放在哪里|没有认出/);
check('spans of a million', { html: '<table><tr><td colspan="1000000" rowspan="1000000">1<td>2</table>' }, /表格过大，超出部分没有读取/);
check('a report under 1000 tables', { html: `${'<table><tr><td>'.repeat(1000)}${disputes}` }, TOO_DEEP);
check('elements 50,000 deep', { html: '<b>'.repeat(50_000) }, TOO_DEEP);
check('a report under 30 tables', { html: `${'<table><tr><td>'.repeat(30)}${disputes}` }, /表四：按 2021 年格式读到 15 格/, isKept);
check('markup that would run and fetch', { html: HOSTILE }, PICTURES, undefined, true);
check('a report in markup that would run and fetch', { html: HOSTILE + disputes.replace(/<td/g, '<td onclick="window.pwned = 10" background="http://127.0.0.1:9/j"') + HOSTILE }, /表四：按 2021 年格式读到 15 格/, isKept, true);
check('markup as the text of a cell', { html: html('2021', { ...balanced('2021'), 'disputes.reconsideration.total': '<img src=x onerror=window.pwned=11>' }, ['disputes']) }, /表四/, async (page) => {
  assert.equal((await page.values())['disputes.reconsideration.total'], '<img src=x onerror=window.pwned=11>');
  const { message } = (await page.findings()).find(({ rule }) => rule === 'C-非数字') ?? { message: '' };
  assert.match(message, /<img src=x/, 'it is shown as text');
  assert.equal(await page.page.locator('main img').count(), 0);
});
check('half a table', { html: html('2021', balanced('2021'), ['applications']).slice(0, 1500) }, /表三：按 2021 年格式读到 21 格.*没有找到 \d+ 行或列/, async (page) => {
  const values = await page.values();
  assert.equal(values['disclosure.fees.amount'], '77');
  assert.equal(values['applications.received.natural'], '13612');
  assert.equal(values['applications.carried_out.total'], '');
});
const another = { ...balanced('2021'), 'disputes.reconsideration.total': '791' };
check('two reports at once are offered to choose from', { html: html('2021', balanced('2021')) + html('2021', another) }, /里面有 2 份报告，请选择要核对的一份.*第 1 份.*第 2 份/s, async (page) => {
  assert.equal((await page.values())['disputes.reconsideration.total'], '', 'nothing is taken over before one is chosen');
  const use = page.page.getByRole('button', { name: '核对这份' });
  assert.match(await page.heard(() => use.nth(1).click()), /来源里有2份报告，这是第2份/);
  assert.equal((await page.values())['disputes.reconsideration.total'], '791');
  await page.heard(() => page.page.getByRole('button', { name: '换一份' }).click());
  await page.heard(() => use.nth(0).click());
  assert.equal((await page.values())['disputes.reconsideration.total'], '790');
});
check('a report twice is one', { html: html('2021', balanced('2021')).repeat(2) }, /同一份报告出现了2次，内容相同/, async (page) => {
  assert.equal((await page.values())['disputes.reconsideration.total'], '790');
});
check('a table of something else', { html: '<table><tr><td>序号<td>部门<td>预算<tr><td>1<td>财政局<td>100</table>' }, UNKNOWN);
check('the text of something else', { text: '序号\t部门\t预算\n1\t财政局\t100' }, UNKNOWN);
check('nothing', { text: ' \n' }, /剪贴板里没有文字或表格/);
check('control characters', { text: `\u0000\u0001\uFFFF\uD800${'\u202E'.repeat(1000)}` }, UNKNOWN);
check('a report with marks that turn the writing round', { text: tabbed('2021', { ...balanced('2021'), 'disputes.reconsideration.total': '\u202E790\u202C' }, ['disputes']) }, /表四：按 2021 年格式读到 15 格/, async (page) => {
  assert.equal((await page.values())['disclosure.fees.amount'], '77');
});

onPage('an image pasted into a cell, which browsers offer as markup alone, leaves the figure there', async (page) => {
  await page.typeAll({ [CELL]: '12' });
  await page.cell(CELL).focus();
  const notice = await page.paste({ html: '<meta charset="utf-8"><img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=" alt="">' });
  assert.equal(await page.cell(CELL).inputValue(), '12');
  assert.match(notice, PICTURES);
});

onPage('a whole report pasted into a cell fills the report, from markup alone too', async (page) => {
  await page.cell(CELL).focus();
  await page.paste({ html: disputes });
  const values = await page.values();
  assert.equal(values['disputes.reconsideration.total'], '790');
  assert.equal(values[CELL], '');
});

onPage('markup made to keep the browser\'s parser busy is read by the one that is guarded, and the page stays usable', async (page) => {
  const open = Array.from({ length: 1500 }, (_, at) => `<b a${at}>`).join('');
  await page.page.evaluate(() => Object.assign(window, { beats: 0 }));
  await page.page.evaluate(() => { window.setInterval(() => { /** @type {{ beats: number }} */ (/** @type {unknown} */ (window)).beats += 1; }, 50); });
  const said = await page.heard(() => page.paste({ html: `${disputes}<p>${open}${'<p>x'.repeat(1500)}` }), 30_000);
  assert.match(said, /表四：按 2021 年格式读到 15 格|标签嵌套过深/);
  assert.equal(await page.page.evaluate(() => /** @type {{ beats: number }} */ (/** @type {unknown} */ (window)).beats > 0), true);
}, { mayFetch: READER });

for (const name of ['parentNode', 'nextSibling', 'firstChild', 'hasAttributes', 'getAttribute', 'localName', 'nodeType']) {
  check(`a form whose field is called ${name}`, { html: `<form><input name=${name}>${disputes}</form>` }, /表四：按 2021 年格式读到 15 格/, isKept);
}
