// Findings by root cause, and what may be said of them now. Pure.

/**
 * @typedef {import('../types').Answer} Answer
 * @typedef {import('../types').Address} Address
 * @typedef {import('../types').FindingView} FindingView
 * @typedef {import('../types').CauseView} CauseView
 * @typedef {import('../types').RepairView} RepairView
 * @typedef {import('../types').Severity} Severity
 */

/**
 * One thing to do: a finding, or a root cause with all that follows from it.
 * @typedef {object} Group
 * @property {string} key
 * @property {Severity} severity
 * @property {string} table
 * @property {Address} cell the one to go to
 * @property {CauseView | null} cause one cell that explains the findings
 * @property {RepairView | null} repair several cells that together do
 * @property {FindingView[]} findings
 */

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
  const findings = answer.findings.filter((finding) => asked || accuses(finding));
  const caused = answer.causes.map((cause, at) => group(findings.filter((finding) => finding.cause === at), cause));
  const repair = onlyRepair(answer);
  const isRepaired = /** @param {FindingView} finding */ ({ terms, cells, cause }) => repair !== null && cause === null && terms.length > 0
    && repair.changes.some(({ cell }) => cells.includes(cell));
  const repaired = group(findings.filter(isRepaired), null, repair);
  const single = findings.filter((finding) => !(finding.cause !== null && answer.causes[finding.cause]) && !isRepaired(finding)).map((finding) => group([finding]));
  const groups = [...caused, repaired].filter((some) => some.findings.length > 0).concat(single);
  const rank = /** @param {Group} some */ ({ severity }) => ORDER.indexOf(severity);
  // Old browsers' sort is not stable: the position decides where the severity does not.
  return groups.map((some, at) => ({ some, at })).sort((a, b) => rank(a.some) - rank(b.some) || a.at - b.at).map(({ some }) => some);
}

/**
 * @param {FindingView[]} findings
 * @param {CauseView | null} [cause]
 * @param {RepairView | null} [repair]
 * @returns {Group}
 */
function group(findings, cause = null, repair = null) {
  const cell = cause ? cause.cell : repair ? repair.changes[0].cell : findings[0]?.cells[0] ?? '';
  const severity = ORDER.filter((some) => findings.some((finding) => finding.severity === some))[0] ?? 'notice';
  const table = cause || repair ? cell.slice(0, cell.indexOf('.')) : findings[0]?.table ?? '';
  const key = `${cause ? 'cause' : repair ? 'repair' : findings[0]?.rule} ${cell}`;
  return { key, severity, table, cell, cause, repair, findings };
}

/**
 * The one smallest way to settle everything, where single cells explain nothing.
 * @param {Answer} answer
 */
function onlyRepair({ causes, repairs: { unique, options } }) {
  return causes.length === 0 && unique ? options.find(({ larger }) => !larger) ?? null : null;
}

/**
 * Smallest changes that are not already offered with a root cause.
 * @param {Answer} answer
 */
export function otherRepairs(answer) {
  const { options } = answer.repairs;
  const only = onlyRepair(answer);
  return options.filter((option) => option !== only && !answer.causes.some((cause) => isOf(option, cause)));
}

/**
 * Whether a way to settle everything is this one correction.
 * @param {RepairView} option
 * @param {CauseView} cause
 */
const isOf = ({ changes }, { cell, to }) => changes.length === 1 && changes[0].cell === cell && changes[0].to === to;

/**
 * How a root cause may have come about, in words; '' where nothing tells.
 * @param {Answer} answer
 * @param {CauseView} cause
 */
export function slipOf({ repairs: { options } }, cause) {
  const known = options.find((option) => isOf(option, cause));
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
