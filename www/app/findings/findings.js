// The list of what was found: a root cause with its consequences folded under it.
import { empty, part, phrase, setAttribute, setText, stamp } from '../shell/dom.js';
import { isCertain, otherRepairs, slipOf } from './groups.js';

/**
 * @typedef {import('../../types').FindingView} FindingView
 * @typedef {import('../../types').Address} Address
 * @typedef {import('../../types').RepairView} RepairView
 * @typedef {import('./groups.js').Group} Group
 * @typedef {import('../report/store.js').Store} Store
 * @typedef {import('../shell/scope.js').Scope} Scope
 */

/**
 * What the list asks of the page.
 * @typedef {object} Actions
 * @property {(cell: Address, finding: FindingView | null) => void} go
 * @property {(finding: FindingView | null) => void} trace null when the finding is left
 * @property {(what: string, why: string, changes: { cell: Address, to: string }[]) => void} change
 * @property {(changes: { cell: Address, to: string }[] | null) => void} attempt shows what a change would do; null when it is left
 * @property {() => void} leave the pointer goes from the change that is shown
 */

const TAGS = { hard: '必须改', soft: '请核实', notice: '提示' };

/** Beyond this many, more ways to change the figures tell nobody anything. */
const MOST_REPAIRS = 10;

/** Where no one change explains them, so many findings are open; the others are folded. */
const MOST_SHOWN = 3;

export class Findings {
  /**
   * @param {Store} store
   * @param {Scope} scope
   * @param {Actions} actions
   */
  constructor(store, scope, actions) {
    this.store = store;
    this.scope = scope;
    this.actions = actions;
    this.list = this.scope.byId('findings-list');
    /** @type {Group[]} */
    this.groups = [];
    /** Each group's item, and what it was drawn from. @type {Map<string, { item: HTMLElement, drawn: string }>} */
    this.items = new Map();
    /** @type {Map<Element, FindingView>} */
    this.shown = new Map();
    this.drawnRepairs = '';
    /** How a root cause may have come about. @type {(cause: import('../../types').CauseView) => string} */
    this.slip = () => '';
    const follow = /** @param {Event} event */ ({ target }) => actions.trace(this.findingAt(target));
    this.list.addEventListener('mouseover', follow);
    this.list.addEventListener('focusin', follow);
    this.list.addEventListener('mouseleave', () => actions.trace(null));
    this.list.addEventListener('focusout', () => actions.trace(null));
    this.list.addEventListener('click', (event) => this.click(event));
  }

  /**
   * @param {Group[]} groups
   * @param {import('../../types').Answer} answer
   */
  show(groups, answer) {
    this.groups = groups;
    this.slip = /** @param {import('../../types').CauseView} cause */ (cause) => slipOf(answer, cause);
    const hadFocus = this.list.contains(this.scope.focused);
    /** @type {Map<string, { item: HTMLElement, drawn: string }>} */
    const items = new Map();
    groups.forEach((group, at) => {
      const drawn = JSON.stringify([group, group.cause && this.slip(group.cause), group.findings.map((finding) => this.isSettled(finding))]);
      const known = this.items.get(group.key);
      const kept = known && known.drawn === drawn && !items.has(group.key) ? known : { item: this.draw(group), drawn };
      items.set(items.has(group.key) ? `${group.key} ${at}` : group.key, kept);
    });
    const wanted = [...items.values()].map(({ item }) => item);
    wanted.forEach((item, at) => {
      if (this.list.children[at] !== item) this.list.insertBefore(item, this.list.children[at] ?? null);
    });
    while (this.list.children.length > wanted.length) this.list.removeChild(this.list.children[wanted.length]);
    this.items = items;
    for (const element of [...this.shown.keys()]) if (!this.list.contains(element)) this.shown.delete(element);
    this.showRepairs(otherRepairs(answer, groups), answer.repairs.message);
    if (hadFocus && !this.list.contains(this.scope.focused)) this.scope.byId('findings-heading').focus();
  }

  /** @param {Group} group */
  draw(group) {
    const { cause, repair, ways, findings } = group;
    if (ways.length > 0) return this.drawWays(group);
    if (repair) return this.drawRepair(group, repair);
    if (!cause) return this.drawFinding(findings[0], 'finding');
    const item = stamp('cause', {
      tag: TAGS[group.severity],
      message: cause.message,
      slip: this.slip(cause),
      place: this.store.name(cause.cell),
      count: findings.length,
    });
    item.dataset.kind = group.severity;
    part(item, 'go').dataset.cell = cause.cell;
    part(item, 'acts').appendChild(this.offer(phrase('change-to', { value: cause.to }), cause.message, [{ cell: cause.cell, to: cause.to }], true));
    this.drawConsequences(item, findings);
    return item;
  }

