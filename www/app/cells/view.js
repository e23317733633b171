// Shows the report as it stands: redraws what changed, and nothing else.
import { empty, fill, part, phrase, setAttribute, setText, stamp } from '../shell/dom.js';
import { Findings } from '../findings/findings.js';
import { Grid } from './grid.js';
import { Attempt } from '../findings/preview.js';
import { showBlind, showUnchecked } from '../findings/blind.js';
import { groupsOf, tally } from '../findings/groups.js';
import { sentencesOf, showMarks } from './marks.js';
import { doubtSaid, showNote } from './cell-note.js';
import { Settings } from '../shell/settings.js';
import { draw, pinHeads } from './sheet.js';
import { showTrace, termSaid } from './equation.js';
import { kindOf, showChip, showVerdict } from '../findings/verdict.js';

/**
 * @typedef {import('../../types').FindingView} FindingView
 * @typedef {import('../../types').Address} Address
 * @typedef {import('../findings/groups.js').Group} Group
 * @typedef {import('../report/store.js').Store} Store
 * @typedef {import('../shell/scope.js').Scope} Scope
 */

/** While keys are being pressed, the whole answer waits for a pause of so many milliseconds. */
const PAUSE = 80;

/** The verdict's sign, by its kind. @type {Record<string, string>} */
const ICONS = { hard: '#i-hard', soft: '#i-soft', blank: '#i-soft', assumed: '#i-soft', pass: '#i-pass', notice: '#i-pass' };

export class View {
  /**
   * @param {Store} store
   * @param {Scope} scope
   */
  constructor(store, scope) {
    this.store = store;
    this.scope = scope;
    this.title = document.title;
    this.tables = this.scope.byId('tables');
    const enter = this.scope.typed('enter', HTMLSelectElement);
    this.grid = new Grid(this.tables, store, scope, { direction: () => enter.value, chosen: (rows, columns) => this.showChosen(rows, columns) });
    this.findings = new Findings(store, scope, {
      go: (cell, finding) => this.go(cell, finding),
      trace: (finding) => this.trace(finding),
      change: (what, why, changes) => this.applyProposal(what, why, changes),
      attempt: (changes) => this.attempt.show(changes),
      leave: () => this.attempt.leave(),
    });
    this.attempt = new Attempt(store, scope, () => this.grid.sheet);
    this.settings = new Settings(store, scope);
    /** Where the walk through an equation's terms stands. @type {{ finding: string, at: number }} */
    this.term = { finding: '', at: -1 };
    /** @type {Group[]} */
    this.groups = [];
    /** The finding pointed at in the list. @type {FindingView | null} */
    this.pointed = null;
    /** The finding that the cell with the focus is shown for. @type {FindingView | null} */
    this.followed = null;
    /** Where the walk through the findings stands. */
    this.stand = '';
    /** The cell from which the focus went to a proposal. @type {Address} */
    this.cameFrom = '';
    /** @type {Map<string, HTMLElement>} */
    this.chips = new Map();
    /** @type {HTMLDetailsElement[]} */
    this.unfolded = [];
    this.timer = 0;
    /** @type {{ answered: () => void, applied: (detail: unknown) => void }} */
    this.hearers = { answered: () => undefined, applied: () => undefined };
    this.wire();
    this.redraw();
  }

  wire() {
    this.store.listen((event) => {
      window.clearTimeout(this.timer);
      if (event === 'typing') {
        this.timer = window.setTimeout(() => this.show(), PAUSE);
        return;
      }
      if (event === 'sheet') this.redraw();
      else this.show();
    });
    this.tables.addEventListener('focusin', () => this.follow());
    this.tables.addEventListener('focusout', ({ relatedTarget }) => {
      // From cell to cell, arriving is enough.
      if (!(relatedTarget instanceof Node && this.tables.contains(relatedTarget))) this.follow();
    });
    this.scope.byId('next').addEventListener('click', () => this.step(1));
    this.scope.byId('previous').addEventListener('click', () => this.step(-1));
    this.scope.listen(window, 'resize', () => this.measure());
    this.scope.listen(window, 'beforeprint', () => this.preparePrint());
    this.scope.listen(window, 'afterprint', () => this.unfolded.forEach((folded) => { folded.open = false; }));
    if (typeof ResizeObserver === 'function') {
      const observer = new ResizeObserver(() => this.measure());
      observer.observe(this.scope.byId('verdict'));
      this.scope.atEnd(() => observer.disconnect());
    }
    this.scope.atEnd(() => window.clearTimeout(this.timer));
  }

  /** @param {{ answered: () => void, applied: (detail: unknown) => void }} hearers */
  watch(hearers) {
    this.hearers = hearers;
  }

  /**
   * @param {string} what
   * @param {string} why
   * @param {{ cell: Address, to: string }[]} changes
   */
  applyProposal(what, why, changes) {
    this.store.act(what, why, changes);
    this.hearers.applied({ what, why, changes });
  }

