// No violation of WCAG 2.2 AA that axe can find, in any state of the page, on a desk and on a phone.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { AxeBuilder } from '@axe-core/playwright';
import { serve } from '../../scripts/serve.mjs';
import { DIST, NARROW, WIDE, launch, onPage } from './page.mjs';
import { balanced, html, tabbed } from './report.mjs';

/** @typedef {import('./page.mjs').Page} Page */

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/** @param {import('playwright-core').Page} page */
async function assertClean(page) {
  // Only what is wrong is gathered node by node: of some thousand nodes the rest takes longer than looking.
  const options = { runOnly: { type: /** @type {const} */ ('tag'), values: TAGS }, resultTypes: /** @type {'violations'[]} */ (['violations']) };
  const { violations, passes } = await new AxeBuilder({ page }).options(options).setLegacyMode(true).analyze();
  const faults = violations.flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary }) => `${id}: ${target} ${failureSummary}`));
  assert.deepEqual(faults, []);
  assert.ok(passes.length > 5, 'there was something to look at');
}

/**
 * @param {string} name also of the screenshot
 * @param {(page: Page) => Promise<unknown>} reach
 * @param {import('./page.mjs').Options} [options]
 */
function check(name, reach, options = {}) {
  for (const [size, viewport] of Object.entries(options.viewport ? { wide: options.viewport } : { wide: WIDE, narrow: NARROW })) {
    onPage(`${name}, ${size}`, async (page) => {
      await reach(page);
      await page.rest();
      await page.screenshot(`${name.replace(/\W+/g, '-')}-${size}`);
      await assertClean(page.page);
    }, { ...options, viewport });
  }
}

const press = (/** @type {Page} */ page, /** @type {string} */ name) => page.page.getByRole('button', { name, exact: true }).click();

check('empty', async () => undefined);
check('filled', (page) => page.paste({ text: tabbed('2021', balanced('2021')) }).then(() => press(page, '知道了')));
check('typed', (page) => page.typeAll({ 'disputes.reconsideration.upheld': '4', 'disputes.reconsideration.total': '3' }), { viewport: WIDE });

async function fail(/** @type {Page} */ page) {
  await page.paste({ text: tabbed('2021', { ...balanced('2021'), 'applications.granted.natural': '5435', 'disputes.reconsideration.total': '', 'disclosure.fees.amount': '-1', 'disclosure.licences.decisions': '/' }) });
  await press(page, '知道了');
  await page.page.locator('#findings-list summary').first().click();
  await page.press('F8');
}
check('failing', fail);
check('failing, large type', (page) => press(page, '大字').then(() => fail(page)));
check('failing, more contrast', fail, { viewport: WIDE, context: { contrast: 'more' } });
check('failing, forced colours', fail, { viewport: WIDE, context: { forcedColors: 'active' } });
check('failing, on paper', async (page) => {
  await fail(page);
  await page.page.evaluate(() => window.dispatchEvent(new Event('beforeprint')));
  await page.page.emulateMedia({ media: 'print' });
}, { viewport: WIDE });
check('a change tried', async (page) => {
  await fail(page);
  await page.page.locator('#findings-list .act.main').first().focus();
});
check('cells that no rule sees', async (page) => {
  await page.paste({ text: tabbed('2021', balanced('2021')) });
  await page.page.locator('#blind summary').click();
  await page.page.waitForFunction(() => document.querySelector('td[data-blind]'));
});
/** The note is shown; nothing of the list is half below the verdict, where it sticks to the window. @param {Page} page */
async function focusDoubt(page) {
  await page.page.locator('td[data-uncertain] input').first().focus();
  await page.page.evaluate(() => window.scrollTo(0, 0));
}
check('read with doubts, the source open', async (page) => {
  await page.paste({ text: '信息内容本年制发件数本年废止件数现行有效件数规章0 0 0行政规范性文件8026第二十条第（五）项' });
  await page.page.getByText('查看原文').click();
  await focusDoubt(page);
});
check('doubts of several reasons', async (page) => {
  const again = (/** @type {string} */ row) => row + row.replace(/>\d+</, '>7<');
  await page.paste({ html: html('2021', balanced('2021')).replace('科研机构', '科研机枸').replace(/<tr><td[^>]*>行政许可[^]*?<\/tr>/, again) });
  await focusDoubt(page);
});
check('several files', (page) => page.heard(() => page.page.locator('#file').setInputFiles(['一', '二'].map((name) => ({
  name: `${name}.txt`, mimeType: 'text/plain', buffer: Buffer.from(tabbed('2021', balanced('2021'))),
})))));
check('several ways to repair', (page) => page.paste({ text: tabbed('2021', { ...balanced('2021'), 'applications.granted.natural': '5354', 'applications.granted.business': '120' }) }));
check('paste read', (page) => page.paste({ html: html('2019', balanced('2019'), ['disclosure']) + html('2021', { ...balanced('2021'), 'applications.granted.social': '' }, ['applications']) }));
check('checked while blank', async (page) => {
  await page.typeAll({ 'applications.received.natural': '3' });
  await press(page, '检查');
});
check('nothing recognised', (page) => page.paste({ text: '没有表格的一句话。' }));
check('cells chosen', async (page) => {
  await page.cell('applications.received.natural').click();
  await page.press('Shift+ArrowRight Shift+ArrowDown');
});
check('paste dialog', async (page) => {
  await press(page, '粘贴整份报告');
  await press(page, '读取');
});
check('clear dialog', async (page) => {
  await page.page.locator('#draft summary').click();
  await page.page.locator('#clear-open').click();
});
check('log dialog', async (page) => {
  await page.type('applications.received.natural', '3');
  await press(page, '修改记录');
});
check('privacy explained', (page) => page.page.locator('#privacy summary').click());
check('draft explained', (page) => page.page.locator('#draft summary').click());

// These last too short to be met, or are there only where the page does not work.
check('reading', (page) => page.page.evaluate(() => /** @type {HTMLDialogElement} */ (document.getElementById('progress')).showModal()), { viewport: WIDE });
check('a file dragged over it', (page) => page.page.locator('#drop').evaluate((drop) => drop.removeAttribute('hidden')), { viewport: WIDE });
check('the browser is too old', (page) => page.page.locator('#too-old').evaluate((box) => box.removeAttribute('hidden')), { viewport: WIDE });

/** A report that fails, put into whatever page this is. @param {string} text */
const into = (text) => {
  const scope = document.querySelector('gouji-report')?.shadowRoot ?? document;
  const clipboardData = new DataTransfer();
  clipboardData.setData('text/plain', text);
  scope.getElementById('tables')?.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, composed: true, cancelable: true }));
};
const wrong = tabbed('2021', { ...balanced('2021'), 'applications.granted.natural': '5435' });

test('gouji.html and the element on a host page', { timeout: 120_000 }, async (context) => {
  const served = await serve({ root: DIST });
  const around = await (await launch()).newContext({ viewport: WIDE, locale: 'zh-CN' });
  context.after(async () => {
    await around.close();
    await served.close();
  });
  for (const [name, address] of [['gouji.html', pathToFileURL(join(DIST, 'gouji.html')).href], ['the element', `${served.url}embed.html`]]) {
    await context.test(name, async () => {
      const page = await around.newPage();
      await page.goto(address);
      await page.waitForFunction(() => document.documentElement.classList.contains('complete')
        || document.querySelector('gouji-report')?.shadowRoot?.querySelector('.gouji.complete'));
      await assertClean(page);
      await page.evaluate(into, wrong);
      await page.getByText(/还有 1 处必须改/).first().waitFor();
      await assertClean(page);
      await page.close();
    });
  }
});
