// The packed package, installed into a project of its own, as anyone would.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after } from 'node:test';
import { ROOT } from '../../scripts/run.mjs';

const { name, version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));

/** What `npm run package` writes. */
const PACKED = join(ROOT, `target/${name}-${version}.tgz`);

/**
 * A project that has the package and nothing else; it goes when the tests are over.
 * @param {Record<string, string>} [files] that it has too
 * @returns {string} its folder
 */
export function project(files = {}) {
  assert.ok(existsSync(PACKED), `There is no ${PACKED}: run "npm run package" first.`);
  const folder = mkdtempSync(join(tmpdir(), 'gouji-package-'));
  after(() => rmSync(folder, { recursive: true }));
  for (const [file, text] of Object.entries({ 'package.json': '{ "private": true, "type": "module" }', ...files })) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), text);
  }
  const { status, stderr } = spawnSync('npm', ['install', '--offline', '--no-audit', '--no-fund', PACKED], { cwd: folder, encoding: 'utf8', shell: process.platform === 'win32' });
  assert.equal(status, 0, stderr);
  return folder;
}
