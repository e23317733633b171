// `gouji` in Node says what the command says.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { copyFileSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { ROOT } from '../../scripts/run.mjs';
import { balanced, html } from '../browser/report.mjs';
import { project } from './installed.mjs';

/** @typedef {import('../../src/boundary/types.d.ts').Answer} Answer */

const FIXTURES = join(ROOT, 'tests/fixtures');
const OFFICE = join(FIXTURES, 'office');

// Where anything is fetched, or the DOM is missed, the program fails.
const folder = project({
  'read.mjs': `import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { Unread, checkFile } from 'gouji';
globalThis.fetch = () => { throw new Error('fetched'); };
for (const file of process.argv.slice(2)) {
  try {
    console.log(JSON.stringify({ file, error: null, ...await checkFile({ name: basename(file), bytes: readFileSync(file) }) }));
  } catch (error) {
    console.log(JSON.stringify({ file, unread: error instanceof Unread, message: error.message }));
  }
}`,
  'check.mjs': `import { readFileSync } from 'node:fs';
import { check } from 'gouji';
globalThis.fetch = () => { throw new Error('fetched'); };
const { report, options } = JSON.parse(readFileSync(0, 'utf8'));
try {
  console.log(JSON.stringify(await check(report, options)));
} catch (error) {
  console.log(JSON.stringify({ message: error.message }));
}`,
  'forms.mjs': `import { forms } from 'gouji';
for (const { id, tables, cells } of await forms()) console.log(id, tables.length, cells.length, cells[0].address, cells[0].name);`,
});

/**
 * @param {string} program
 * @param {string[]} args
 * @param {string} [input]
 * @returns {string[]} the lines it prints
 */
function lines(program, args, input = '') {
  const { stdout, stderr } = spawnSync(program, args, { cwd: folder, encoding: 'utf8', input, maxBuffer: 2 ** 26 });
  assert.equal(stderr, '');
  return stdout.split('\n').filter((line) => line !== '');
}

const command = (/** @type {string[]} */ ...files) => lines(join(ROOT, 'target/debug/gouji'), ['check', '--json', ...files]);
const read = (/** @type {string[]} */ ...files) => lines(process.execPath, ['read.mjs', ...files]);

/** @param {unknown} report @param {unknown} [options] */
const check = (report, options) => JSON.parse(lines(process.execPath, ['check.mjs'], JSON.stringify({ report, options }))[0]);

test('every file is answered to the letter as the command answers it', () => {
  // Those that show how text looks hold no report: the package says so with an error.
  const reports = readdirSync(OFFICE).filter((file) => !/^(looks|shown)\./.test(file));
  const files = reports.map((file) => join(OFFICE, file));
  const [offsets, two] = [join(FIXTURES, 'three-offsets.txt'), join(folder, 'two.html')];
  writeFileSync(two, ['2021', '2019'].map((year) => `<h1>${year}年政府信息公开工作年度报告</h1>${html(year, balanced(/** @type {'2019' | '2021'} */ (year)))}`).join(''));
  assert.ok(files.length >= 20);
  const answers = read(...files, offsets, two);
  assert.deepEqual(answers, command(...files, offsets, two));
  assert.equal(JSON.parse(/** @type {string} */ (answers.at(-1))).more.length, 1);
});

const WRONG = { ...balanced('2021'), 'applications.granted.natural': '5435' };

test('a report with a wrong figure', () => {
  /** @type {Answer} */
  const { findings, repairs, forms, failed } = check({ cells: WRONG });
  assert.deepEqual(forms, { disclosure: '2021', applications: '2021', disputes: '2021' });
  assert.equal(failed, 2);
  assert.deepEqual(findings.map(({ severity, rule, difference, expected, cells }) => `${severity} ${rule} ${difference} ${expected} ${cells[0]}`), [
    'hard T3-SUM 90 5345 applications.granted.natural',
    'hard T3-ROW 90 5345 applications.granted.natural',
  ]);
  assert.deepEqual(repairs.options.map(({ changes }) => changes), [[{ cell: 'applications.granted.natural', from: '5435', to: '5345' }]]);
});

test('figures by address are answered as a file with the same figures', () => {
  const file = join(folder, 'same.html');
  writeFileSync(file, html('2021', WRONG));
  const { file: _, error, ...told } = JSON.parse(command(file)[0]);
  assert.equal(error, null);
  assert.deepEqual(check({ cells: WRONG }), told);
});

