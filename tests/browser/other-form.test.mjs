// A format that nobody has built in, loaded by the page's address.
import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../../scripts/run.mjs';
import { READER, copyOfDist, onPage } from './page.mjs';

const FORM = readFileSync(join(ROOT, 'tests/fixtures/made-up-form.json'), 'utf8');

const root = copyOfDist((folder) => {
  mkdirSync(join(folder, 'forms'));
  const put = /** @param {string} name @param {string} text */ (name, text) => writeFileSync(join(folder, 'forms', name), text);
  put('parks.json', FORM);
  put('cut-off.json', FORM.slice(0, 200));
  put('no-form.json', '{"id": 7}');
  put('wrong-rule.json', FORM.replace('opened + kept = closed + left', 'opened + kept = closed + lost'));
  put('page.json', '<!doctype html><title>404</title>');
});

/** One row that does not balance: 5 + 1 against 2 + 3. */
const north = { 'parks.north.opened': '5', 'parks.north.kept': '1', 'parks.north.closed': '2', 'parks.north.left': '3' };

/**
 * @param {string} name
 * @param {string} form the address asked for
 * @param {(page: import('./page.mjs').Page) => Promise<void>} act
 * @param {import('./page.mjs').Options} [options]
 */
const check = (name, form, act, options = {}) => onPage(name, act, { root, query: `?form=${encodeURIComponent(form)}`, ...options });

check('its tables are drawn with their labels', 'forms/parks.json', async (page) => {
  assert.equal(Object.keys(await page.values()).length, 15);
  assert.equal(await page.page.locator('#tables h2').textContent(), '一、公园开放情况');
  const heads = await page.page.locator('#tables th').allTextContents();
  assert.deepEqual(heads.filter((head) => ['公园', '本年新开数', '本年处理', '结余数', '面积（公顷）', '北园'].includes(head)).length, 6, heads.join());
  assert.match(await page.page.locator('#format option:checked').textContent() ?? '', /园林年报/);
});

check('its rules are checked as one types, in its own words', 'forms/parks.json', async (page) => {
  await page.typeAll(north);
  const [finding] = await page.findings();
  assert.deepEqual([finding.rule, finding.fault, finding.difference, finding.basis], ['园林-平衡', '收支不平', '1', '虚构的表头']);
  assert.match(finding.message, /北园.*请核对/);
  await page.type('parks.north.left', '4');
  assert.deepEqual(await page.findings(), []);
});

check('a report of it is recognised when pasted', 'forms/parks.json', async (page) => {
  const text = '一、公园开放情况\n公园\t本年新开数\t上年留用数\t本年处理\t\t面积（公顷）\n\t\t\t关闭数\t结余数\t\n北园\t5\t1\t2\t3\t1.5\n南园\t1\t0\t0\t1\t2\n合计\t6\t1\t2\t4\t3.5\n';
  assert.match(await page.pasteByKeys({ text }), /园林表：按 园林年报读到 15 格/);
  assert.deepEqual((await page.findings()).map(({ rule }) => rule), ['园林-平衡']);
});

check('the worker that reads large input knows it too', 'forms/parks.json', async (page) => {
  const text = '一、公园开放情况\n公园\t本年新开数\t上年留用数\t本年处理\t\t面积（公顷）\n\t\t\t关闭数\t结余数\t\n北园\t5\t1\t2\t3\t1.5\n南园\t1\t0\t0\t1\t2\n合计\t6\t1\t2\t4\t3.5\n';
  await page.paste({ text: `${`${'闲'.repeat(1000)}\n`.repeat(300)}${text}` });
  await page.page.waitForFunction(() => /读到了什么/.test(document.getElementById('notices')?.textContent ?? ''));
  assert.equal((await page.values())['parks.north.area'], '1.5');
}, { mayFetch: READER });

check('its draft does not come back as an official report, nor the other way round', 'forms/parks.json', async (page) => {
  await page.typeAll(north);
  await page.page.waitForFunction(() => document.getElementById('draft-state')?.textContent?.startsWith('草稿已存'));
  await page.reload();
  assert.equal((await page.values())['parks.north.opened'], '5');
});

/**
 * A form that is not taken: the page says where and why, and works with the usual tables.
 * @param {string} form
 * @param {RegExp} says
 * @param {RegExp} [mayComplain]
 */
function checkRefused(form, says, mayComplain) {
  check(`refused: ${form}`, form, async (page) => {
    assert.match(await page.notice(), says);
    assert.equal(Object.keys(await page.values()).length, 200);
    assert.ok(page.served.requests.every(({ status }) => status === 200 || mayComplain), 'nothing else was asked for');
  }, { mayComplain });
}

checkRefused('forms/cut-off.json', /格式文件“forms\/cut-off\.json”没有载入：.*(line|列|行|column|position|at)/i);
checkRefused('forms/no-form.json', /格式文件“forms\/no-form\.json”没有载入：.*\bid\b/);
checkRefused('forms/wrong-rule.json', /园林-平衡.*lost|rules\[0\].*lost/);
checkRefused('forms/page.json', /格式文件“forms\/page\.json”没有载入：./);
checkRefused('forms/missing.json', /没有载入：服务器返回 404/, /404/);
checkRefused('http://127.0.0.1:9/parks.json', /只能载入与本页同一网站上的文件/);
checkRefused('//example.com/parks.json', /只能载入与本页同一网站上的文件/);
checkRefused(`data:application/json,${encodeURIComponent('{}')}`, /只能载入与本页同一网站上的文件/);
checkRefused('javascript:window.pwned=1', /只能载入与本页同一网站上的文件/);
