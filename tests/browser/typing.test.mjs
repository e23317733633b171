// Typing figures: what is said when a cell is left, where, and when it goes again.
import assert from 'node:assert/strict';
import { onPage } from './page.mjs';
import { balanced, tabbed } from './report.mjs';

const ROW = 'applications.granted';
const TOTAL = `${ROW}.total`;

const PARTS = ['natural', 'business', 'research', 'social', 'legal_service', 'other_org'].map((column) => `${ROW}.${column}`);

/** One row of 表三: two people, one company. */
const typedRow = { ...Object.fromEntries(PARTS.map((cell) => [cell, '0'])), [PARTS[0]]: '2', [PARTS[1]]: '1', [TOTAL]: '5' };

/** As typed, but for the total. */
const { [TOTAL]: _, ...typedParts } = typedRow;

/**
 * A blank report, in which these cells are typed one by one.
 * @param {string} name
 * @param {Record<string, string>} cells
 * @param {(page: import('./page.mjs').Page) => Promise<void>} act
 */
function check(name, cells, act) {
  onPage(name, async (page) => {
    await page.typeAll(cells);
    await act(page);
  });
}

check('a wrong total is told with everything needed to put it right', typedRow, async (page) => {
  const findings = await page.findings();
  assert.equal(findings.length, 1);
  const [{ message, ...rest }] = findings;
  assert.deepEqual(rest, {
    severity: 'hard', rule: 'T3-ROW', fault: '总计列与各列之和不符', isFolded: false,
    // Any of the row's cells may be the wrong one.
    left: '5', right: '3', difference: '2', expected: null, basis: '“总计”的含义：等于自然人与法人或其他组织各列之和',
  });
  assert.match(message, /（一）予以公开.*相加为3.*总计填的是5.*2/);
});

check('the list, the cell and those who hear the cell get the same sentence', typedRow, async (page) => {
  const [{ message }] = await page.findings();
  await page.cell(TOTAL).focus();
  assert.equal(await page.page.locator('#note [data-part="text"]').textContent(), message);
  assert.equal((await page.mark(TOTAL)).told, message);
  assert.ok((await page.mark(`${ROW}.natural`)).told.includes(message), 'every cell of the equation tells it');
});

check('the verdict counts it, in words and in the title', typedRow, async (page) => {
  const { kind, headline, detail, title } = await page.verdict();
  assert.equal(kind, 'hard');
  assert.equal(headline, '还有 1 处必须改');
  assert.match(detail, /已核对 1 处：1 处不符/);
  assert.match(title, /^（1 处必须改）/);
});

check('the mark is more than a colour', typedRow, async (page) => {
  const { kind, isInvalid } = await page.mark(TOTAL);
  assert.deepEqual({ kind, isInvalid }, { kind: 'hard', isInvalid: true });
  assert.equal((await page.mark(`${ROW}.natural`)).kind, 'involved');
  assert.equal((await page.mark('applications.received.total')).kind, null);
});

onPage('nothing is said while a cell is being typed in', async (page) => {
  await page.typeAll(typedParts);
  await page.cell(TOTAL).focus();
  await page.page.keyboard.type('5');
  await page.rest();
  assert.equal((await page.mark(TOTAL)).kind, null);
  await page.press('Enter');
  await page.rest();
  assert.equal((await page.mark(TOTAL)).kind, 'hard');
});

for (const [term, text] of [[TOTAL, '3'], [`${ROW}.natural`, '4'], [`${ROW}.research`, '2']]) {
  check(`correcting ${term} to ${text} clears the list and every mark`, typedRow, async (page) => {
    await page.type(term, text);
    assert.deepEqual(await page.findings(), []);
    assert.equal((await page.verdict()).kind, 'filling');
    for (const cell of Object.keys(typedRow)) assert.deepEqual((await page.mark(cell)).kind, null, cell);
    assert.doesNotMatch((await page.verdict()).title, /必须改/);
  });
}

check('pointing at a finding shows its equation with signs', typedRow, async (page) => {
  await page.page.locator('#findings-heading').focus();
  assert.deepEqual(await page.signs(), {});
  await page.page.locator('#findings-list .finding .message').hover();
  const plus = PARTS.map((cell) => [cell, '＋']);
  assert.deepEqual(await page.signs(), Object.fromEntries([...plus, [TOTAL, '＝']]));
  await page.page.mouse.move(2, 2);
  assert.deepEqual(await page.signs(), {});
});