  /** Draws the tables anew. */
  redraw() {
    const had = this.grid.active;
    const address = had >= 0 ? this.grid.sheet.inputs[had]?.id : null;
    this.grid.sheet = draw(this.tables, this.store);
    const chips = this.scope.byId('chips');
    empty(chips);
    this.chips = new Map();
    for (const { table } of this.store.tables()) {
      const chip = stamp('chip', { name: table.name });
      chip.setAttribute('href', `#table-${table.id}`);
      chip.title = table.label;
      chips.appendChild(chip);
      this.chips.set(table.id, chip);
    }
    this.show();
    this.measure();
    const again = address ? this.scope.root.getElementById(address) : null;
    if (again) again.focus();
  }

  /** Shows what is known now. */
  show() {
    const { store, grid } = this;
    const { sheet } = grid;
    const answer = store.answer();
    const { asked } = store.setting;
    const counts = store.engines.counts();
    this.groups = groupsOf(answer, (cell) => store.isBlank(cell), asked);
    store.cells.forEach(({ address }, number) => {
      const input = sheet.inputs[number];
      const text = store.text(address);
      if (input && input.value !== text) input.value = text;
      if (input) input.readOnly = store.isFrozen;
    });
    const blank = store.blanks().length;
    const state = { answer, groups: this.groups, filled: store.cells.length - blank, blank, asked, checks: counts.reduce((sum, { checks }) => sum + checks, 0) };
    showMarks(sheet, store, this.groups, store.pending ? grid.active : -1);
    showVerdict(this.scope, state, this.title);
    const kind = kindOf(state);
    setAttribute(this.scope.byId('verdict-icon'), 'href', ICONS[kind] ?? '#i-wait');
    this.findings.show(this.groups, answer);
    showBlind(this.scope, sheet, store, answer.blind);
    showUnchecked(this.scope, blank > 0 && !asked ? [] : answer.unchecked);
    this.showNone(kind);
    this.showRemarks(answer.remarks);
    for (const [id, chip] of this.chips) this.showTable(id, chip, counts.find(({ table }) => table === id));
    this.settings.show();
    this.scope.byId('walk').hidden = this.groups.length === 0;
    this.scope.byId('to-list').hidden = this.groups.length === 0;
    this.showButtons();
    this.follow();
    this.hearers.answered();
  }

  /**
   * @param {string} id
   * @param {HTMLElement} chip
   * @param {import('../../types').TableCounts | undefined} counts
   */
  showTable(id, chip, counts) {
    const { store } = this;
    const own = store.cells.filter(({ address }) => address.startsWith(`${id}.`));
    const blank = counts ? counts.blank : own.filter(({ address }) => store.isBlank(address)).length;
    const filled = own.length - blank;
    const unsure = store.setting.uncertain.filter((cell) => cell.startsWith(`${id}.`)).length;
    const { hard, soft } = tally(this.groups.filter(({ table }) => table === id));
    const table = store.tables().find((some) => some.table.id === id);
    showChip(chip, { name: table ? table.table.name : id, checks: counts ? counts.checks : 0, filled, blank, unsure, hard, soft, isAccused: true });
    const section = this.grid.sheet.sections.get(id);
    if (!section) return;
    const told = part(section, 'tally');
    if (!told.firstChild) told.appendChild(stamp('tally'));
    fill(told, { filled, blank });
  }

  /** @param {string} kind */
  showNone(kind) {
    const none = this.scope.byId('findings-none');
    this.scope.byId('guide').hidden = kind !== 'none' || this.groups.length > 0;
    none.hidden = kind === 'none' || this.groups.length > 0;
    if (none.hidden) return;
    /** @type {Record<string, string>} */
    const names = { early: 'none-filling', filling: 'none-filling', blank: 'none-open', assumed: 'none-assumed' };
    setText(none, phrase(names[kind] ?? 'none-pass') + (names[kind] || this.store.setting.prior ? '' : phrase('none-prior')));
  }

  /** @param {string[]} texts */
  showRemarks(texts) {
    const list = this.scope.byId('remarks');
    empty(list);
    for (const text of texts) list.appendChild(stamp('remark', { text }));
  }

  showButtons() {
    const { done, undone } = this.store.history;
    this.scope.typed('undo', HTMLButtonElement).disabled = done.length === 0 && !this.store.pending;
    this.scope.typed('redo', HTMLButtonElement).disabled = undone.length === 0;
  }

  /** Blanks may be named from now on; the result is read out and gets the focus. */
  check() {
    this.store.settle();
    this.store.act(phrase('check-what'), '', [], { asked: true });
    this.show();
    this.scope.byId('findings-heading').focus();
  }