test('an answer is a report, and is answered alike', () => {
  const answer = check({ cells: WRONG, year: 2024 });
  assert.equal(answer.year, 2024);
  assert.deepEqual(check(JSON.parse(JSON.stringify(answer))), answer);
});

test('numbers, nothing and absent cells', () => {
  const { cells } = check({ cells: { 'disputes.reconsideration.upheld': 4, 'disputes.reconsideration.total': null, 'disclosure.fees.amount': 12.5 } });
  assert.deepEqual(Object.entries(cells).filter(([, text]) => text !== ''), [['disclosure.fees.amount', '12.5'], ['disputes.reconsideration.upheld', '4']]);
});

test('a form that is not built in', () => {
  const form = JSON.parse(readFileSync(join(FIXTURES, 'made-up-form.json'), 'utf8'));
  const { forms, failed } = check({ cells: {} }, { forms: [form] });
  assert.deepEqual([...new Set(Object.values(forms))], [form.id]);
  assert.equal(failed, 0);
});

test('mistakes of the program that asks are told', () => {
  assert.match(check({ cells: { 'applications.granted.nobody': '1' } }).message, /no known form has a cell "applications\.granted\.nobody"/);
  assert.match(check({ cells: {}, forms: {} }).message, /the report has no table/);
  assert.match(check({ cells: {} }, { forms: ['{}'] }).message, /./);
});

test('what is no report is never an answer', () => {
  const [picture, letter] = ['picture.docx', 'letter.txt'].map((name) => join(folder, name));
  writeFileSync(picture, Buffer.from('\x89PNG\r\n\x1a\n\0\0\0\rIHDR', 'latin1'));
  writeFileSync(letter, '此致敬礼');
  for (const line of read(picture, letter)) {
    const { unread, message } = JSON.parse(line);
    assert.equal(unread, true);
    assert.match(message, /[\u4e00-\u9fff]/);
  }
});

test('the forms that it knows', () => {
  assert.deepEqual(lines(process.execPath, ['forms.mjs']).map((line) => line.split(' ').slice(0, 4).join(' ')), [
    `2019 3 ${Object.keys(balanced('2019')).length} disclosure.regulations.newly_made`,
    `2021 3 ${Object.keys(balanced('2021')).length} disclosure.regulations.made`,
  ]);
});

test('the example of the package\'s README', () => {
  const [, example] = /```js\n([^]*?)```/.exec(readFileSync(join(folder, 'node_modules/gouji/README.md'), 'utf8')) ?? [];
  writeFileSync(join(folder, 'example.mjs'), example);
  copyFileSync(join(OFFICE, '2021.docx'), join(folder, '年报.docx'));
  const told = lines(process.execPath, ['example.mjs']);
  assert.match(told[0], /^hard T4-SUM /);
  assert.equal(told.at(-1), '0 处不符，0 格待确认。');
});

test('what is in the package', () => {
  const read = (/** @type {string} */ path) => JSON.parse(readFileSync(join(folder, 'node_modules/gouji', path), 'utf8'));
  const { private: isPrivate, dependencies, version } = read('package.json');
  assert.deepEqual([isPrivate, dependencies], [undefined, undefined]);
  assert.equal(version, JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')).version);
  const files = readdirSync(join(folder, 'node_modules/gouji'), { recursive: true, encoding: 'utf8' });
  for (const file of ['LICENSE-MIT', 'LICENSE-APACHE', 'THIRD-PARTY.txt', 'README.md', 'dist/gouji.js', 'dist/index.html', 'dist/licences.txt', 'dist/checksums.txt']) assert.ok(files.includes(join(file)), file);
  assert.ok(!files.includes(join('dist/gouji.html')));
});

test('last year\'s uncertain cells count under every reading', () => {
  const [carried, left] = ['applications.carried_in.total', 'applications.carried_out.total'];
  const told = (/** @type {string} */ total) => check({ cells: { [carried]: total } }, { prior: { cells: { [left]: '34' }, uncertain: [left], readings: { [left]: ['34', '43'] } } })
    .findings.filter((/** @type {{ rule: string }} */ { rule }) => rule === 'T3-衔接-总计').length;
  assert.deepEqual(['30', '34', '43'].map(told), [1, 0, 0]);
});
