// Programs that Debian's packages bring.
import { ask, say, status } from './run.mjs';

/**
 * @param {string} program
 * @param {string[]} packages that bring it
 * @returns {Promise<string | null>} where it is; null where it cannot be had
 */
export async function byApt(program, packages) {
  const found = ask('which', [program]);
  if (found) return found;
  const asRoot = process.getuid?.() === 0 ? [] : ask('sudo', ['-n', 'true']) !== null ? ['sudo', '-n'] : null;
  if (asRoot === null || ask('apt-get', ['--version']) === null) return null;
  say(`Installing ${packages.join(', ')} (apt-get; 1 to 3 minutes)`);
  for (const args of [['update', '-q'], ['install', '-q', '-y', '--no-install-recommends', ...packages]]) {
    const [first, ...rest] = [...asRoot, 'env', 'DEBIAN_FRONTEND=noninteractive', 'apt-get', ...args];
    if (await status(first, rest) !== 0) return null;
  }
  return ask('which', [program]);
}
