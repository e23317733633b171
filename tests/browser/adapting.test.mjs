// What people set for themselves: colours of their own, no motion, wider text; and what hands that shake can hit.
import assert from 'node:assert/strict';
import { NARROW, SMALLEST, WIDE, onPage } from './page.mjs';
import { balanced, tabbed } from './report.mjs';
import { cutOff, focusSeen, ring, sideways, tooWide } from './seen.mjs';

/** @typedef {import('./page.mjs').Page} Page */

const CELL = 'applications.granted.natural';
const FORCED = { forcedColors: /** @type {const} */ ('active') };
const wrong = { ...balanced('2021'), [CELL]: '5435', 'disputes.reconsideration.total': '799' };
const failing = (/** @type {Page} */ page) => page.paste({ text: tabbed('2021', wrong) });

/** What marks.js, trace.js, attempt.js, blind.js and grid.js say of a cell. @type {Record<string, Record<string, string>>} */
const MARKS = {
  'nothing': {},
  'in a balance that fails': { 'data-kind': 'involved' },
  'please verify': { 'data-kind': 'soft' },
  'must be changed': { 'data-kind': 'hard' },
  'blank': { 'data-blank': '' },
  'uncertain': { 'data-uncertain': '' },
  'a term of the balance': { 'data-sign': '+' },
  'no rule sees it': { 'data-blind': '' },
  'would be right': { 'data-turns': 'good' },
  'would be wrong': { 'data-turns': 'bad' },
  'would be changed': { 'data-turns': 'good', 'data-try': '5' },
};

for (const [colours, context] of Object.entries({ 'colours of ours': {}, 'colours of the user\'s': FORCED })) {
  onPage(`what is marked in a cell is told by shape and sign too, in ${colours}`, async (page) => {
    const looks = await page.page.evaluate((marks) => {
      const box = /** @type {HTMLElement} */ (document.getElementById('cell-applications.received.natural')?.closest('td'));
      const own = /** @type {HTMLElement} */ (box.querySelector('input'));
      const inColours = matchMedia('(forced-colors: active)').matches;
      return Object.entries(marks).map(([name, attributes]) => {
        for (const [attribute, value] of Object.entries(attributes)) box.setAttribute(attribute, value);
        const colourless = (/** @type {string} */ text) => text.replace(/(rgba?|color)\([^)]*\)/g, '');
        const style = getComputedStyle(box);
        const signs = ['::before', '::after'].map((pseudo) => getComputedStyle(box, pseudo).content).join(' ');
        // A shadow is not there, where colours are forced.
        const look = [signs, inColours ? '' : colourless(style.boxShadow), colourless(style.backgroundImage), style.outlineStyle, style.outlineWidth, getComputedStyle(own).fontWeight].join(' | ');
        for (const attribute of Object.keys(attributes)) box.removeAttribute(attribute);
        return { name, look };
      });
    }, MARKS);
    const same = looks.filter(({ look }, at) => looks.findIndex((other) => other.look === look) !== at);
    assert.deepEqual(same, [], JSON.stringify(looks, null, 1));
  }, { context });
}

onPage('in colours of the user\'s, every state is a word or a sign, and every button has an edge', async (page) => {
  await failing(page);
  await page.press('F8');
  await page.rest();
  await page.screenshot('forced-colours');
  const bare = await page.page.evaluate(() => [...document.querySelectorAll('button:not(.go), select, textarea, .chip, .tag, .badge')].filter((element) => {
    if (!element.checkVisibility()) return false;
    const { borderTopStyle, borderTopWidth } = getComputedStyle(element);
    const isEdged = borderTopStyle !== 'none' && parseFloat(borderTopWidth) >= 1;
    return (element.textContent ?? '').trim() === '' || (/^(BUTTON|SELECT|TEXTAREA|A)$/.test(element.tagName) && !isEdged);
  }).map((element) => element.outerHTML.slice(0, 120)));
  assert.deepEqual(bare, []);
  const larger = page.page.getByRole('button', { name: '大字' });
  const weight = () => larger.evaluate((button) => getComputedStyle(button).fontWeight);
  const before = await weight();
  await larger.click();
  assert.notEqual(await weight(), before, 'that it is on is not told by colour alone');
}, { context: FORCED });

