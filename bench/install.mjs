// The peers that only the benchmark needs are installed here and nowhere else. HyperFormula is under the GPL-3.0.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const HERE = fileURLToPath(new URL('.', import.meta.url));

/** @param {URL} file */
const read = (file) => JSON.parse(readFileSync(file, 'utf8'));

/**
 * The versions in bench/node_modules if all of them are the pinned ones, else null.
 * @returns {Record<string, string> | null}
 */
export function installed() {
  const { dependencies } = read(new URL('package.json', import.meta.url));
  const isThere = (/** @type {string} */ name) => {
    const own = new URL(`node_modules/${name}/package.json`, import.meta.url);
    return existsSync(own) && read(own).version === dependencies[name];
  };
  return Object.keys(dependencies).every(isThere) ? dependencies : null;
}

/** Installs them by the lock file, unless they are there. */
export function install() {
  if (installed()) return installed();
  console.log('Installing the peers into bench/node_modules (npm ci; some seconds). One of them, HyperFormula, is under the '
    + 'GPL-3.0-only: they are used by this benchmark alone, and no part of them is in gouji.');
  // pdf.js would bring a canvas to draw on, which reading does not need.
  spawnSync('npm', ['ci', '--omit=optional', '--no-fund', '--no-audit'], { cwd: HERE, stdio: 'inherit', shell: process.platform === 'win32' });
  return installed();
}
