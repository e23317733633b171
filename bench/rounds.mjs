// Paired rounds: in each, every peer does the same work, one after the other, so that what else the machine
// does meanwhile falls on all of them alike. What is told is the median of the rounds' ratios.

/**
 * @typedef {import('./workers.mjs').Workers} Workers
 * @typedef {{ what: 'keys' | 'batch', rounds: number, reports: number, keys: number, whole: boolean }} Plan
 * `whole`: every round is about all `reports`, not about its share of them.
 * @typedef {Map<string, number[]>} Times nanoseconds of one key or report, round by round
 */

/**
 * @param {Workers} workers
 * @param {string[]} peers
 * @param {(peer: string) => Plan} plan
 * @returns {Promise<Times>}
 */
export async function measure(workers, peers, plan) {
  /** @type {Times} */
  const times = new Map(peers.map((peer) => [peer, []]));
  const { rounds } = plan(peers[0]);
  // The first rounds are for the compilers to warm up, and are not counted.
  for (let round = -Math.ceil(rounds / 4); round < rounds; round++) {
    for (let turn = 0; turn < peers.length; turn++) {
      const peer = peers[(turn + round + rounds) % peers.length];
      const { what, reports, keys, whole } = plan(peer);
      const share = whole ? reports : Math.floor(reports / rounds);
      const from = whole ? 0 : Math.max(round, 0) * share;
      const { each } = await workers.ask(peer, { what, from, to: from + share, keys });
      if (round >= 0) times.get(peer)?.push(each);
    }
  }
  return times;
}

/** @param {number[]} numbers */
export function median(numbers) {
  const sorted = numbers.slice().sort((a, b) => a - b);
  const half = sorted.length >> 1;
  return sorted.length % 2 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
}

/**
 * The median of one peer's times divided by another's, round by round.
 * @param {Times} times
 * @param {string} peer
 * @param {string} by
 */
export function ratio(times, peer, by) {
  const divisors = times.get(by) ?? [];
  return median((times.get(peer) ?? []).map((time, round) => time / divisors[round]));
}
