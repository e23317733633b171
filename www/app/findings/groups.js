// Findings by root cause, and what may be said of them now. Pure.

/**
 * @typedef {import('../../types').Answer} Answer
 * @typedef {import('../../types').Address} Address
 * @typedef {import('../../types').FindingView} FindingView
 * @typedef {import('../../types').CauseView} CauseView
 * @typedef {import('../../types').RepairView} RepairView
 * @typedef {import('../../types').Severity} Severity
 */

/**
 * One thing to do: a finding, or what explains several, with all that follows from it.
 * @typedef {object} Group
 * @property {string} key
 * @property {Severity} severity
 * @property {string} table
 * @property {Address} cell the one to go to
 * @property {CauseView | null} cause one cell that every smallest way to settle everything changes so
 * @property {RepairView | null} repair several cells that every smallest way changes so
 * @property {RepairView[]} ways where the smallest ways differ: what each changes beside these, the likeliest first
 * @property {FindingView[]} findings
 */

/** @typedef {Pick<Group, 'cause' | 'repair' | 'ways'>} Explanation */

/** @type {Severity[]} */
const ORDER = ['hard', 'soft', 'notice'];

/**
 * @param {Answer} answer
 * @param {(cell: Address) => boolean} isBlank
 * @param {boolean} asked whether blanks may be named yet
 * @returns {Group[]} what must be changed first
 */
export function groupsOf(answer, isBlank, asked) {
  const accuses = /** @param {FindingView} finding */ ({ terms, cells }) => terms.length > 0 || !cells.every(isBlank);
  let left = answer.findings.filter((finding) => asked || accuses(finding));
  /** @param {(finding: FindingView) => boolean} isExplained @param {Explanation} by */
  const explained = (isExplained, by) => {
    const own = left.filter(isExplained);
    left = left.filter((finding) => !own.includes(finding));
    return group(own, by);
  };
  const { causes, repair, ways } = proposals(answer);
  const caused = causes.map((cause) => explained(({ cause: at }) => at !== null && answer.causes[at] === cause, { ...NOTHING, cause }));
  const touches = /** @param {RepairView[]} some */ (some) => (/** @type {FindingView} */ { terms, cells }) => terms.length > 0
    && some.some(({ changes }) => changes.some(({ cell }) => cells.includes(cell)));
  const several = [
    ...(repair ? [explained(touches([repair]), { ...NOTHING, repair })] : []),
    ...partsOf(ways, left).map((own) => explained((finding) => finding.severity === 'hard' && touches(own)(finding), { ...NOTHING, ways: own })),
  ];
  const groups = [...caused, ...several].filter((some) => some.findings.length > 0).concat(left.map((finding) => group([finding], NOTHING)));
  const rank = /** @param {Group} some */ ({ severity }) => ORDER.indexOf(severity);
  // Old browsers' sort is not stable: the position decides where the severity does not.
  return groups.map((some, at) => ({ some, at })).sort((a, b) => rank(a.some) - rank(b.some) || a.at - b.at).map(({ some }) => some);
}

/** @type {Explanation} */
const NOTHING = { cause: null, repair: null, ways: [] };

/**
 * @param {FindingView[]} findings
 * @param {Explanation} by
 * @returns {Group}
 */
function group(findings, { cause, repair, ways }) {
  // Where the ways differ none of their cells is the one: the comparison's own stands first.
  const cell = cause ? cause.cell : repair ? repair.changes[0].cell : findings[0]?.cells[0] ?? '';
  const severity = ORDER.filter((some) => findings.some((finding) => finding.severity === some))[0] ?? 'notice';
  const table = cause || repair ? cell.slice(0, cell.indexOf('.')) : findings[0]?.table ?? '';
  const kind = cause ? 'cause' : repair ? 'repair' : ways.length > 0 ? 'ways' : findings[0]?.rule;
  return { key: `${kind} ${cell}`, severity, table, cell, cause, repair, ways, findings };
}

/**
 * What may be proposed. A change is told as the one to make only where every smallest way to settle everything makes it,
 * and none of them breaks what holds; where the ways differ, they are told beside each other.
 * @param {Answer} answer
 * @returns {{ causes: CauseView[], repair: RepairView | null, ways: RepairView[] }}
 */
function proposals(answer) {
  const { options, certain } = answer.repairs;
  const breaksNone = options.every(({ larger, breaks }) => larger || breaks.length === 0);
  const causes = breaksNone ? answer.causes.filter((cause) => isCertain(answer, cause.cell, cause.to)) : [];
  const isTold = /** @param {Address} cell */ (cell) => causes.some((cause) => cause.cell === cell);
  const shared = breaksNone ? certain.filter(({ cell }) => !isTold(cell)) : [];
  const isShared = /** @param {Change} change */ (change) => isTold(change.cell) || shared.some((other) => isSame(change, other));
  const smallest = options.filter(({ larger }) => !larger);
  const [only] = smallest;
  const repair = shared.length === 0 ? null : smallest.length === 1 ? { ...only, changes: shared } : { ...PLAIN, changes: shared };
  const rests = options.map((option) => without(option, option.changes.filter(isShared)));
  // What a larger way leaves aside is no part of the others.
  return { causes, repair, ways: rests.some(({ larger, changes }) => !larger && changes.length > 0) ? rests.filter(({ changes }) => changes.length > 0) : [] };
}