  /**
   * @param {Group} group
   * @param {RepairView} repair
   */
  drawRepair({ severity, findings, cell }, repair) {
    const { changes, cause } = repair;
    const item = stamp('joint', { tag: TAGS[severity], cells: changes.length, count: findings.length, cause });
    item.dataset.kind = severity;
    part(item, 'go').dataset.cell = cell;
    this.drawChanges(part(item, 'changes'), repair);
    this.offerRepair(part(item, 'acts'), repair, true);
    this.drawConsequences(item, findings);
    return item;
  }

  /**
   * Ways beside each other: the likeliest is open, and none is the bold one.
   * @param {Group} group
   */
  drawWays({ severity, findings, cell, ways }) {
    const more = findings.slice(MOST_SHOWN);
    const item = stamp('ways', { tag: TAGS[severity], count: findings.length, ways: ways.length, others: ways.length - 1, more: more.length });
    item.dataset.kind = severity;
    part(item, 'go').dataset.cell = cell;
    ways.slice(0, MOST_REPAIRS).forEach((way, at) => part(item, at === 0 ? 'first' : 'list').appendChild(this.drawWay(way)));
    part(item, 'others').hidden = ways.length < 2;
    part(item, 'rest').hidden = ways.length <= MOST_REPAIRS;
    for (const finding of findings.slice(0, MOST_SHOWN)) part(item, 'shown').appendChild(this.drawFinding(finding, 'consequence'));
    part(item, 'more').hidden = more.length === 0;
    this.drawConsequences(item, more);
    this.shown.set(item, findings[0]);
    return item;
  }

  /** @param {RepairView} way */
  drawWay(way) {
    const item = stamp('repair', { cause: way.cause });
    this.drawChanges(part(item, 'changes'), way);
    this.offerRepair(item, way, false);
    return item;
  }

  /**
   * @param {HTMLElement} item
   * @param {FindingView[]} findings
   */
  drawConsequences(item, findings) {
    for (const finding of findings) part(item, 'consequences').appendChild(this.drawFinding(finding, 'consequence'));
    if (findings[0]) this.shown.set(item, findings[0]);
  }

  /**
   * @param {HTMLElement} into
   * @param {RepairView} repair
   */
  drawChanges(into, { changes }) {
    for (const { cell, from, to, most } of changes) {
      const range = most === undefined ? 'change' : most === null ? 'change-least' : 'change-range';
      into.appendChild(stamp(range, { place: this.store.name(cell), from: from || phrase('blank'), to, most: most ?? '' }));
    }
  }

  /**
   * Only exact values can be taken over with a click.
   * @param {HTMLElement} into
   * @param {RepairView} repair
   * @param {boolean} isMain
   */
  offerRepair(into, { changes, cause }, isMain) {
    if (changes.some(({ most }) => most !== undefined)) return;
    const why = cause || phrase('repair-why');
    into.appendChild(this.offer(phrase('repair-take', { count: changes.length }), why, changes.map(({ cell, to }) => ({ cell, to })), isMain));
  }

  /**
   * @param {FindingView} finding
   * @param {'finding' | 'consequence'} template
   */
  drawFinding(finding, template) {
    const { severity, fault, message, basis, rule, left, right, difference, expected } = finding;
    const item = stamp(template, { tag: TAGS[severity], fault, message, basis, rule });
    item.dataset.kind = severity;
    part(item, 'go').dataset.cell = finding.cells[0] ?? '';
    this.shown.set(item, finding);
    const sums = part(item, 'sums');
    if (left !== null && right !== null && difference !== null) {
      const value = this.isSettled(finding) ? expected : null;
      sums.appendChild(stamp(value === null ? 'sums' : 'sums-expected', { left, right, difference, expected: value ?? '' }));
    } else {
      sums.hidden = true;
    }
    this.offers(finding, template === 'finding').forEach((button) => part(item, 'acts').appendChild(button));
    return item;
  }

  /**
   * Whether the value that a comparison asks of its first cell is the only one: where every smallest way to settle all that
   * must hold has it, or where the comparison is none of these and the value breaks nothing.
   * @param {FindingView} finding
   */
  isSettled({ severity, cells: [cell], terms, expected }) {
    if (terms.length === 0 || expected === null) return false;
    if (severity === 'hard') return isCertain(this.store.answer(), cell, expected);
    return this.store.numbers.has(cell) && this.store.attempt([{ cell, to: expected }]).broken.length === 0;
  }