  /**
   * @param {Address} cell
   * @param {FindingView | null} finding
   */
  go(cell, finding) {
    this.followed = finding;
    this.grid.go(this.store.numbers.get(cell) ?? -1);
  }

  /** @param {number} by 1 for the next finding, -1 for the one before */
  step(by) {
    const { groups } = this;
    if (groups.length === 0) return;
    const at = groups.findIndex(({ key }) => key === this.stand);
    const next = groups[at < 0 ? (by > 0 ? 0 : groups.length - 1) : (at + by + groups.length) % groups.length];
    this.stand = next.key;
    this.go(next.cell, next.findings[0]);
    this.findings.current(next);
  }

  /**
   * Goes to the next term of the equation that the cell with the focus is shown for, saying its figure and the sum so far.
   * @param {number} by 1 for the next term, -1 for the one before
   */
  walkTerms(by) {
    const finding = this.followed ?? this.groups.reduce((all, { findings }) => all.concat(findings), /** @type {FindingView[]} */ ([])).find(({ terms }) => terms.length > 0);
    if (!finding || finding.terms.length === 0) return;
    const { terms } = finding;
    const key = `${finding.rule} ${finding.cells.join()}`;
    const from = this.term.finding === key ? this.term.at : by > 0 ? -1 : terms.length;
    const at = (from + by + terms.length) % terms.length;
    this.term = { finding: key, at };
    this.go(terms[at].cell, finding);
    setText(this.scope.byId('said'), termSaid(finding, at, (cell) => this.store.name(cell)));
  }

  /** From the cell with the focus to what is proposed for it; Escape leads back. */
  propose() {
    const { active } = this.grid;
    if (active < 0) return;
    const { address } = this.store.cells[active];
    this.store.settle();
    this.cameFrom = this.findings.propose(address, this.followed) ? address : '';
    if (this.cameFrom === '') setText(this.scope.byId('said'), phrase('no-proposal'));
  }

  /** @returns {boolean} whether the focus was led away from a cell, and is there again */
  back() {
    if (this.cameFrom === '' || !this.findings.list.contains(this.scope.focused)) return false;
    this.go(this.cameFrom, this.followed);
    this.cameFrom = '';
    return true;
  }

  /** @param {FindingView | null} finding */
  trace(finding) {
    this.pointed = finding;
    showTrace(this.grid.sheet, this.store, this.pointed ?? this.followed);
  }

  /** Shows at the cell with the focus what is said of it. */
  follow() {
    const { store, grid } = this;
    const number = grid.active;
    const cell = number < 0 ? '' : store.cells[number].address;
    const about = this.groups.reduce((all, { findings }) => all.concat(findings), /** @type {FindingView[]} */ ([])).filter(({ cells }) => cells.includes(cell));
    const same = about.find((finding) => this.followed !== null && finding.rule === this.followed.rule && finding.cells.join() === this.followed.cells.join());
    this.followed = number < 0 ? null : same ?? about[0] ?? null;
    const box = number < 0 ? null : grid.sheet.boxes[number];
    const unsure = box && box.dataset.uncertain !== undefined ? [doubtSaid(store, cell)] : [];
    const isQuiet = store.pending !== null && box !== null && box.dataset.kind === undefined;
    showNote(this.scope, isQuiet ? null : box, unsure.concat(sentencesOf(this.groups).get(cell) ?? []), this.followed ? this.followed.severity : 'notice');
    showTrace(grid.sheet, store, this.pointed ?? this.followed);
  }

  /** Takes away what came of itself and may lie over something, and leaves the focus where it is. */
  dismiss() {
    this.attempt.show(null);
    showNote(this.scope, null, [], '');
    setText(this.scope.byId('said'), '');
  }

  /** What sticks to the edges needs the heights of what it sticks to. */
  measure() {
    const verdict = this.scope.byId('verdict');
    const isPinned = getComputedStyle(verdict).position === 'sticky';
    this.scope.frame.style.setProperty('--bar', `${isPinned ? verdict.offsetHeight : 0}px`);
    pinHeads(this.tables);
  }

  /** Paper cannot be unfolded. */
  preparePrint() {
    const { year } = this.store.setting;
    const used = [...new Set(this.store.tables().map(({ form }) => form.name))].join('、');
    setText(this.scope.byId('printed'), phrase('printed', { title: this.title, year: year === null ? '' : `${phrase('year', { year })} · `, forms: used, time: new Date().toLocaleString('zh-CN') }));
    const folded = /** @type {NodeListOf<HTMLDetailsElement>} */ (this.scope.byId('findings').querySelectorAll('details:not([open])'));
    this.unfolded = [...folded];
    for (const details of this.unfolded) details.open = true;
  }

  /**
   * @param {number} rows
   * @param {number} columns
   */
  showChosen(rows, columns) {
    setText(this.scope.byId('chosen'), rows * columns > 1 ? phrase('chosen', { rows, columns }) : '');
  }
}
