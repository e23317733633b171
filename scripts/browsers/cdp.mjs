// A Chromium of any age, by the few commands of its debugging protocol that all of them know.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CHROMIUM_FLAGS } from '../chromium.mjs';

/** An answer that takes longer will not come. */
const PATIENCE = 60_000;

/** @typedef {import('./driven.mjs').Driven} Driven */

/** @implements {Driven} */
export class Cdp {
  /** @param {string} program */
  constructor(program) {
    this.profile = mkdtempSync(join(tmpdir(), 'gouji-chromium-'));
    this.process = spawn(program, [
      ...CHROMIUM_FLAGS, '--headless', '--no-zygote', '--disable-dev-shm-usage', '--remote-debugging-pipe', `--user-data-dir=${this.profile}`, 'about:blank',
    ], { stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'], env: { ...process.env, HOME: this.profile } });
    this.out = /** @type {import('node:stream').Writable} */ (this.process.stdio[3]);
    this.number = 0;
    this.session = '';
    /** @type {Map<number, { resolve: (result: any) => void, reject: (error: Error) => void }>} */
    this.waiting = new Map();
    /** What went wrong in the page, as the browser tells it. @type {string[]} */
    this.faults = [];
    let rest = '';
    const back = /** @type {import('node:stream').Readable} */ (this.process.stdio[4]);
    back.setEncoding('utf8').on('data', (part) => {
      const messages = (rest + part).split('\0');
      rest = messages.pop() ?? '';
      for (const message of messages) this.hear(JSON.parse(message));
    });
    this.out.on('error', () => undefined);
    const gone = () => { for (const { reject } of this.waiting.values()) reject(new Error('The browser is gone.')); };
    this.process.on('error', gone).on('exit', gone);
  }

  /** @param {string} program */
  static async start(program) {
    const browser = new Cdp(program);
    try {
      browser.version = (await browser.send('Browser.getVersion')).product;
      const { targetId } = await browser.send('Target.createTarget', { url: 'about:blank' });
      browser.session = (await browser.send('Target.attachToTarget', { targetId, flatten: true })).sessionId;
      await browser.send('Page.enable');
      await browser.send('Runtime.enable');
      return browser;
    } catch (error) {
      await browser.close();
      throw error;
    }
  }

  version = '';

  /** @type {(value: unknown) => void} */
  loaded = () => undefined;

  /** @param {{ id?: number, result?: any, error?: { message: string }, method?: string, params?: any }} message */
  hear({ id, result, error, method, params }) {
    if (method === 'Page.loadEventFired') this.loaded(undefined);
    if (method === 'Runtime.exceptionThrown') this.faults.push(params.exceptionDetails.exception?.description ?? params.exceptionDetails.text);
    const waiting = id === undefined ? undefined : this.waiting.get(id);
    if (!waiting || id === undefined) return;
    this.waiting.delete(id);
    if (error) waiting.reject(new Error(error.message));
    else waiting.resolve(result);
  }

  /**
   * @param {string} method
   * @param {object} [params]
   * @returns {Promise<any>}
   */
  send(method, params = {}) {
    this.number += 1;
    const id = this.number;
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`${method} was not answered.`)), PATIENCE);
      const done = (/** @type {(value: any) => void} */ act) => (/** @type {any} */ value) => {
        clearTimeout(timer);
        act(value);
      };
      this.waiting.set(id, { resolve: done(resolve), reject: done(reject) });
      this.out.write(`${JSON.stringify({ id, method, params, ...(this.session === '' ? {} : { sessionId: this.session }) })}\0`);
    });
  }

  /** @param {string} url */
  async goto(url) {
    const loaded = new Promise((resolve) => { this.loaded = resolve; });
    await this.send('Page.navigate', { url });
    await loaded;
  }

  /** Runs in every page from now on before its own scripts. @param {string} source */
  async before(source) {
    await this.send('Page.addScriptToEvaluateOnNewDocument', { source });
  }

  /** @param {string} expression */
  async evaluate(expression) {
    const { result, exceptionDetails } = await this.send('Runtime.evaluate', { expression, awaitPromise: true, returnByValue: true });
    if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
    return result.value;
  }

  /** @param {string} text */
  async type(text) {
    for (const key of text) {
      await this.send('Input.dispatchKeyEvent', { type: 'keyDown', text: key, key });
      await this.send('Input.dispatchKeyEvent', { type: 'keyUp', key });
    }
  }

  async close() {
    const ended = new Promise((resolve) => {
      if (this.process.exitCode !== null || this.process.signalCode !== null || this.process.pid === undefined) resolve(null);
      this.process.once('exit', resolve);
    });
    this.process.kill('SIGKILL');
    await ended;
    try {
      rmSync(this.profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
    } catch {
      // Its helper processes outlive it for a moment and may still write there; what is left is a folder of temporary files.
    }
  }
}