/**
 * The ways apart for each part of the report that hangs together: where two rows fail that have nothing to do with each
 * other, every way for one goes with every way for the other, and nobody is helped by the product.
 * @param {RepairView[]} ways
 * @param {FindingView[]} findings
 * @returns {RepairView[][]}
 */
function partsOf(ways, findings) {
  if (ways.length === 0) return [];
  /** @type {Map<Address, Address>} */
  const above = new Map();
  const root = /** @param {Address} cell @returns {Address} */ (cell) => {
    const next = above.get(cell);
    return next === undefined || next === cell ? cell : root(next);
  };
  const join = /** @param {Address[]} cells */ (cells) => { for (const cell of cells) above.set(root(cell), root(cells[0])); };
  for (const { severity, terms, cells } of findings) if (severity === 'hard' && terms.length > 0) join(cells);
  for (const { changes } of ways) if (changes.some(({ cell }) => !above.has(cell))) join(changes.map(({ cell }) => cell));
  const roots = [...new Set(ways.reduce((all, { changes }) => all.concat(changes), /** @type {Change[]} */ ([])).map(({ cell }) => root(cell)))];
  const parts = roots.map((own) => distinct(ways.map((way) => without(way, way.changes.filter(({ cell }) => root(cell) !== own)))));
  const count = /** @param {RepairView[]} some */ (some) => some.filter(({ larger }) => !larger).length;
  return parts.reduce((product, part) => product * count(part), 1) === count(ways) ? parts : [ways];
}

/**
 * Each way once: with the least that is said against it.
 * @param {RepairView[]} ways
 */
function distinct(ways) {
  /** @type {Map<string, RepairView>} */
  const known = new Map();
  for (const way of ways.filter(({ changes }) => changes.length > 0)) {
    const key = JSON.stringify(way.changes);
    const other = known.get(key) ?? way;
    const better = way.breaks.length < other.breaks.length ? way : other;
    known.set(key, { ...better, larger: way.larger && other.larger });
  }
  return [...known.values()];
}

/** @typedef {RepairView['changes'][number]} Change */

/**
 * A way without some of its changes, and without what is said of these.
 * @param {RepairView} way
 * @param {Change[]} gone
 * @returns {RepairView}
 */
function without(way, gone) {
  const isGone = /** @param {{ cell: Address }} of */ ({ cell }) => gone.some((change) => change.cell === cell);
  const slips = way.slips.filter((slip) => !isGone(slip));
  const broken = way.cause.slice(said(way.slips).length);
  return { ...way, changes: way.changes.filter((change) => !isGone(change)), slips, cause: said(slips) + broken };
}

/** @param {RepairView['slips']} slips */
const said = (slips) => (slips.length === 0 ? '' : `${slips.map(({ message }) => message).join('；')}。`);

/** Changes of which nothing else is known. @type {RepairView} */
const PLAIN = { changes: [], cause: '', slips: [], rank: 3, larger: false, settles: [], breaks: [] };

/**
 * @param {Change} a
 * @param {Change} b
 */
const isSame = (a, b) => a.cell === b.cell && a.to === b.to && a.most === b.most;

/**
 * Whether every smallest way to settle everything gives a cell this value.
 * @param {Answer} answer
 * @param {Address} cell
 * @param {string} value
 */
export const isCertain = ({ repairs: { certain } }, cell, value) => certain.some((change) => change.cell === cell && change.to === value && change.most === undefined);

/**
 * Ways that change more cells than it takes, told since a slip explains them, where the smallest are told as one.
 * @param {Answer} answer
 * @param {Group[]} groups
 */
export function otherRepairs({ repairs: { options } }, groups) {
  return groups.some(({ ways }) => ways.length > 0) ? [] : options.filter(({ larger }) => larger);
}

/**
 * How a root cause may have come about, in words; '' where nothing tells.
 * @param {Answer} answer
 * @param {CauseView} cause
 */
export function slipOf({ repairs: { options } }, { cell, to }) {
  const known = options.find(({ changes }) => changes.length === 1 && changes[0].cell === cell && changes[0].to === to);
  return known ? known.cause : '';
}

/**
 * How many there are of each severity.
 * @param {Group[]} groups
 */
export function tally(groups) {
  const count = /** @param {Severity} severity */ (severity) => groups.filter((some) => some.severity === severity).length;
  return { hard: count('hard'), soft: count('soft'), notice: count('notice') };
}

/**
 * The sign of each term as it is shown in its cell.
 * @param {FindingView} finding
 * @returns {{ cell: Address, sign: string }[]}
 */
export function signs({ terms, expected }) {
  const on = /** @param {'left' | 'right'} side */ (side) => terms.filter((term) => term.side === side);
  const [left, right] = [on('left'), on('right')];
  // A comparison that is no equation has a single cell on a side, and no value that it should be.
  const isEquation = expected !== null || (left.length > 1 && right.length > 1);
  const result = left.length < right.length ? left : right;
  return terms.map((term) => {
    const plain = term.sign === '-' ? '－' : '＋';
    if (!isEquation) return { cell: term.cell, sign: '比' };
    return { cell: term.cell, sign: term === result[0] ? '＝' : plain };
  });
}