onPage('who wants no motion sees none', async (page) => {
  await failing(page);
  const moving = () => page.page.evaluate(() => [
    ...[...document.querySelectorAll('*')].filter((element) => ['', '::before', '::after'].some((pseudo) => {
      const { transitionDuration, animationName, scrollBehavior } = getComputedStyle(element, pseudo || null);
      return transitionDuration.split(', ').some((time) => parseFloat(time) > 0) || animationName !== 'none' || scrollBehavior === 'smooth';
    })).map((element) => element.outerHTML.slice(0, 100)),
    ...document.getAnimations().map((animation) => `animation ${animation.id}`),
  ]);
  assert.deepEqual(await moving(), []);
  await page.page.locator('#findings-list .act.main').first().hover();
  await page.page.getByRole('button', { name: '粘贴整份报告' }).click();
  assert.deepEqual(await moving(), []);
}, { context: { reducedMotion: 'reduce' } });

onPage('nothing moves by itself', async (page) => {
  await failing(page);
  const times = await page.page.evaluate(() => [...document.querySelectorAll('*')].flatMap((element) => {
    const { transitionDuration, animationName } = getComputedStyle(element);
    return animationName === 'none' ? transitionDuration.split(', ').map(parseFloat) : [Infinity];
  }));
  // Seconds, WCAG 2.2.2.
  assert.ok(Math.max(...times) < 5, `${Math.max(...times)} s`);
});

/**
 * What the tests look with would see this.
 * @param {string} name
 * @param {string} css
 * @param {(page: Page) => Promise<unknown>} look
 * @param {unknown} expected
 */
function checkSeen(name, css, look, expected) {
  onPage(`it would be seen: ${name}`, async (page) => {
    await page.cell(CELL).focus();
    assert.notDeepEqual(await look(page), expected);
    await page.page.evaluate((text) => {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(text);
      document.adoptedStyleSheets = [sheet];
    }, css);
    assert.deepEqual(await look(page), expected);
  });
}

checkSeen('a focus under a bar that stays', '#verdict { position: fixed !important; top: 0; bottom: 0; right: 0; left: 0 }', focusSeen, false);
checkSeen('a focus that is not shown', '.cell:focus { outline: 0 !important }', ring, '');
checkSeen('text that is cut off', '#headline { width: 3em; overflow: hidden; white-space: nowrap }', async (page) => (await cutOff(page)).length, 1);
checkSeen('a page that must be scrolled sideways', '#detail-line { width: 1500px }', async (page) => (await sideways(page)).over > 0, true);

/** Text is spaced as WCAG 1.4.12 has it. @param {Page} page */
const space = ({ page }) => page.evaluate(() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync('* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important } p { margin-bottom: 2em !important }');
  document.adoptedStyleSheets = [sheet];
  window.dispatchEvent(new Event('resize'));
});

for (const [size, viewport] of Object.entries({ wide: WIDE, narrow: NARROW, smallest: SMALLEST })) {
  onPage(`text spaced wider loses nothing, ${size}`, async (page) => {
    await failing(page);
    await space(page);
    await page.rest();
    await page.screenshot(`spaced-${size}`);
    assert.deepEqual(await cutOff(page), []);
    assert.deepEqual(await tooWide(page), []);
    assert.deepEqual(await sideways(page), { over: 0, beyond: [] });
    await page.press('F8');
    assert.equal(await page.focused(), CELL);
  }, { viewport });
}

/** Pixels, WCAG 2.5.8. */
const TARGET = 24;

/** @type {Record<string, (page: Page) => Promise<unknown>>} */
const STATES = {
  'failing': failing,
  'read with doubts': (page) => page.paste({ text: '信息内容本年制发件数本年废止件数现行有效件数规章0 0 0行政规范性文件8026第二十条第（五）项' }),
  'in a dialog': (page) => page.page.getByRole('button', { name: '修改记录' }).click(),
  'a box open': (page) => page.page.locator('#draft summary').click(),
};

