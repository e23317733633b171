// What the page says of how it read a source, and settling what it read uncertainly.
import assert from 'node:assert/strict';
import { NARROW, WIDE, onPage } from './page.mjs';
import { balanced, html, tabbed } from './report.mjs';

/**
 * @typedef {Record<string, string>} Cells
 * @typedef {import('./page.mjs').Page} Page
 */

/** The last row's digits can be cut in several ways. */
const TOGETHER = '信息内容本年制发件数本年废止件数现行有效件数规章0 0 0行政规范性文件8026第二十条第（五）项';
const CELLS = ['made', 'repealed', 'in_force'].map((column) => `disclosure.normative_documents.${column}`);
const [MADE, REPEALED, IN_FORCE] = CELLS;

/** So many cells are listed at a time. */
const LISTED = 12;

/**
 * Pastes, and looks at the report of it.
 * @param {string} name
 * @param {{ html?: string, text?: string }} clipboard
 * @param {(page: Page, notice: string) => Promise<void>} expected
 * @param {import('./page.mjs').Options} [options]
 */
function check(name, clipboard, expected, options) {
  onPage(name, async (page) => expected(page, await page.paste(clipboard)), options);
}

/** @param {Page} page @returns {Promise<{ place: string, taken: string, offers: string[] }[]>} the cells listed as uncertain */
const doubts = (page) => page.page.evaluate(() => [...document.querySelectorAll('.doubts li')].map((row) => ({
  place: row.querySelector('.go')?.textContent ?? '',
  taken: row.querySelector('.taken b')?.textContent ?? '',
  offers: [...row.querySelectorAll('.act')].map((button) => button.textContent ?? ''),
})));

/** @param {Page} page */
const uncertain = async (page) => {
  const marks = await Promise.all(CELLS.map((cell) => page.mark(cell)));
  return CELLS.filter((_, at) => marks[at].isUncertain);
};

/** @param {Page} page @param {string | RegExp} name */
const button = (page, name) => page.page.locator('.reading').getByRole('button', { name });

/** @param {Page} page @param {string | RegExp} name */
async function click(page, name) {
  await button(page, name).first().click();
  await page.rest();
}

/** @param {Page} page */
async function undo(page) {
  const said = await page.heard(() => page.page.locator('#undo').click());
  assert.match(said, /^已撤销/);
}

check('digits that run together are listed with what they may be', { text: TOGETHER }, async (page, notice) => {
  assert.match(notice, /还有 3 格待确认/);
  assert.deepEqual(await uncertain(page), CELLS);
  const listed = await doubts(page);
  const values = await page.values();
  assert.deepEqual(listed.map(({ taken }) => taken), CELLS.map((cell) => values[cell] || '空白'));
  for (const { place, taken, offers } of listed) {
    assert.match(place, /行政规范性文件/);
    assert.ok(offers.length > 1 && offers.includes('确认无误'), offers.join());
    assert.ok(!offers.includes(`改为 ${taken}`), offers.join());
  }
});

check('another reading is chosen, is certain then, and is taken back', { text: TOGETHER }, async (page) => {
  const before = await page.values();
  const [{ place, offers }] = await doubts(page);
  const [offer] = offers.filter((text) => /^改为 \d/.test(text));
  await click(page, `${offer}：${place}`);
  assert.equal((await page.values())[MADE], offer.slice('改为 '.length));
  assert.deepEqual(await uncertain(page), [REPEALED, IN_FORCE]);
  assert.deepEqual((await doubts(page)).length, 2);
  assert.equal(await page.page.evaluate(() => document.activeElement?.textContent), (await doubts(page))[0].place, 'the focus is on the next one');
  await undo(page);
  assert.deepEqual(await page.values(), before);
  assert.deepEqual(await uncertain(page), CELLS);
  assert.deepEqual((await doubts(page)).length, 3);
});

