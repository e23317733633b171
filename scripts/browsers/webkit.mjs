// WebKitGTK, by the W3C's WebDriver, on a screen that nobody sees.
import { spawn } from 'node:child_process';
import { createServer } from 'node:net';

/** @typedef {import('./driven.mjs').Driven} Driven */

const PATIENCE = 20_000;

/** @implements {Driven} */
export class WebKit {
  /**
   * @param {import('node:child_process').ChildProcess} server
   * @param {string} address
   */
  constructor(server, address) {
    this.server = server;
    this.address = address;
    this.version = '';
    /** @type {string[]} */
    this.faults = [];
  }

  /**
   * @param {string} xvfb xvfb-run
   * @param {string} program WebKitWebDriver
   */
  static async start(xvfb, program) {
    const port = await freePort();
    const server = spawn(xvfb, ['-a', program, `--port=${port}`, '--host=127.0.0.1'], {
      stdio: 'ignore', detached: true,
      // As root and in containers there is no sandbox to be had.
      env: { ...process.env, WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: '1', WEBKIT_DISABLE_COMPOSITING_MODE: '1', LIBGL_ALWAYS_SOFTWARE: '1' },
    });
    server.on('error', () => undefined);
    const browser = new WebKit(server, `http://127.0.0.1:${port}`);
    try {
      const { sessionId, capabilities } = await browser.begin();
      browser.address += `/session/${sessionId}`;
      browser.version = `${capabilities.browserName} ${capabilities.browserVersion}`;
      await browser.ask('POST', '/timeouts', { script: 60_000 });
      return browser;
    } catch (error) {
      await browser.close();
      throw error;
    }
  }

  /** The driver takes a while to listen. @returns {Promise<any>} */
  async begin() {
    for (const started = Date.now(); ;) {
      try {
        return await this.ask('POST', '/session', { capabilities: { alwaysMatch: {} } });
      } catch (error) {
        const isListening = !(error instanceof TypeError);
        if (isListening || Date.now() - started > PATIENCE) throw error;
        await new Promise((resolve) => setTimeout(resolve, 300));
      }
    }
  }

  /**
   * @param {string} method
   * @param {string} path
   * @param {object} [body]
   * @returns {Promise<any>}
   */
  async ask(method, path, body) {
    const answer = await fetch(this.address + path, { method, ...(body ? { body: JSON.stringify(body) } : {}), signal: AbortSignal.timeout(90_000) });
    const { value } = /** @type {any} */ (await answer.json());
    if (!answer.ok) throw new Error(`${value.error}: ${value.message}`);
    return value;
  }

  /** @param {string} url */
  goto(url) {
    return this.ask('POST', '/url', { url });
  }

  /** @param {string} expression */
  async evaluate(expression) {
    // The page's policy lets nobody evaluate text, so the driver gets the code as a function's body.
    const script = `const done = arguments[arguments.length - 1];
      Promise.resolve().then(() => (${expression})).then((value) => done({ value }), (error) => done({ fault: String(error && error.stack || error) }));`;
    const { value, fault } = await this.ask('POST', '/execute/async', { script, args: [] });
    if (fault) throw new Error(fault);
    return value;
  }

  /** @param {string} text */
  async type(text) {
    const actions = [...text].flatMap((value) => [{ type: 'keyDown', value }, { type: 'keyUp', value }]);
    await this.ask('POST', '/actions', { actions: [{ type: 'key', id: 'keyboard', actions }] });
  }

  async close() {
    if (this.address.includes('/session/')) await this.ask('DELETE', '').catch(() => undefined);
    // The screen goes with its group of processes.
    if (this.server.pid) {
      try {
        process.kill(-this.server.pid, 'SIGTERM');
      } catch {
        // It is gone already.
      }
    }
  }
}

/** @returns {Promise<number>} */
function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer().on('error', reject).listen(0, '127.0.0.1', () => {
      const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
      server.close(() => resolve(port));
    });
  });
}
