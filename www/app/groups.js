// Findings by root cause, and what may be said of them now. Pure.

/**
 * @typedef {import('../types').Answer} Answer
 * @typedef {import('../types').Address} Address
 * @typedef {import('../types').FindingView} FindingView
 * @typedef {import('../types').CauseView} CauseView
 * @typedef {import('../types').Severity} Severity
 */

/**
 * One thing to do: a finding, or a root cause with all that follows from it.
 * @typedef {object} Group
 * @property {string} key
 * @property {Severity} severity
 * @property {string} table
 * @property {Address} cell the one to go to
 * @property {CauseView | null} cause
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
  const caused = answer.causes.map((cause, at) => group(cause, findings.filter((finding) => finding.cause === at)));
  const single = findings.filter(({ cause }) => cause === null || !answer.causes[cause]).map((finding) => group(null, [finding]));
  const groups = caused.filter((some) => some.findings.length > 0).concat(single);
  const rank = /** @param {Group} some */ ({ severity }) => ORDER.indexOf(severity);
  // Old browsers' sort is not stable: the position decides where the severity does not.
  return groups.map((some, at) => ({ some, at })).sort((a, b) => rank(a.some) - rank(b.some) || a.at - b.at).map(({ some }) => some);
}

/**
 * @param {CauseView | null} cause
 * @param {FindingView[]} findings
 * @returns {Group}
 */
function group(cause, findings) {
  const cell = cause ? cause.cell : findings[0]?.cells[0] ?? '';
  const worst = ORDER.filter((severity) => findings.some((finding) => finding.severity === severity))[0] ?? 'notice';
  const table = cause ? cell.slice(0, cell.indexOf('.')) : findings[0]?.table ?? '';
  const key = `${cause ? '' : findings[0]?.rule} ${cell}`;
  return { key, severity: worst, table, cell, cause, findings };
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