check('what was taken is confirmed, changes nothing, and is taken back', { text: TOGETHER }, async (page) => {
  const before = await page.values();
  const [, { place }] = await doubts(page);
  await click(page, `确认无误：${place}`);
  assert.deepEqual(await page.values(), before);
  assert.deepEqual(await uncertain(page), [MADE, IN_FORCE]);
  await undo(page);
  assert.deepEqual(await uncertain(page), CELLS);
});

check('a cell typed in is certain and leaves the list', { text: TOGETHER }, async (page) => {
  await page.type(MADE, '8');
  assert.deepEqual((await doubts(page)).length, 2);
});

check('the name of a cell goes to it, by the keyboard', { text: TOGETHER }, async (page) => {
  const [, { place }] = await doubts(page);
  await button(page, place).first().focus();
  await page.press('Enter');
  assert.equal(await page.focused(), REPEALED);
});

check('what stands beside a figure is told', { html: html('2021', { ...balanced('2021'), [MADE]: '22（其中修订16件）', 'disclosure.fees.amount': '47.9659万元' }) }, async (page, notice) => {
  assert.match(notice, /数字旁的单位或说明没有计入（2 格）：.*行政规范性文件.*“22（其中修订16件）”取 22、.*“47\.9659万元”取 47\.9659/);
  assert.equal((await page.values())[MADE], '22（其中修订16件）', 'the cell keeps what was written');
});

check('undoing the reading takes its report away', { text: TOGETHER }, async (page) => {
  await undo(page);
  assert.equal(await page.page.locator('.reading').count(), 0);
});

/** Figures broken by a line's end, which may have been two. */
const SPLIT = html('2021', balanced('2021'), ['disputes']).replace(/>(\d+)(\d)</g, '>$1<br>$2<');

check('of many, the first are listed and the next ones follow', { html: SPLIT }, async (page) => {
  const count = async () => Number(/还有 (\d+) 格/.exec(await page.page.locator('.doubts').innerText())?.[1]);
  const all = await count();
  assert.ok(all > LISTED, `${all}`);
  const listed = await doubts(page);
  assert.equal(listed.length, LISTED);
  await click(page, `确认无误：${listed[0].place}`);
  const next = await doubts(page);
  assert.equal(next.length, LISTED);
  assert.deepEqual(next.slice(0, -1), listed.slice(1));
  assert.equal(await count(), all - 1);
});

check('those listed are confirmed at once, as one step; the next are listed then, and confirmed by nobody', { html: SPLIT }, async (page) => {
  const before = await page.values();
  const listed = await doubts(page);
  const all = await page.page.locator('td[data-uncertain]').count();
  await click(page, '确认以上各格：表四');
  assert.equal(await page.page.locator('td[data-uncertain]').count(), all - listed.length);
  const next = await doubts(page);
  assert.ok(next.length > 0 && next.every(({ place }) => !listed.some((known) => known.place === place)));
  await undo(page);
  assert.deepEqual(await doubts(page), listed);
  while (await button(page, /^确认以上各格/).count() > 0) await click(page, '确认以上各格：表四');
  assert.equal(await page.page.locator('td[data-uncertain]').count(), 0);
  assert.match(await page.page.locator('.doubts').innerText(), /待确认的单元格都已确认/);
  assert.deepEqual(await page.values(), before);
});

check('what is blank for want of a choice is not confirmed with all', { text: TOGETHER }, async (page) => {
  assert.equal(await button(page, /^确认以上各格/).count(), 0);
  await click(page, `确认无误：${(await doubts(page))[0].place}`);
  assert.deepEqual(await uncertain(page), [REPEALED, IN_FORCE]);
});

/**
 * Looks at the source.
 * @param {Page} page
 */
async function source(page) {
  await page.page.getByText('查看原文').click();
  await page.rest();
  const shown = page.page.locator('.original pre');
  assert.equal(await shown.locator('*').count(), 0, 'text alone');
  return await shown.textContent() ?? '';
}

const NASTY = '<img src="nowhere" onerror="document.title = 1"><b>说明</b>\n';

check('the source is shown as text, markup in it too', { text: NASTY + TOGETHER }, async (page) => {
  assert.equal(await source(page), NASTY + TOGETHER);
});

