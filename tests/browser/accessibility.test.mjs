// No violation of WCAG 2.2 AA that axe can find, in any state of the page, on a desk and on a phone.
import assert from 'node:assert/strict';
import { AxeBuilder } from '@axe-core/playwright';
import { NARROW, WIDE, onPage } from './page.mjs';
import { balanced, html, tabbed } from './report.mjs';

/** @typedef {import('./page.mjs').Page} Page */

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/**
 * @param {string} name also of the screenshot
 * @param {(page: Page) => Promise<unknown>} reach
 */
function check(name, reach) {
  for (const [size, viewport] of /** @type {const} */ ([['wide', WIDE], ['narrow', NARROW]])) {
    onPage(`${name}, ${size}`, async (page) => {
      await reach(page);
      await page.rest();
      await page.screenshot(`${name.replace(/\W+/g, '-')}-${size}`);
      const { violations } = await new AxeBuilder({ page: page.page }).withTags(TAGS).analyze();
      const faults = violations.flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary }) => `${id}: ${target} ${failureSummary}`));
      assert.deepEqual(faults, []);
    }, { viewport });
  }
}

const press = (/** @type {Page} */ page, /** @type {string} */ name) => page.page.getByRole('button', { name, exact: true }).click();

check('empty', async () => undefined);
check('filled', (page) => page.paste({ text: tabbed('2021', balanced('2021')) }).then(() => press(page, '知道了')));
check('failing', async (page) => {
  await page.paste({ text: tabbed('2021', { ...balanced('2021'), 'applications.granted.natural': '5435', 'disputes.reconsideration.total': '', 'disclosure.fees.amount': '-1', 'disclosure.licences.decisions': '/' }) });
  await press(page, '知道了');
  await page.page.locator('#findings-list summary').first().click();
  await page.press('F8');
});
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
