// Pasting whole reports and blocks of figures, by event and through the browser's own clipboard.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { elsewhere, onPage } from './page.mjs';
import { balanced, form, html, leaves, real, tabbed, unlessReal } from './report.mjs';

/**
 * @typedef {Record<string, string>} Cells
 * @typedef {import('./page.mjs').Page} Page
 */

/**
 * What came of a paste.
 * @typedef {{ values: Cells, findings: import('./page.mjs').Finding[], verdict: Awaited<ReturnType<Page['verdict']>>, notice: string }} Outcome
 */

/**
 * Pastes into a blank report, by the keyboard.
 * @param {string} name
 * @param {() => { html?: string, text?: string }} clipboard
 * @param {(outcome: Outcome, page: Page) => Promise<void> | void} expected
 * @param {string | false} [skip]
 */
function check(name, clipboard, expected, skip = false) {
  onPage(name, async (page) => {
    const notice = await page.pasteByKeys(clipboard());
    await expected(await outcome(page, notice), page);
  }, { skip });
}

/**
 * @param {Page} page
 * @param {string} notice
 * @returns {Promise<Outcome>}
 */
const outcome = async (page, notice) => ({ values: await page.values(), findings: await page.findings(), verdict: await page.verdict(), notice });

/** @param {Cells} cells @param {string} table */
const ofTable = (cells, table) => Object.fromEntries(Object.entries(cells).filter(([address]) => address.startsWith(`${table}.`)));

/** @param {Cells} values */
const filled = (values) => Object.values(values).filter((text) => text !== '').length;

/** @param {string} id @returns {Cells} what a careful reader finds in a real report */
const truth = (id) => JSON.parse(real(`${id}.cells.json`) ?? '{}').cells;

/**
 * What the browser itself puts on the clipboard when this markup is shown, selected and copied.
 * @param {Page} page
 * @param {string} markup
 */
const copied = (page, markup) => elsewhere(page.page.context(), markup, async (other) => {
  await other.keyboard.press('Control+A');
  await other.keyboard.press('Control+C');
  return other.evaluate(async () => {
    const [item] = await navigator.clipboard.read();
    const read = async (/** @type {string} */ kind) => (await item.getType(kind)).text();
    return { html: await read('text/html'), text: await read('text/plain') };
  });
});

for (const id of /** @type {const} */ (['2021', '2019'])) {
  for (const [kind, clipboard] of /** @type {[string, () => { html?: string, text?: string }][]} */ ([
    ['HTML', () => ({ html: html(id, balanced(id)), text: 'not this' })],
    ['tab-separated', () => ({ text: tabbed(id, balanced(id)) })],
  ])) {
    check(`a whole report of ${id} as ${kind} fills every cell`, clipboard, ({ values, verdict, notice }) => {
      assert.deepEqual(values, balanced(id));
      assert.equal(verdict.kind, 'pass', verdict.headline);
      assert.match(notice, /读到了什么/);
      const { name: format, tables } = form(id);
      for (const { name, id: table } of tables) {
        assert.match(notice, new RegExp(`${name}：按 ${format}读到 ${filled(ofTable(balanced(id), table))} 格，空白 0 格`));
      }
    });
  }
}

for (const id of ['030', '055', '057']) {
  const skip = unlessReal(`${id}.html`, `${id}.cells.json`);
  onPage(`real report ${id} reads the same as HTML and as the text that the browser makes of it`, async (page) => {
    const markup = real(`${id}.html`) ?? '';
    const clipboard = await copied(page, markup);
    const outcomes = [];
    for (const given of [{ html: markup }, { html: clipboard.html, text: clipboard.text }, { text: clipboard.text }]) {
      const notice = await page.pasteByKeys(given);
      outcomes.push(await outcome(page, notice));
      await page.page.keyboard.press('Control+Z');
      await page.rest();
      assert.equal(filled(await page.values()), 0);
    }
    for (const { values, findings, verdict } of outcomes) {
      assert.deepEqual(values, truth(id));
      assert.deepEqual(findings, outcomes[0].findings);
      assert.deepEqual(verdict, outcomes[0].verdict);
    }
  }, { skip });
}