  /**
   * What can be done about a finding with one click.
   * @param {FindingView} finding
   * @param {boolean} isAlone whether no other cell explains it
   */
  offers(finding, isAlone) {
    const { cells, values, terms, expected, message, rule } = finding;
    const { store } = this;
    const fixed = values.filter(({ cell, relativeTo }) => relativeTo === null && store.isBlank(cell));
    const buttons = [];
    if (fixed.length > 0) {
      buttons.push(this.offer(phrase('fill-derived', { count: fixed.length }), `${rule}：${message}`, fixed.map(({ cell, value }) => ({ cell, to: value }))));
    }
    const known = new Set(values.map(({ cell }) => cell));
    const free = new Set(store.answer().zeros);
    const zeros = terms.length === 0 ? cells.filter((cell) => store.isBlank(cell) && free.has(cell) && !known.has(cell)) : [];
    if (zeros.length > 0 && zeros.every((cell) => store.numbers.has(cell))) {
      buttons.push(this.offer(phrase('fill-zeros', { count: zeros.length }), `${rule}：${phrase('zeros-why')}`, zeros.map((cell) => ({ cell, to: '0' }))));
    }
    const plain = terms.length === 0 ? this.plain(cells) : [];
    if (plain.length > 0) buttons.push(this.offer(phrase('fill-plain', { count: plain.length }), `${rule}：${message}`, plain));
    if (isAlone && expected !== null && this.isSettled(finding)) {
      const name = store.isBlank(cells[0]) ? 'fill' : 'change-to';
      buttons.push(this.offer(phrase(name, { value: expected }), `${rule}：${message}`, [{ cell: cells[0], to: expected }]));
    }
    return buttons;
  }

  /**
   * Figures that are written oddly, as they are to be written: what they say stays the same.
   * @param {Address[]} cells
   * @returns {{ cell: Address, to: string }[]}
   */
  plain(cells) {
    const { cells: shown, uncertain } = this.store.answer();
    const isOdd = /** @param {Address} cell */ (cell) => !this.store.isBlank(cell) && cell in shown && shown[cell] !== this.store.text(cell).trim() && !uncertain.includes(cell);
    return cells.filter(isOdd).map((cell) => ({ cell, to: shown[cell] }));
  }

  /**
   * @param {string} text
   * @param {string} why
   * @param {{ cell: Address, to: string }[]} changes
   * @param {boolean} [isMain]
   */
  offer(text, why, changes, isMain = false) {
    const button = stamp('act', { text });
    if (isMain) button.classList.add('main');
    for (const come of ['mouseenter', 'focus']) button.addEventListener(come, () => this.actions.attempt(changes));
    button.addEventListener('mouseleave', () => this.actions.leave());
    button.addEventListener('blur', () => this.actions.attempt(null));
    button.addEventListener('click', (event) => {
      event.stopPropagation();
      this.actions.attempt(null);
      this.actions.change(text, why, changes);
    });
    return button;
  }

  /**
   * @param {RepairView[]} repairs larger ways to settle everything, the likeliest first
   * @param {string} message how far the search went
   */
  showRepairs(repairs, message) {
    const box = this.scope.byId('repairs');
    const drawn = JSON.stringify([repairs, message]);
    box.hidden = repairs.length === 0 && message === '';
    if (drawn === this.drawnRepairs) return;
    this.drawnRepairs = drawn;
    const list = part(box, 'list');
    empty(list);
    setText(part(box, 'count'), String(repairs.length));
    part(box, 'counted').hidden = repairs.length === 0;
    setText(part(box, 'message'), message);
    for (const repair of repairs.slice(0, MOST_REPAIRS)) list.appendChild(this.drawWay(repair));
  }

  /** @param {Event} event */
  click(event) {
    const target = event.target instanceof Element ? event.target : null;
    if (!target || target.closest('summary, .act')) return;
    // A selection made to copy the text is no wish to go anywhere.
    if (String(document.getSelection() ?? '') !== '') return;
    const item = target.closest('[data-kind]');
    const go = item && item.querySelector('[data-part="go"]');
    if (!(go instanceof HTMLElement) || !go.dataset.cell) return;
    this.actions.go(go.dataset.cell, this.findingAt(target));
  }

  /** @param {EventTarget | null} target */
  findingAt(target) {
    for (let at = target instanceof Element ? target : null; at && at !== this.list; at = at.parentElement) {
      const finding = this.shown.get(at);
      if (finding) return finding;
    }
    return null;
  }

  /**
   * From a cell to what is proposed for it: the focus goes to the first button of the finding that is shown there.
   * @param {Address} cell
   * @param {FindingView | null} finding the one that the cell is shown for
   * @returns {boolean} whether there is one
   */
  propose(cell, finding) {
    const concerns = /** @param {Group} group */ (group) => (finding !== null && group.findings.includes(finding)) || group.cell === cell;
    const own = this.groups.filter((group) => group.findings.some(({ cells }) => cells.includes(cell)) || group.cell === cell);
    for (const { key } of [...own.filter(concerns), ...own]) {
      const known = this.items.get(key);
      const button = known && known.item.querySelector('button.act');
      if (!(button instanceof HTMLElement)) continue;
      button.focus();
      return true;
    }
    return false;
  }

  /** @param {Group | null} group the one that the walk through the list stands at */
  current(group) {
    for (const [key, { item }] of this.items) setAttribute(item, 'aria-current', group && group.key === key ? 'true' : null);
    const known = group && this.items.get(group.key);
    const panel = this.scope.byId('findings');
    // Only where the list scrolls by itself; else the page would be torn away from the cell.
    if (known && panel.scrollHeight > panel.clientHeight + 1) panel.scrollTop = known.item.offsetTop - panel.clientHeight / 3;
  }
}

