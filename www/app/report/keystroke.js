// The other half of `Session.key`: a text goes in and the failing comparisons come out through memory that
// the page and the engine share, so that a key costs one call and no copy.

/** @typedef {import('../../types.d.ts').Session} Session */

export class Keystroke {
  /**
   * @param {Session} session
   * @param {WebAssembly.Memory} memory the engine's
   * @param {number} room `Session.room()`
   */
  constructor(session, memory, room) {
    this.session = session;
    this.memory = memory;
    this.room = room;
    /** Where the engine reads a text. */
    this.typed = new Uint8Array(0);
    /** Where it lists what fails. */
    this.list = new Uint16Array(0);
    /** The positions of the failing comparisons: the first so many as `put` gave. @type {Uint16Array} */
    this.failing = this.list;
  }

  /**
   * Writes a cell as typed.
   * @param {number} cell
   * @param {string} text
   * @returns {number} how many comparisons fail now
   */
  put(cell, text) {
    this.share();
    if (!this.write(text)) {
      const count = this.session.put(cell, text);
      this.failing = this.session.failed();
      return count;
    }
    const count = this.session.key(cell, text.length);
    this.share();
    this.failing = count <= this.room ? this.list : this.session.failed();
    return count;
  }

  /**
   * Hands a text over; false where it is too long or not ASCII.
   * @param {string} text
   */
  write(text) {
    const { typed, room } = this;
    const { length } = text;
    if (length > room) return false;
    for (let at = 0; at < length; at++) {
      const unit = text.charCodeAt(at);
      if (unit > 127) return false;
      typed[at] = unit;
    }
    return true;
  }

  /** Memory that grows leaves the views of it empty. */
  share() {
    if (this.typed.length > 0) return;
    const { buffer } = this.memory;
    this.typed = new Uint8Array(buffer, this.session.typedAt(), this.room);
    this.list = new Uint16Array(buffer, this.session.failingAt(), this.room);
  }
}
