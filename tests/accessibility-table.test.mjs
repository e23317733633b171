// The table of what is accessible and how: every criterion stands in it once, and each test that it names is there.
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { ROOT } from '../scripts/run.mjs';

const text = readFileSync(join(ROOT, 'ACCESSIBILITY.zh-CN.md'), 'utf8');

/** The criteria of WCAG 2.2, by level. 4.1.1 is in it no more. */
const CRITERIA = {
  A: '1.1.1 1.2.1 1.2.2 1.2.3 1.3.1 1.3.2 1.3.3 1.4.1 1.4.2 2.1.1 2.1.2 2.1.4 2.2.1 2.2.2 2.3.1 2.4.1 2.4.2 2.4.3 2.4.4 2.5.1 2.5.2 2.5.3 2.5.4 3.1.1 3.2.1 3.2.2 3.2.6 3.3.1 3.3.2 3.3.7 4.1.2',
  AA: '1.2.4 1.2.5 1.3.4 1.3.5 1.4.3 1.4.4 1.4.5 1.4.10 1.4.11 1.4.12 1.4.13 2.4.5 2.4.6 2.4.7 2.4.11 2.5.7 2.5.8 3.1.2 3.2.3 3.2.4 3.3.3 3.3.4 3.3.8 4.1.3',
};

const rows = [...text.matchAll(/^\| (\d\.\d\.\d+) [^|]*\| (AA?) \| ([^|]*) \| ([^|]*) \|([^|]*)\|$/gm)].map(([, number, level, verdict, how, shown]) => ({ number, level, verdict: verdict.trim(), how: how.trim(), shown: shown.trim() }));

test('every criterion of WCAG 2.2 A and AA stands in it once, under its level', () => {
  for (const [level, numbers] of Object.entries(CRITERIA)) {
    assert.deepEqual(rows.filter((row) => row.level === level).map(({ number }) => number).sort(), numbers.split(' ').sort());
  }
});

test('what is said to be met says how, and by which test or look', () => {
  for (const { number, verdict, how, shown } of rows) {
    assert.match(verdict, /^(满足|部分满足|不适用)$/, number);
    assert.notEqual(how, '', number);
    assert.equal(shown === '', verdict === '不适用', `${number}: ${shown}`);
  }
});

test('each test that is named is there', () => {
  const named = [...text.matchAll(/`([\w/-]+\.test\.mjs)`(?:：([^；|。]+))?/g)];
  assert.ok(named.length > 20, `${named.length}`);
  for (const [, file, title] of named) {
    const path = join(ROOT, 'tests', file);
    assert.ok(existsSync(path), file);
    if (title !== undefined && !/^用/.test(title)) assert.ok(readFileSync(path, 'utf8').includes(title.trim()), `${file}: ${title}`);
  }
});
