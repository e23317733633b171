// Files in the page: each kind fills the tables, several become a list, and what cannot be read is
// said to be, with the report as it was.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../../scripts/run.mjs';
import { READER, onPage } from './page.mjs';
import { balanced, html } from './report.mjs';

/** @typedef {import('./page.mjs').Page} Page */

/** The first file of a kind fetches a package and compiles it. */
const PATIENCE = 20_000;

/** @param {string} name */
const fixture = (name) => readFileSync(join(ROOT, 'tests/fixtures/office', name));

/**
 * @param {string} name
 * @param {{ name: string, content: Buffer }[]} files
 * @param {(page: Page, notice: string) => Promise<void>} expected
 */
function checkFiles(name, files, expected) {
  onPage(name, async (page) => {
    const chosen = files.map(({ name: own, content }) => ({ name: own, mimeType: 'application/octet-stream', buffer: content }));
    await expected(page, await page.heard(() => page.page.locator('#file').setInputFiles(chosen), PATIENCE));
  }, { mayFetch: READER });
}

for (const name of ['2021.docx', '2021.doc', '2021.wps', '2021.xlsx', '2021.xls', '2021.et', '2021.ods', '2021.pdf', '2021.rtf', '2021.mht', '2021.html']) {
  checkFiles(`a file ${name}`, [{ name, content: fixture(name) }], async (page) => assert.deepEqual(await page.values(), balanced('2021')));
}

checkFiles('text in UTF-16 without a mark', [{ name: '报告.txt', content: Buffer.from('一、没有表格\r\n', 'utf16le') }], async (_, notice) => {
  assert.match(notice, /没有认出统一格式的表格/);
});

checkFiles('several files become a list to choose from', ['2021.docx', '2019.pdf'].map((name) => ({ name, content: fixture(name) })).concat({ name: '照片.jpg', content: Buffer.from([0xff, 0xd8, 0xff, 0xe0]) }), async (page, notice) => {
  assert.match(notice, /读了 3 份文件.*2021\.docx.*2019\.pdf.*照片\.jpg”没有读取：这是图片（JPEG）/s);
  await page.heard(() => page.page.getByRole('button', { name: '核对这份' }).nth(1).click(), PATIENCE);
  // It was printed without a unit.
  assert.deepEqual(await page.values(), { ...balanced('2019'), 'disclosure.procurement.amount': '75394432.52' });
});

checkFiles('a file with several reports is a list of them', [{ name: '各部门.html', content: Buffer.from(['民政局', '水利局'].map((issuer, at) => `<h1>${issuer}2024年政府信息公开工作年度报告</h1>${html('2021', { ...balanced('2021'), 'disclosure.fees.amount': String(at) })}`).join('')) }], async (page, notice) => {
  assert.match(notice, /里面有 2 份报告.*文件“各部门\.html”：民政局2024年.*文件“各部门\.html”：水利局2024年/s);
  await page.heard(() => page.page.getByRole('button', { name: '核对这份' }).nth(1).click(), PATIENCE);
  assert.equal((await page.values())['disclosure.fees.amount'], '1');
});

for (const [what, name, content, words] of /** @type {[string, string, Buffer, RegExp][]} */ ([
  ['an empty file', '空.docx', Buffer.alloc(0), /空的/],
  ['half a file', '半.docx', fixture('2021.docx').subarray(0, 4000), /不完整或已损坏/],
  ['half a PDF', '半.pdf', Buffer.from('%PDF-1.4\n1 0 obj\n<<'), /PDF文件不完整|PDF 文件不完整/],
  ['a photo', '照片.png', Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), /图片（PNG）.*手工填写/],
])) {
  checkFiles(`${what} is refused with advice, and the report is as it was`, [{ name, content }], async (page, notice) => {
    assert.match(notice, words);
    assert.ok(Object.values(await page.values()).every((value) => value === ''));
  });
}
