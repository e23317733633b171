// Steps that can be undone, and the log of all that was done. Pure: knows neither page nor engine.

/** @typedef {import('../../types').Address} Address */

/**
 * What is chosen rather than filled in.
 * @typedef {object} Setting
 * @property {Record<string, string>} forms table id → form id
 * @property {boolean} auto whether the form follows from what was read or from the year
 * @property {number | null} year
 * @property {Address[]} uncertain cells that a reading left uncertain
 * @property {Record<Address, string[]>} readings what uncertain cells may hold, where that is known
 * @property {Record<Address, string>} doubts why they are uncertain, where that is known
 * @property {Prior | null} prior last year's report, where it is compared with
 * @property {Origin} origin where the figures come from
 * @property {boolean} asked whether blanks may be named: a check was asked for, or a report was read
 */

/** @typedef {{ name: string, year: number | null, cells: Record<Address, string> }} Prior figures as written */

/**
 * What the source of the figures said of itself.
 * @typedef {object} Origin
 * @property {string | null} issuer whose report it is, where that is known
 * @property {boolean} whole whether it gives itself out for a whole report
 * @property {Address[]} lacking cells that it lacks, though a whole report has them
 * @property {[table: string, written: string, label: string][]} renamed columns that it calls otherwise than the form
 */

/** @typedef {{ cell: Address, from: string, to: string }} Change */

/**
 * @typedef {object} Step
 * @property {string} what
 * @property {string} why
 * @property {Change[]} changes
 * @property {Setting} before
 * @property {Setting} after
 */

/** @typedef {{ when: Date, what: string, why: string, changes: Change[] }} Entry */

/** @param {Change} change */
export const reversed = ({ cell, from, to }) => ({ cell, from: to, to: from });

export class History {
  constructor() {
    /** @type {Step[]} */
    this.done = [];
    /** @type {Step[]} */
    this.undone = [];
    /** Oldest first; undoing adds to it as well. @type {Entry[]} */
    this.log = [];
  }

  /** @param {Step} step */
  push(step) {
    this.done.push(step);
    this.undone.length = 0;
    this.note(step.what, step.why, step.changes);
  }

  /** The step to take back; the caller does it. */
  undo() {
    const step = this.done.pop();
    if (!step) return null;
    this.undone.push(step);
    this.note(`撤销：${step.what}`, '', step.changes.map(reversed));
    return step;
  }

  /** The step to do again; the caller does it. */
  redo() {
    const step = this.undone.pop();
    if (!step) return null;
    this.done.push(step);
    this.note(`重做：${step.what}`, '', step.changes);
    return step;
  }

  /**
   * @param {string} what
   * @param {string} why
   * @param {Change[]} changes
   */
  note(what, why, changes) {
    this.log.push({ when: new Date(), what, why, changes });
  }

  /**
   * Begins anew, or where another window left off.
   * @param {Step[]} done
   * @param {Entry[]} log
   */
  begin(done, log) {
    this.done = done;
    this.undone = [];
    this.log = log;
  }
}