check('markup is shown as the rows that one sees', { html: `<p>说明</p>\n${html('2021', balanced('2021'), ['disputes'])}<p>&lt;b&gt;</p>` }, async (page) => {
  const lines = (await source(page)).split('\n');
  assert.equal(lines[0], '说明');
  assert.ok(lines.some((line) => line.split('\t').join() === Object.values(balanced('2021')).slice(-15).join()), lines.join('\n'));
  assert.equal(lines[lines.length - 1], '<b>');
});

/** Styles in every place that markup has for them, and words that only look like one. */
const STYLED = `<style type="text/css">td { color: red }</style><STYLE>p{}</STYLE><p class='a'style="color:red" title="a > b" STYLE = 'x'>说明 style="1"</p>
${html('2021', balanced('2021'), ['disputes']).replace(/<td /g, '<td style="width:60pt;mso-border-alt:solid" ').replace(/>(\d+)</g, "><span lang=EN-US style='font-family:宋体'>$1</span><")}<p><svg style=x/>完`;

check('styles in the source bring no word to the console, and nothing of the text is lost', { html: STYLED }, async (page) => {
  const lines = (await source(page)).split('\n');
  assert.deepEqual([lines[0], lines[lines.length - 1]], ['说明 style="1"', '完']);
  assert.ok(lines.some((line) => line.split('\t').join() === Object.values(balanced('2021')).slice(-15).join()), lines.join('\n'));
  assert.deepEqual(await page.faults(), []);
});

check('of a very long source the beginning is shown', { text: `${TOGETHER}\n${'字'.repeat(300_000)}` }, async (page) => {
  assert.equal((await source(page)).length, 200_000);
  assert.match(await page.page.locator('.original').innerText(), /只显示前面一部分/);
}, { mayFetch: /^\/(reader-worker\.js$|pkg\/)/ });

onPage('a text file is shown, too', async (page) => {
  await page.heard(() => page.page.locator('#file').setInputFiles({ name: '报告.txt', mimeType: 'text/plain', buffer: Buffer.from(TOGETHER) }));
  assert.equal(await source(page), TOGETHER);
});

check('a report of two formats says so', {
  html: html('2019', balanced('2019'), ['disclosure']) + html('2021', balanced('2021'), ['applications', 'disputes']),
}, async (_, notice) => {
  assert.match(notice, /一份里混用 2 种格式：表二按 2019 年[^；]*；表三、表四按 2021 年/);
});

for (const [name, viewport] of Object.entries({ wide: WIDE, narrow: NARROW })) {
  check(`it fits the ${name} screen`, { text: TOGETHER }, async (page) => {
    await source(page);
    await page.page.locator('.reading').scrollIntoViewIfNeeded();
    await page.screenshot(`how-read-${name}`);
    const [wide, inner] = await page.page.evaluate(() => [document.documentElement.scrollWidth, window.innerWidth]);
    assert.ok(wide <= inner, `${wide} > ${inner}`);
    const [read, shown] = await page.page.evaluate(() => ['.reading [data-part="tables"]', '.reading pre'].map((place) => {
      const { left, right, top } = /** @type {Element} */ (document.querySelector(place)).getBoundingClientRect();
      return { left, right, top };
    }));
    assert.equal(shown.left >= read.right, name === 'wide', 'the source stands beside what was read where there is room, and below it where there is none');
  }, { viewport });
}

check('while a cell is uncertain, neither the verdict nor the table is said to agree', { text: TOGETHER }, async (page) => {
  const headline = () => page.page.locator('#headline').textContent();
  const chip = () => page.page.locator('#chips .chip').first().textContent();
  assert.match(await headline() ?? '', /^有 \d+ 格待确认，请先对照原文$/);
  assert.match(await chip() ?? '', /待确认 \d+/);
  for (const cell of CELLS) await page.type(cell, '1');
  await page.rest();
  assert.doesNotMatch(await headline() ?? '', /待确认/);
  assert.doesNotMatch(await chip() ?? '', /待确认/);
});

