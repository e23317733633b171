// The smallest repairs as one would search for them in plain JavaScript: free a cell of a row that fails, and so on
// depth by depth; solve for the freed cells once no row without them fails. For reports without blanks.

/**
 * @typedef {import('../form.mjs').Form} Form
 * @typedef {{ size: number, sets: number }} Found
 */

export class PlainSearch {
  /** @param {Form} form with equations only */
  constructor({ cells, checks }) {
    this.rows = checks.filter(({ relation }) => relation === '=').map(({ terms, constant }) => ({ terms, constant }));
    /** @type {{ row: number, factor: number }[][]} */
    this.rowsOf = cells.map(() => []);
    this.rows.forEach(({ terms }, row) => terms.forEach(({ cell, factor }) => this.rowsOf[cell].push({ row, factor })));
  }

  /**
   * @param {Float64Array} figures
   * @param {number} most cells
   * @returns {Found} `size` is one more than the most where that does not do
   */
  find(figures, most) {
    const residuals = this.rows.map(({ terms, constant }) => terms.reduce((sum, { cell, factor }) => sum + factor * figures[cell], constant));
    for (let size = 0; size <= most; size++) {
      /** @type {Set<string>} */
      const found = new Set();
      this.deepen(figures, residuals, [], size, found, new Set());
      if (found.size > 0) return { size, sets: found.size };
    }
    return { size: most + 1, sets: 0 };
  }

  /**
   * @param {Float64Array} figures
   * @param {number[]} residuals
   * @param {number[]} set
   * @param {number} more
   * @param {Set<string>} found
   * @param {Set<string>} seen
   */
  deepen(figures, residuals, set, more, found, seen) {
    let shortest = null;
    for (let row = 0; row < this.rows.length; row++) {
      const { terms } = this.rows[row];
      if (residuals[row] === 0 || terms.some(({ cell }) => set.includes(cell))) continue;
      if (!shortest || terms.length < shortest.length) shortest = terms;
    }
    if (!shortest) {
      if (this.solve(figures, residuals, set)) found.add(set.slice().sort((a, b) => a - b).join());
      // Also a set whose rows are all touched may lack a cell: any cell of its rows.
      else if (more > 0) shortest = set.flatMap((cell) => this.rowsOf[cell].flatMap(({ row }) => this.rows[row].terms));
    }
    if (!shortest || more === 0) return;
    for (const { cell } of shortest) {
      if (set.includes(cell)) continue;
      const next = [...set, cell];
      const key = next.slice().sort((a, b) => a - b).join();
      if (seen.has(key)) continue;
      seen.add(key);
      this.deepen(figures, residuals, next, more - 1, found, seen);
    }
  }

  /**
   * Whether the freed cells have values, each other than it was and not below 0.
   * @param {Float64Array} figures
   * @param {number[]} residuals
   * @param {number[]} set
   */
  solve(figures, residuals, set) {
    const touched = [...new Set(set.flatMap((cell) => this.rowsOf[cell].map(({ row }) => row)))];
    const matrix = touched.map((row) => [...set.map((cell) => this.rowsOf[cell].find((at) => at.row === row)?.factor ?? 0), -residuals[row]]);
    let rank = 0;
    for (let column = 0; column < set.length; column++) {
      const pivot = matrix.findIndex((row, at) => at >= rank && row[column] !== 0);
      if (pivot < 0) return false;
      [matrix[rank], matrix[pivot]] = [matrix[pivot], matrix[rank]];
      const lead = matrix[rank];
      matrix.forEach((row, at) => {
        if (at === rank || row[column] === 0) return;
        const by = row[column] / lead[column];
        for (let entry = column; entry < row.length; entry++) row[entry] -= by * lead[entry];
      });
      rank++;
    }
    if (matrix.some((row, at) => at >= rank && row[set.length] !== 0)) return false;
    return set.every((cell, at) => {
      const change = matrix[at][set.length] / matrix[at][at];
      return change !== 0 && Number.isInteger(change) && figures[cell] + change >= 0;
    });
  }
}
