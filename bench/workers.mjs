// Starts a worker for each peer and asks it things, one worker at a time.
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

/**
 * @typedef {import('./worker.mjs').Task} Task
 * @typedef {import('./worker.mjs').Result} Result
 */

export class Workers {
  constructor() {
    /** @type {Map<string, Worker>} */
    this.byPeer = new Map();
  }

  /**
   * @param {string[]} peers
   * @param {number} reports
   */
  async start(peers, reports) {
    for (const peer of peers) {
      const worker = new Worker(new URL('worker.mjs', import.meta.url), { workerData: { peer, reports } });
      this.byPeer.set(peer, worker);
      await once(worker, 'message');
    }
  }

  /**
   * @param {string} peer
   * @param {Task} task
   * @returns {Promise<Result>}
   */
  async ask(peer, task) {
    const worker = this.byPeer.get(peer);
    if (!worker) throw new Error(`${peer} was not started`);
    worker.postMessage(task);
    const [result] = await once(worker, 'message');
    return result;
  }

  async stop() {
    for (const worker of this.byPeer.values()) await worker.terminate();
  }
}
