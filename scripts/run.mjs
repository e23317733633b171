// Running other programs, and telling the person at the terminal what is going on.
import { spawn, spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** The repository's root, with a separator at its end. */
export const ROOT = fileURLToPath(new URL('..', import.meta.url));

/** A failure that the message explains in full: no stack trace is of use to whoever reads it. */
export class Failure extends Error {}

/** @param {string} text */
export const say = (text) => console.log(`\n==> ${text}`);

/** @param {number} since a `performance.now()` */
export const elapsed = (since) => `${((performance.now() - since) / 1000).toFixed(1)} s`;

// npm and its like are .cmd files on Windows, which only a shell starts.
const shell = process.platform === 'win32';

/** @typedef {{ env?: NodeJS.ProcessEnv, minutes?: number }} Options `minutes`: a program that takes longer is stopped and has failed */

/**
 * Runs a program, its output going straight to the terminal.
 * @param {string} program
 * @param {string[]} args
 * @param {Options} [options]
 * @returns {Promise<number>} the exit status; 127 where the program is missing, 124 where it took longer than it may
 */
export function status(program, args, { env, minutes } = {}) {
  return new Promise((resolve) => {
    const child = spawn(program, args, { cwd: ROOT, stdio: ['ignore', 'inherit', 'inherit'], shell: shell && program !== process.execPath, env: { ...process.env, ...env } });
    const limit = minutes === undefined ? undefined : setTimeout(() => {
      console.error(`${program}: stopped, as it had not ended after ${minutes} minutes.`);
      child.kill();
      resolve(124);
    }, minutes * 60_000);
    child.on('error', (error) => {
      clearTimeout(limit);
      console.error(`${program}: ${error.message}`);
      resolve(127);
    });
    child.on('close', (code) => {
      clearTimeout(limit);
      resolve(code ?? 1);
    });
  });
}

/**
 * As `status`, but anything other than success is a `Failure`.
 * @param {string} program
 * @param {string[]} args
 * @param {Options} [options]
 */
export async function run(program, args, options) {
  const code = await status(program, args, options);
  if (code !== 0) throw new Failure(`"${[program, ...args].join(' ')}" ended with status ${code}.`);
}

/**
 * What a program prints, or null where it is missing or fails.
 * @param {string} program
 * @param {string[]} args
 */
export function ask(program, args) {
  const { status: code, stdout } = spawnSync(program, args, { cwd: ROOT, encoding: 'utf8', maxBuffer: 2 ** 26, shell: shell && program !== process.execPath });
  return code === 0 ? stdout.trim() : null;
}

/**
 * Runs a command's main function: its failures are told in one paragraph, its status is the process's.
 * @param {() => Promise<void>} main
 */
export async function command(main) {
  try {
    await main();
  } catch (error) {
    console.error(error instanceof Failure ? `\nFailed: ${error.message}` : error);
    process.exitCode = 1;
  }
}
