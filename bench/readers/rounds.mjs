// Paired rounds of reading, after the figures that everyone finds have been held against each other.

/**
 * Reads so many times and tells the nanoseconds of one; with 0 it tells the figures.
 * @typedef {(times: number) => Promise<import('./worker.mjs').Result>} Ask
 */

/** A round takes about so long with each reader, in nanoseconds. */
const ROUND = 40e6;

/**
 * @param {Map<string, Ask>} readers the first is ours
 * @param {number} rounds
 * @returns {Promise<{ times: Map<string, number[]>, figures: number }>} nanoseconds of one reading, round by round
 */
export async function measured(readers, rounds) {
  const figures = await same(readers);
  const peers = [...readers];
  /** @type {Map<string, number[]>} */
  const times = new Map(peers.map(([name]) => [name, []]));
  /** @type {Map<string, number>} */
  const often = new Map();
  // The first rounds are for the compilers to warm up, and are not counted.
  for (let round = -Math.ceil(rounds / 4); round < rounds; round++) {
    for (let turn = 0; turn < peers.length; turn++) {
      const [name, ask] = peers[(turn + round + rounds) % peers.length];
      const { each } = await ask(often.get(name) ?? 1);
      often.set(name, Math.max(1, Math.round(ROUND / each)));
      if (round >= 0) times.get(name)?.push(each);
    }
  }
  return { times, figures };
}

/**
 * @param {Map<string, Ask>} readers
 * @returns {Promise<number>} how many figures all of them find
 */
async function same(readers) {
  const [[, ask], ...peers] = readers;
  const { figures: ours } = await ask(0);
  if (ours.length === 0) throw new Error('There is no figure in the input, so nothing would be compared.');
  for (const [name, ask] of peers) {
    const { figures } = await ask(0);
    const wrong = ours.findIndex((figure, at) => figure !== figures[at]);
    if (wrong >= 0 || figures.length !== ours.length) {
      throw new Error(`${name} finds ${figures.length} figures and we ${ours.length}; the first that differs is number ${wrong + 1}: ${figures[wrong]}, and ours ${ours[wrong]}.`);
    }
  }
  return ours.length;
}