for (const [size, viewport] of Object.entries({ wide: WIDE, narrow: NARROW })) {
  for (const [state, reach] of Object.entries(STATES)) {
    onPage(`targets are large enough: ${state}, ${size}`, async (page) => {
      await reach(page);
      await page.rest();
      const small = await page.page.evaluate((least) => {
        for (const folded of document.querySelectorAll('#findings details')) /** @type {HTMLDetailsElement} */ (folded).open = true;
        // Links within a sentence are as high as its line.
        return [...document.querySelectorAll('a[href]:not(p a):not(.skip), button, select, summary, textarea, input.cell')].filter((target) => {
          const { width, height } = target.getBoundingClientRect();
          return target.checkVisibility() && (width < least - 0.01 || height < least - 0.01);
        }).map((target) => `${Math.round(target.getBoundingClientRect().width)}×${Math.round(target.getBoundingClientRect().height)} ${target.outerHTML.slice(0, 90)}`);
      }, TARGET);
      assert.deepEqual(small, []);
    }, { viewport });
  }
}

/** WCAG 1.4.11. */
const EDGE_CONTRAST = 3;

for (const [name, contrast] of /** @type {const} */ ([['as it is', 'no-preference'], ['with more contrast', 'more']])) {
  onPage(`edges of fields and frames of marked cells stand out, ${name}`, async (page) => {
    await failing(page);
    await page.page.getByRole('button', { name: '粘贴整份报告' }).click();
    const faint = await page.page.evaluate((least) => {
      const parse = (/** @type {string} */ text) => (/rgba?\((\d+), (\d+), (\d+)(?:, ([\d.]+))?\)/.exec(text) ?? []).slice(1).map((part) => (part === undefined ? 1 : Number(part)));
      const light = (/** @type {number[]} */ [r, g, b]) => [r, g, b].map((part) => part / 255).map((part) => (part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4)).reduce((sum, part, at) => sum + part * [0.2126, 0.7152, 0.0722][at], 0);
      const ratio = (/** @type {number[]} */ one, /** @type {number[]} */ other) => {
        const [low, high] = [light(one), light(other)].sort((a, b) => a - b);
        return (high + 0.05) / (low + 0.05);
      };
      const fill = (/** @type {Element | null} */ element) => {
        for (let at = element; at; at = at.parentElement) {
          const found = parse(getComputedStyle(at).backgroundColor);
          if (found[3] === 1) return found;
        }
        return [255, 255, 255, 1];
      };
      /** @type {[string, number[], number[]][]} */
      const pairs = [];
      for (const box of document.querySelectorAll('.frame td')) {
        const { borderRightColor, boxShadow } = getComputedStyle(box);
        const input = box.querySelector('input');
        if (input && !(box instanceof HTMLElement && box.dataset.kind)) pairs.push([`the line at ${input.id}`, parse(borderRightColor), fill(box)]);
        if (boxShadow !== 'none') pairs.push([`the frame of ${input?.id}`, parse(boxShadow), fill(box)]);
      }
      for (const field of document.querySelectorAll('select, textarea')) pairs.push([`the edge of ${field.id}`, parse(getComputedStyle(field).borderTopColor), fill(field)]);
      if (pairs.length < 100) return [`only ${pairs.length} edges were found`];
      return pairs.filter(([, line, ground]) => ratio(line, ground) < least).map(([what, line, ground]) => `${what}: ${ratio(line, ground).toFixed(2)}`);
    }, EDGE_CONTRAST);
    assert.deepEqual(faint, []);
  }, { context: { contrast } });
}

onPage('what a pointer brings up stays while one goes to it, and Escape takes it away', async (page) => {
  const said = () => page.page.locator('#said').textContent();
  await failing(page);
  const button = page.page.locator('#findings-list .act.main').first();
  await button.hover();
  assert.match(await said() ?? '', /^预览/);
  await page.page.locator('#said').hover();
  await page.page.waitForTimeout(900);
  assert.match(await said() ?? '', /^预览/, 'under the pointer it stays');
  await page.page.mouse.move(5, 5);
  await page.page.waitForTimeout(900);
  assert.equal(await said(), '');
  await button.hover();
  await page.press('Escape');
  assert.equal(await said(), '');
  await page.press('F8');
  await page.rest();
  assert.equal(await page.page.locator('#note').isVisible(), true);
  const at = await page.focused();
  await page.press('Escape');
  assert.deepEqual([await page.page.locator('#note').isVisible(), await page.focused()], [false, at]);
});