check('so does the focus on it, which the keyboard gives', typedRow, async (page) => {
  await page.page.locator('#findings-list .go').first().focus();
  assert.equal(Object.keys(await page.signs()).length, 7);
});

check('a click on a finding goes to its cell, which is then in view', typedRow, async (page) => {
  await page.page.evaluate(() => window.scrollTo(0, 0));
  await page.page.locator('#findings-list .finding .message').click();
  assert.equal(await page.focused(), TOTAL);
  const isInView = await page.cell(TOTAL).evaluate((cell) => {
    const { left, top, width, height } = cell.getBoundingClientRect();
    return document.elementFromPoint(left + width / 2, top + height / 2) === cell;
  });
  assert.equal(isInView, true);
});

check('the offered value is taken over with one click', typedRow, async (page) => {
  await page.page.locator('#findings-list [data-part="others"] > summary').click();
  await page.page.locator('#findings-list .ways > li').filter({ hasText: '“总计”列：5 → 3' }).getByRole('button').click();
  await page.rest();
  assert.equal(await page.cell(TOTAL).inputValue(), '3');
  assert.deepEqual(await page.findings(), []);
});

onPage('a total that blanks could still explain is not called wrong', async (page) => {
  await page.typeAll({ [PARTS[0]]: '2', [PARTS[1]]: '1', [TOTAL]: '5' });
  assert.deepEqual(await page.findings(), []);
  assert.equal((await page.verdict()).kind, 'early');
});

onPage('one that no blank can explain is', async (page) => {
  await page.typeAll({ [PARTS[0]]: '2', [PARTS[1]]: '1', [TOTAL]: '2' });
  assert.deepEqual((await page.findings()).map(({ rule, difference }) => [rule, difference]), [['T3-ROW', '1']]);
});

check('untouched blanks are not accused before a check is asked for', { 'applications.received.natural': '3' }, async (page) => {
  assert.deepEqual(await page.findings(), []);
  assert.equal(await page.page.locator('td[data-kind], td[data-blank]').count(), 0);
  assert.match((await page.verdict()).detail, /还有 199 格未填/);
  await page.page.getByRole('button', { name: '检查' }).click();
  await page.rest();
  const rules = (await page.findings()).map(({ rule }) => rule);
  assert.ok(rules.includes('C-空白-关键'), String(rules));
  assert.equal((await page.mark('applications.processed.natural')).isBlank, true);
  assert.equal(await page.focused(), 'findings-heading');
});

onPage('a blank page claims nothing', async (page) => {
  const { kind, headline, title } = await page.verdict();
  assert.equal(kind, 'none');
  assert.match(headline, /^尚未填写/);
  assert.doesNotMatch(title, /必须改|通过/);
  await page.page.getByRole('button', { name: '检查' }).click();
  await page.rest();
  assert.doesNotMatch((await page.verdict()).headline, /通过|相符/);
});

onPage('all cells filled and all of it balanced passes, and says how much was checked', async (page) => {
  await page.typeAll(balanced('2021'));
  const { kind, headline, detail } = await page.verdict();
  assert.equal(kind, 'pass');
  assert.match(headline, /^全部通过：核对 \d+ 处$/);
  assert.match(detail, /^已核对 \d+ 处：\d+ 处相符$/);
});

onPage('one wrong cell of a full report is named as the cause of all that it breaks', async (page) => {
  await page.paste({ text: tabbed('2021', { ...balanced('2021'), 'applications.granted.natural': '5435' }) });
  const [item, ...others] = await page.items();
  assert.match(item, /必须改.*（一）予以公开.*自然人.*5345/);
  assert.equal(others.length, 0, others.join('\n'));
  const findings = await page.findings();
  assert.deepEqual(findings.map(({ rule, isFolded }) => [rule, isFolded]).sort(), [['T3-ROW', true], ['T3-SUM', true]]);
  await page.page.getByRole('button', { name: '改为 5345' }).click();
  assert.equal((await page.verdict()).kind, 'pass');
});

onPage('each cell is addressed by the names of its row and column', async (page) => {
  const names = await page.page.evaluate(() => [...document.querySelectorAll('input.cell')].map((cell) => cell.getAttribute('aria-label') ?? ''));
  assert.equal(names.length, 200);
  assert.ok(names.every((name) => name.includes('，')), names.find((name) => !name.includes('，')));
  assert.ok(names.some((name) => name.includes('予以公开') && name.includes('自然人')), names[20]);
});
