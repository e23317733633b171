// Holds every peer's results against ours before anything is timed.

/**
 * @typedef {import('./workers.mjs').Workers} Workers
 * @typedef {import('./worker.mjs').Task['what']} What
 */

/**
 * How many reports are compared: all by all peers, but fewer by those that take milliseconds for one.
 * @typedef {{ batch: number, keyed: number, keys: number }} Extent
 */

/**
 * @param {Workers} workers
 * @param {string[]} peers the first is what the others are held against
 * @param {(peer: string) => Extent} extent
 * @returns {Promise<{ reports: number, keys: number, failing: number }>} what was compared
 */
export async function compare(workers, [ours, ...peers], extent) {
  const all = extent(ours);
  const batch = { what: /** @type {What} */ ('batchSaid'), from: 0, to: all.batch, keys: 0 };
  const expected = (await workers.ask(ours, batch)).said;
  const failing = expected.reduce((sum, one) => sum + one, 0);
  if (failing === 0) throw new Error('No comparison fails in any made report, so nothing would be compared.');
  const checks = expected.length / all.batch;
  for (const peer of peers) {
    const { batch: to, keyed, keys } = extent(peer);
    const { said } = await workers.ask(peer, { ...batch, to });
    const wrong = said.findIndex((one, at) => one !== expected[at]);
    if (said.length !== to * checks || wrong >= 0) throw new Error(`${peer} differs in report ${Math.floor(wrong / checks)}, comparison ${wrong % checks}.`);

    const typed = { what: /** @type {What} */ ('keysSaid'), from: 0, to: keyed, keys };
    const [mine, theirs] = [(await workers.ask(ours, typed)).said, (await workers.ask(peer, typed)).said];
    if (mine.length !== theirs.length || theirs.some((one, at) => one !== mine[at])) throw new Error(`${peer} differs after a key.`);
  }
  return { reports: all.batch, keys: all.keyed * all.keys, failing };
}