/** A row whose figures run together, and a total that is too small whichever way they are read. */
const TOO_SMALL = tabbed('2021', { ...balanced('2021'), 'applications.processed.natural': '7' }).replace(/.*（一）予以公开.*/, '（一）予以公开12 0 0 0 0 09');
const GRANTED = 'applications.granted.natural';

/** @param {Page} page @returns {Promise<string | undefined>} what is said of a rule that fails */
const said = async (page) => (await page.page.locator('[data-part="message"], [data-text="message"]').allTextContents()).find((text) => text.includes('“自然人”列（七）总计'));

for (const [width, viewport] of Object.entries({ wide: WIDE, narrow: NARROW })) check(`a rule that fails whichever way its cells are read is told, and they stay uncertain, ${width}`, { text: TOO_SMALL }, async (page) => {
  await page.screenshot(`whichever-${width}`);
  assert.match(await said(page) ?? '', /“自然人”列（七）总计填7.*不论按哪种读法，都不符/);
  assert.equal((await page.mark(GRANTED)).isUncertain, true);
  // No proposal rests on how they were read.
  const offers = await page.page.locator('#findings-list .act').allTextContents();
  assert.deepEqual([...new Set(offers)], ['改为 13364']);
  // What is typed elsewhere leaves it as it is; what makes a reading fit takes it away.
  await page.type('applications.carried_in.natural', '536');
  assert.match(await said(page) ?? '', /不论按哪种读法/);
  await page.type('applications.processed.natural', '8031');
  assert.equal(await said(page), undefined);
  assert.equal((await page.mark(GRANTED)).isUncertain, true);
}, { viewport });

/**
 * What the panel's list says: each reason with its number of cells.
 * @param {Page} page
 */
const reasons = (page) => page.page.locator('.doubts h3').allTextContents();

/**
 * What is said of a cell: to those who hear the page, and beside it while it has the focus; "" for a cell beyond doubt.
 * @param {Page} page
 * @param {string} cell
 */
async function doubtSaid(page, cell) {
  const { isUncertain, told } = await page.mark(cell);
  const said = /待确认：[^。]*。/.exec(told)?.[0] ?? '';
  assert.equal(isUncertain, said !== '', `marked as it is told: ${told}`);
  if (await page.focused() !== cell) return said;
  const note = await page.page.locator('#note').isVisible() ? await page.page.locator('#note').innerText() : '';
  assert.equal(note.includes('待确认'), said !== '', note);
  assert.ok(note.startsWith(said), note);
  return said;
}

/**
 * Presses Tab until the control of this name has the focus.
 * @param {Page} page
 * @param {string} name
 */
async function tabTo(page, name) {
  for (let step = 0; step < 60; step += 1) {
    await page.press('Tab');
    if (await page.page.evaluate(() => document.activeElement?.textContent) === name) return;
  }
  assert.fail(`no way to ${name} by Tab`);
}

const isSaved = (/** @type {Page} */ page) => page.page.waitForFunction(() => document.getElementById('draft-state')?.textContent?.startsWith('草稿已存'));

/**
 * Pastes, and by keys alone follows a cell's reason through undoing and a reload until the cell is settled.
 * @param {string} name
 * @param {{ html?: string, text?: string }} clipboard
 * @param {{ cell: string, reason: string, count: number }} expected the first cell that is uncertain, why, and of how many
 */