check('055 has blanks by the hundred, and is not accused by the hundred', () => ({ html: real('055.html') ?? '' }), async ({ findings, values, verdict }, page) => {
  assert.deepEqual(findings.filter(({ severity }) => severity === 'hard'), []);
  assert.doesNotMatch(verdict.headline, /必须改 *[1-9]|还有/);
  const items = await page.items();
  assert.ok(items.length <= 6, items.join('\n'));
  const blanks = Object.keys(values).filter((address) => values[address] === '');
  for (const address of blanks) assert.equal((await page.mark(address)).isBlank, true, `${address} is marked although only the group is listed`);
}, unlessReal('055.html'));

check('057 has nothing to be found in 三 and 四', () => ({ html: real('057.html') ?? '' }), ({ findings }, page) => {
  assert.deepEqual(findings.filter(({ rule }) => /^T[34]/.test(rule) || /空白/.test(rule)), []);
  return page.items().then((items) => assert.ok(items.every((item) => !/表三|表四/.test(item)), items.join('\n')));
}, unlessReal('057.html'));

check('056, the report of 张店, as plain text', () => ({ text: real('056.txt') ?? '' }), async ({ values, findings, verdict }, page) => {
  const applications = ofTable(values, 'applications');
  assert.equal(filled(applications), 22);
  assert.equal(Object.keys(applications).length - filled(applications), 139);
  for (const [address, text] of Object.entries(truth('056'))) assert.equal(values[address], text, address);
  assert.deepEqual(
    ['penalties.decisions', 'penalties.prior_items', 'licences.decisions', 'licences.change', 'fees.change'].map((cell) => values[`disclosure.${cell}`]),
    ['86345', '4020', '129062', '-7', '+26'],
  );
  const hard = findings.filter(({ severity }) => severity === 'hard');
  assert.deepEqual(hard.map(({ rule }) => rule), ['C-空白-关键', 'C-空白-关键']);
  const [processed, carriedOut] = hard.map(({ message }) => message);
  assert.match(processed, /（七）总计/);
  assert.match(processed, /161.*3.*8.*0.*0.*0.*172/);
  assert.match(carriedOut, /四/);
  assert.equal(verdict.kind, 'hard');
  assert.match(verdict.headline, /^还有 2 处必须改/);
  assert.equal((await page.mark('applications.processed.natural')).kind, 'hard');
}, unlessReal('056.txt', '056.cells.json'));

check('a table alone leaves the others as they are', () => ({ html: html('2021', balanced('2021'), ['disputes']) }), ({ values, notice }) => {
  assert.deepEqual(ofTable(values, 'disputes'), ofTable(balanced('2021'), 'disputes'));
  assert.equal(filled(values), 15);
  assert.match(notice, /表三没有读到，本页原有数据未改动/);
});

check('tables of two formats stand beside each other, and the page says so', () => ({
  html: html('2019', balanced('2019'), ['disclosure']) + html('2021', balanced('2021'), ['applications', 'disputes']),
}), async ({ values, notice }, page) => {
  assert.deepEqual(ofTable(values, 'disclosure'), ofTable(balanced('2019'), 'disclosure'));
  assert.deepEqual(ofTable(values, 'applications'), ofTable(balanced('2021'), 'applications'));
  assert.match(notice, /表二：按 2019 年.*表三：按 2021 年/);
  assert.match(await page.page.locator('#format option:checked').textContent() ?? '', /混用两种格式/);
});

check('the year of the title is taken over', () => ({ text: `某某市政府2023年政府信息公开工作年度报告\n${tabbed('2021', balanced('2021'))}` }), async ({ notice }, page) => {
  assert.match(notice, /2023 年度/);
  assert.equal(await page.page.locator('#year').inputValue(), '2023');
});

