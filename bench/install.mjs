// HyperFormula is under the GPL-3.0: it is installed here and nowhere else, only to be measured.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const HERE = fileURLToPath(new URL('.', import.meta.url));
const INSTALLED = new URL('node_modules/hyperformula/package.json', import.meta.url);

/** @param {URL} file */
const read = (file) => JSON.parse(readFileSync(file, 'utf8'));

/** The version in bench/node_modules if it is the pinned one, else null. @returns {string | null} */
export function installed() {
  const { version } = existsSync(INSTALLED) ? read(INSTALLED) : { version: null };
  return version === read(new URL('package.json', import.meta.url)).dependencies.hyperformula ? version : null;
}

/** Installs it by the lock file, unless it is there. @returns {string | null} */
export function install() {
  if (installed()) return installed();
  console.log('Installing HyperFormula into bench/node_modules (npm ci; a few seconds). Its licence is GPL-3.0-only: '
    + 'it is used by this benchmark alone, and no part of it is in gouji.');
  spawnSync('npm', ['ci', '--no-fund', '--no-audit'], { cwd: HERE, stdio: 'inherit', shell: process.platform === 'win32' });
  return installed();
}
