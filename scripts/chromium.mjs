// Finds Chromium for the browser tests, and installs it where apt can.
import { existsSync } from 'node:fs';
import { byApt } from './apt.mjs';
import { Failure, ask } from './run.mjs';

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
  const found = findChromium() ?? await byApt('chromium', ['chromium']);
  if (found !== null) return found;
  throw new Failure('Chromium was not found. Install Chromium or Chrome, or name its program in the environment variable CHROMIUM.');
}