check('a row left out is missed by name, not read as zeros', () => ({
  html: html('2021', balanced('2021')).replace(/<tr><td[^>]*>四、结转[^\n]*\n/, ''),
}), ({ values, notice }) => {
  assert.equal(values['applications.carried_out.natural'], '');
  assert.equal(values['applications.received.natural'], '13612');
  assert.match(notice, /没有找到 .*结转下年/);
});

/**
 * Pastes rows of text into a cell of a blank report.
 * @param {string} name
 * @param {{ into: string, text: string, html?: string }} clipboard
 * @param {{ fills: Cells, says?: RegExp }} expected every cell that is not blank afterwards
 */
function checkBlock(name, { into, ...clipboard }, { fills, says = /^粘贴/ }) {
  onPage(name, async (page) => {
    await page.cell(into).click();
    const notice = await page.pasteByKeys(clipboard);
    const values = await page.values();
    assert.deepEqual(Object.fromEntries(Object.entries(values).filter(([, text]) => text !== '')), fills);
    assert.match(notice, says);
    await page.press('Control+Z');
    await page.rest();
    assert.equal(filled(await page.values()), 0, 'one step takes it all back');
  });
}

checkBlock('a block of figures fills from the cell on', { into: 'applications.granted.business', text: '1\t2\r\n3\t4\r\n' }, {
  fills: {
    'applications.granted.business': '1', 'applications.granted.research': '2',
    'applications.partly_granted.business': '3', 'applications.partly_granted.research': '4',
  },
});

checkBlock('so does one from a spreadsheet, which offers markup too', {
  into: 'applications.granted.business', text: '1\t2\n', html: '<table><tr><td>1</td><td>2</td></tr></table>',
}, { fills: { 'applications.granted.business': '1', 'applications.granted.research': '2' } });

checkBlock('what overflows is counted, and the rest is there', { into: 'applications.carried_out.other_org', text: '1\t2\t3\n4\t5\t6' }, {
  fills: { 'applications.carried_out.other_org': '1', 'applications.carried_out.total': '2' },
  says: /粘贴了 2 格；另有 4 格超出表格边缘，没有填入/,
});

checkBlock('blanks within a block stay blanks', { into: 'applications.granted.natural', text: '1\t\t3' }, {
  fills: { 'applications.granted.natural': '1', 'applications.granted.research': '3' },
});

onPage('a single figure goes into its cell alone', async (page) => {
  await page.cell('applications.granted.natural').click();
  await page.pasteByKeys({ text: '12\n' });
  assert.equal(await page.cell('applications.granted.natural').inputValue(), '12');
  assert.equal(filled(await page.values()), 1);
});

onPage('a block chosen with Shift is copied as rows of tabs, and goes back in', async (page) => {
  await page.paste({ text: tabbed('2021', balanced('2021')) });
  await page.cell('applications.received.natural').click();
  await page.press('Shift+ArrowRight Shift+ArrowDown Control+C');
  const text = await page.page.evaluate(() => navigator.clipboard.readText());
  assert.equal(text.replace(/\r/g, ''), '13612\t252\n535\t6');
  assert.equal(await page.page.locator('td[data-chosen]').count(), 4);
  await page.cell('applications.granted.natural').click();
  await page.heard(() => page.press('Control+V'));
  const values = await page.values();
  assert.deepEqual(['granted.natural', 'granted.business', 'partly_granted.natural', 'partly_granted.business'].map((cell) => values[`applications.${cell}`]), ['13612', '252', '535', '6']);
});

onPage('dragging the mouse chooses a block too', async (page) => {
  await page.cell('applications.received.natural').hover();
  await page.page.mouse.down();
  await page.cell('applications.carried_in.research').hover();
  await page.page.mouse.up();
  assert.equal(await page.page.locator('td[data-chosen]').count(), 6);
  assert.equal(await page.page.locator('#chosen').textContent(), '已选 2 行 × 3 列');
});

onPage('figures without labels, pasted nowhere in particular, are not guessed', async (page) => {
  const notice = await page.pasteByKeys({ text: '1\t2\n3\t4' });
  assert.equal(filled(await page.values()), 0);
  assert.match(notice, /不知道放在哪里/);
});

