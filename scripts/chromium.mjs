// Finds Chromium for the browser tests, and installs it where apt can.
import { existsSync } from 'node:fs';
import { Failure, ask, run, say } from './run.mjs';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/** No sandbox: root and containers have none. The rest keeps it from calling home. */
export const CHROMIUM_FLAGS = [
  '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
  '--disable-background-networking', '--disable-component-update', '--disable-sync',
];

/** @returns {string | null} the environment's CHROMIUM, or the first that PATH finds */
export function findChromium() {
  const named = process.env.CHROMIUM;
  if (named) {
    if (!existsSync(named)) throw new Failure(`CHROMIUM names ${named}, which does not exist.`);
    return named;
  }
  for (const name of NAMES) {
    const path = ask('which', [name]);
    if (path) return path;
  }
  return null;
}

/** @returns {Promise<string>} */
export async function chromium() {
  const found = findChromium() ?? await installByApt();
  if (found !== null) return found;
  throw new Failure('Chromium was not found. Install Chromium or Chrome, or name its program in the environment variable CHROMIUM.');
}

async function installByApt() {
  const asRoot = process.getuid?.() === 0 ? [] : ask('sudo', ['-n', 'true']) !== null ? ['sudo', '-n'] : null;
  if (asRoot === null || ask('apt-get', ['--version']) === null) return null;
  say('Installing Chromium (apt-get; 1 to 3 minutes)');
  const apt = (/** @type {string[]} */ ...args) => {
    const [program, ...rest] = [...asRoot, 'env', 'DEBIAN_FRONTEND=noninteractive', 'apt-get', ...args];
    return run(program, rest);
  };
  await apt('update', '-q');
  await apt('install', '-q', '-y', '--no-install-recommends', 'chromium');
  return findChromium();
}
