// What is in dist/, by checksum: `sha256sum -c checksums.txt` there shows whether anything was changed since.
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * @param {string} dist
 * @param {string[]} files
 */
export function writeChecksums(dist, files) {
  const digest = (/** @type {string} */ algorithm, /** @type {string} */ file) => createHash(algorithm).update(readFileSync(join(dist, file)));
  const lines = [
    '# sha256sum -c checksums.txt',
    ...files.map((file) => `${digest('sha256', file).digest('hex')}  ${file}`),
    '# integrity="…"',
    ...files.filter((file) => /\.(js|css)$/.test(file)).map((file) => `# sha384-${digest('sha384', file).digest('base64')}  ${file}`),
  ];
  writeFileSync(join(dist, 'checksums.txt'), `${lines.join('\n')}\n`);
}