onPage('the dialog reads what is pasted into it, and by its button', async (page) => {
  await page.page.getByRole('button', { name: '粘贴整份报告' }).click();
  assert.equal(await page.focused(), 'paste-text');
  await page.page.getByRole('button', { name: '读取', exact: true }).click();
  await page.rest();
  assert.match(await page.page.locator('#paste-fault').textContent() ?? '', /还是空的/);
  await page.page.locator('#paste-text').fill(tabbed('2021', balanced('2021')));
  await page.heard(() => page.page.getByRole('button', { name: '读取', exact: true }).click());
  assert.equal(await page.page.locator('#paste-dialog').getAttribute('open'), null);
  assert.deepEqual(await page.values(), balanced('2021'));
});

/**
 * Opens a file.
 * @param {string} name
 * @param {{ name: string, content: Buffer | string }} file
 * @param {(page: Page, notice: string) => Promise<void>} expected
 */
function checkFile(name, { name: file, content }, expected) {
  onPage(name, async (page) => {
    const files = { name: file, mimeType: 'application/octet-stream', buffer: Buffer.from(content) };
    await expected(page, await page.heard(() => page.page.locator('#file').setInputFiles(files)));
  });
}

const isRead = async (/** @type {Page} */ page) => assert.deepEqual(await page.values(), balanced('2021'));

checkFile('an HTML file', { name: '报告.HTML', content: html('2021', balanced('2021')) }, isRead);
checkFile('a text file with a byte order mark', { name: '报告.txt', content: `\uFEFF${tabbed('2021', balanced('2021'))}` }, isRead);
checkFile('a spreadsheet saved with commas', { name: '报告.csv', content: tabbed('2021', balanced('2021')).replace(/[^\t\n]*,[^\t\n]*/g, '"$&"').replace(/\t/g, ',') }, isRead);
checkFile('a file without tables is no clean report', { name: '说明.txt', content: '没有表格的一句话。' }, async (page, notice) => {
  assert.match(notice, /没有认出统一格式的表格/);
  assert.equal((await page.verdict()).kind, 'none');
});

test('every cell of the formats has a place in the fixtures', () => {
  for (const id of /** @type {const} */ (['2021', '2019'])) {
    const cells = form(id).tables.flatMap((table) => table.blocks.flatMap((block) =>
      leaves(block.rows).flatMap((row) => leaves(block.columns).map((column) => `${table.id}.${row.id}.${column.id}`))));
    assert.deepEqual(Object.keys(balanced(id)).sort(), cells.sort());
  }
});

/** @param {string} issuer @param {number} year @param {string} markup */
const titled = (issuer, year, markup) => `<h1>${issuer}${year}年政府信息公开工作年度报告</h1>${markup}`;

check('a whole report that lacks a table and a row is told what it lacks', () => ({
  html: titled('某某县民政局', 2023, html('2021', balanced('2021'), ['disclosure', 'applications']).replace(/<tr>(?:(?!<\/tr>).)*四、结转(?:(?!<\/tr>).)*<\/tr>/s, '')),
}), ({ findings, notice, verdict, values }) => {
  const lacks = findings.filter(({ rule }) => rule.startsWith('S-表格')).map(({ severity, rule, message }) => `${severity} ${rule} ${message}`);
  assert.deepEqual(lacks.map((line) => line.split('，')[0]), ['hard S-表格-缺失 没有找到“四、政府信息公开行政复议、行政诉讼情况”的表格（表四）', 'hard S-表格-缺行 表三缺少“四、结转下年度继续办理”一行']);
  assert.match(notice, /这份报告里没有表四，本页留空/);
  assert.equal(verdict.kind, 'hard');
  // What the other figures say of the row is said all the same.
  assert.ok(findings.some(({ rule, message }) => rule === 'C-空白-关键' && /应为783/.test(message)), JSON.stringify(findings));
  assert.equal(values['applications.carried_out.natural'], '');
});

