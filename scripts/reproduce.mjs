// npm run reproduce: builds twice, from clean copies in different folders, and compares every byte of dist/.
// `-- --page` leaves the wasm packages as they are, which saves compiling them twice.
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { filesBelow } from './files.mjs';
import { packages } from './install.mjs';
import { Failure, ROOT, ask, command, elapsed, run, say } from './run.mjs';

const { values: { page } } = parseArgs({ options: { page: { type: 'boolean', default: false } } });

await command(async () => {
  const started = performance.now();
  console.log(`gouji: builds twice and compares. ${page ? 'The wasm packages are taken as they are. Half a minute.' : 'Everything is compiled twice: 6 to 20 minutes on two cores.'}`);
  await packages();
  const folder = mkdtempSync(join(tmpdir(), 'gouji-reproduce-'));
  try {
    // The folders' names differ in length too.
    const [one, other] = [join(folder, 'one'), join(folder, 'in another/place')].map((copy) => copied(copy));
    for (const copy of [one, other]) {
      say(`Building in ${copy}`);
      await run(process.execPath, [join(copy, 'scripts/build.mjs'), ...(page ? ['--page'] : [])]);
    }
    const differing = compare(join(one, 'dist'), join(other, 'dist'));
    if (differing.length > 0) throw new Failure(`Two builds differ in ${differing.join(', ')}.`);
    say(`Two builds gave the same ${filesBelow(join(one, 'dist')).length} files, byte by byte, after ${elapsed(started)}${page ? ' (wasm packages built once)' : ''}.`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

/**
 * What the repository holds, and nothing that was built; npm's packages are pinned, and lent.
 * @param {string} to
 */
function copied(to) {
  const listed = ask('git', ['ls-files', '--cached', '--others', '--exclude-standard', '-z']);
  if (listed === null) throw new Failure('This is no git working copy, so what belongs to the sources is not known.');
  for (const file of listed.split('\0').filter((name) => name !== '' && existsSync(join(ROOT, name)))) {
    mkdirSync(dirname(join(to, file)), { recursive: true });
    cpSync(join(ROOT, file), join(to, file));
  }
  symlinkSync(join(ROOT, 'node_modules'), join(to, 'node_modules'));
  if (page) cpSync(join(ROOT, 'www/pkg'), join(to, 'www/pkg'), { recursive: true });
  return to;
}

/**
 * @param {string} one
 * @param {string} other
 * @returns {string[]} files that are not the same in both
 */
function compare(one, other) {
  const files = [...new Set([...filesBelow(one), ...filesBelow(other)])].sort();
  return files.filter((file) => !existsSync(join(one, file)) || !existsSync(join(other, file)) || !readFileSync(join(one, file)).equals(readFileSync(join(other, file))));
}