function checkReason(name, clipboard, { cell, reason, count }) {
  const said = `待确认：${reason}。`;
  check(`why a cell is uncertain is said at it: ${name}`, clipboard, async (page, notice) => {
    assert.deepEqual(await reasons(page), [`${reason}（${count} 格）`]);
    assert.equal(notice.split(reason).length - 1, 1, `said once: ${notice}`);
    await tabTo(page, (await doubts(page))[0].place);
    await page.press('Enter');
    const stages = [[await page.focused(), await doubtSaid(page, cell)]];
    const then = async (/** @type {string} */ keys) => {
      await page.press(keys);
      await page.rest();
      stages.push([keys, await doubtSaid(page, cell)]);
    };
    await then('Control+Z');
    await then('Control+Y');
    await isSaved(page);
    await page.reload();
    stages.push(['reload', await doubtSaid(page, cell)]);
    await page.cell(cell).focus();
    await then('Shift');
    await page.page.keyboard.type('7');
    await then('Tab');
    await then('Control+Z');
    await then('Control+Y');
    await isSaved(page);
    await page.reload();
    stages.push(['reload', await doubtSaid(page, cell)]);
    assert.deepEqual(stages, [
      [cell, said], ['Control+Z', ''], ['Control+Y', said], ['reload', said], ['Shift', said],
      ['Tab', ''], ['Control+Z', said], ['Control+Y', ''], ['reload', ''],
    ]);
  });
  check(`a cell that is confirmed loses its reason: ${name}`, clipboard, async (page) => {
    const [{ place }] = await doubts(page);
    await tabTo(page, place);
    await tabTo(page, '确认无误');
    await page.press('Enter');
    await page.rest();
    assert.deepEqual(await reasons(page), count > 1 ? [`${reason}（${count - 1} 格）`] : []);
    assert.equal(await doubtSaid(page, cell), '');
    await page.press('Control+Z');
    await page.rest();
    assert.deepEqual(await reasons(page), [`${reason}（${count} 格）`]);
    assert.equal(await doubtSaid(page, cell), said);
  });
}

/** A row that comes twice, the second time with other figures. */
const again = (/** @type {string} */ row) => row + row.replace(/(\d+)(?=\t|\n|<)/g, '$11');

const GLUED = '数字连在一起，断在哪里不止一种可能';
const AGAIN = '这一行在原文中出现了不止一次，前后数字不同';
const HEADER = '列名缺失，或与格式不同';
checkReason('digits that run together', { text: TOGETHER }, { cell: MADE, reason: GLUED, count: 3 });
checkReason('a row that came twice', { html: html('2021', balanced('2021')).replace(/<tr><td[^>]*>行政许可[^]*?<\/tr>/, again) }, { cell: 'disclosure.licences.decisions', reason: AGAIN, count: 1 });
checkReason('a misspelt column', { html: html('2021', balanced('2021')).replace('科研机构', '科研机枸') }, { cell: 'applications.received.research', reason: HEADER, count: 25 });

/** Digits that run together in one row, and another row twice. */
const TWO_REASONS = tabbed('2021', balanced('2021')).replace(/(.*（一）予以公开).*/, '$112 0 0 0 0 09').replace(/.*（二）部分公开.*\n/, again);

for (const [width, viewport] of Object.entries({ wide: WIDE, narrow: NARROW })) check(`cells are listed by their reasons, each said once, ${width}`, { text: TWO_REASONS }, async (page, notice) => {
  assert.deepEqual(await reasons(page), [`${GLUED}（7 格）`, `${AGAIN}（7 格）`]);
  assert.deepEqual(await page.page.locator('.doubts ul').evaluateAll((lists) => lists.map((list) => [list.getAttribute('aria-label'), list.children.length])), [[GLUED, 6], [AGAIN, 6]]);
  assert.match(notice, /还有 14 格待确认.*另有 2 格/);
  assert.deepEqual([GLUED, AGAIN].map((reason) => notice.split(reason).length - 1), [1, 1], notice);
  await page.page.locator('.reading').scrollIntoViewIfNeeded();
  await page.screenshot(`reasons-panel-${width}`);
  const [first] = await doubts(page);
  await tabTo(page, first.place);
  await page.press('Enter');
  await page.screenshot(`reasons-cell-${width}`);
  await click(page, '确认以上各格：表三');
  assert.deepEqual(await reasons(page), [`${GLUED}（1 格）`, `${AGAIN}（1 格）`]);
  await undo(page);
  assert.deepEqual((await doubts(page))[0], first);
}, { viewport });