onPage('what a report lacks is no longer said once it is filled in, and is said again when that is undone', async (page) => {
  await page.pasteByKeys({ html: titled('某某县民政局', 2023, html('2021', balanced('2021'), ['disclosure', 'applications'])) });
  const lacks = async () => (await page.findings()).filter(({ rule }) => rule.startsWith('S-表格')).length;
  assert.equal(await lacks(), 1);
  await page.type('disputes.reconsideration.upheld', '0');
  assert.deepEqual((await page.findings()).filter(({ rule }) => rule === 'S-表格-缺失'), []);
  await page.press('Control+Z');
  await page.rest();
  assert.equal(await lacks(), 1);
});

onPage('a rule for some issuers is asked of their reports', async (page) => {
  const cells = { ...balanced('2021'), 'disclosure.regulations.made': '2', 'disclosure.regulations.in_force': '9' };
  const rules = async () => (await page.findings()).map(({ rule }) => rule);
  await page.pasteByKeys({ html: titled('某某县民政局', 2023, html('2021', cells)) });
  assert.ok((await rules()).includes('T2-规章-权限'));
  assert.equal((await page.mark('disclosure.regulations.made')).kind, 'soft');
  await page.reload();
  assert.ok((await rules()).includes('T2-规章-权限'), 'the draft knows the issuer');
  await page.pasteByKeys({ html: titled('某某省人民政府', 2023, html('2021', cells)) });
  assert.ok(!(await rules()).includes('T2-规章-权限'));
  assert.equal((await page.mark('disclosure.regulations.made')).kind, null);
});

onPage('nothing of one report stays in the next', async (page) => {
  await page.pasteByKeys({ html: titled('某某县民政局', 2020, html('2019', balanced('2019'))) });
  await page.pasteByKeys({ html: titled('某某县水利局', 2023, html('2021', balanced('2021'), ['applications'])) });
  assert.deepEqual(await page.values(), Object.fromEntries(Object.keys(balanced('2021')).map((cell) => [cell, cell.startsWith('applications.') ? balanced('2021')[cell] : ''])));
  await page.page.locator('#format').selectOption('2019');
  await page.rest();
  const left = Object.entries(await page.values()).filter(([cell, text]) => !cell.startsWith('applications.') && text !== '');
  assert.deepEqual(left, [], 'no figure of the first report, under its own format either');
  await page.press('Control+Z');
  await page.press('Control+Z');
  await page.rest();
  assert.deepEqual(await page.values(), balanced('2019'), 'undoing brings all of the first report back');
});

onPage('a part of another report is asked about, and nothing changes before the answer', async (page) => {
  await page.pasteByKeys({ html: titled('某某县民政局', 2022, html('2021', balanced('2021'))) });
  const part = { html: `<p>某某县水利局2023年政府信息公开情况</p>${html('2021', { ...balanced('2021'), 'disputes.reconsideration.upheld': '377', 'disputes.reconsideration.total': '791' }, ['disputes']).replace('四、政府', '2023年度 四、政府')}` };
  const said = await page.pasteByKeys(part);
  if (!/要怎样处理/.test(said)) return assert.match(said, /表四/, 'no year was read of the part');
  assert.match(said, /本页现在是某某县民政局 2022 年度。要怎样处理/);
  assert.deepEqual(await page.values(), balanced('2021'));
  await page.heard(() => page.page.getByRole('button', { name: '作为新的一份' }).click());
  assert.equal(filled(await page.values()), 15);
  await page.page.locator('#draft summary').click();
  await page.page.locator('#draft-list button').click();
  await page.rest();
  assert.deepEqual(await page.values(), balanced('2021'), 'the report before is in the list');
});

onPage('a part joins the report that is open, and can be made one of its own', async (page) => {
  await page.pasteByKeys({ html: html('2021', balanced('2021'), ['applications']) });
  await page.pasteByKeys({ html: html('2021', balanced('2021'), ['disputes']) });
  assert.equal(filled(await page.values()), 175 + 15);
  await page.page.getByRole('button', { name: '作为新的一份' }).click();
  await page.rest();
  assert.equal(filled(await page.values()), 15);
});
