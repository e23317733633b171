// A static server for the page, for `npm start` and the browser tests. Listens on this machine only.
import { createServer } from 'node:http';
import { readFile, realpath } from 'node:fs/promises';
import { extname, join, sep } from 'node:path';
import { MIME_TYPES, headersFor } from './headers.mjs';

const HOST = '127.0.0.1';
const PORTS_TRIED = 50;

/** @typedef {{ method: string, path: string, status: number }} Request */

/**
 * @typedef {object} Served
 * @property {string} url with a slash at its end
 * @property {Request[]} requests every request so far, in order
 * @property {() => Promise<void>} close
 */

/**
 * Serves a folder.
 * @param {{ root: string, port?: number, change?: (headers: Record<string, string>, path: string) => void }} options the next free port
 *   is taken where this one is not, 0 is any; tests of worse servers change headers
 * @returns {Promise<Served>}
 */
export async function serve({ root, port = 0, change = () => undefined }) {
  /** @type {Request[]} */
  const requests = [];
  const folder = await realpath(root);
  const server = createServer(async (request, response) => {
    const { method = '', url: path = '' } = request;
    const { status, type, body } = await answer(folder, method, path);
    requests.push({ method, path, status });
    /** @type {Record<string, string>} */
    const headers = { ...headersFor(request.headers['user-agent'] ?? ''), 'Content-Type': type, 'Content-Length': String(body.length) };
    if (status === 405) headers.Allow = 'GET, HEAD';
    change(headers, path);
    response.writeHead(status, headers);
    response.end(method === 'HEAD' ? undefined : body);
  });
  const taken = await listen(server, port);
  return {
    url: `http://${HOST}:${taken}/`,
    requests,
    close: () => new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    }),
  };
}

/**
 * @param {import('node:http').Server} server
 * @param {number} wanted
 * @returns {Promise<number>} the port it listens on
 */
async function listen(server, wanted) {
  for (let port = wanted; ; port += 1) {
    try {
      return await listenOn(server, port);
    } catch (error) {
      const isTaken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
      if (!isTaken || port === wanted + PORTS_TRIED) throw error;
    }
  }
}

/**
 * @param {import('node:http').Server} server
 * @param {number} port
 * @returns {Promise<number>}
 */
function listenOn(server, port) {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, HOST, () => {
      server.off('error', reject);
      resolve(/** @type {import('node:net').AddressInfo} */ (server.address()).port);
    });
  });
}

/**
 * @param {string} folder
 * @param {string} method
 * @param {string} url
 * @returns {Promise<{ status: number, type: string, body: Buffer }>}
 */
async function answer(folder, method, url) {
  if (method !== 'GET' && method !== 'HEAD') return refusal(405, 'Only GET and HEAD.');
  const path = fileFor(url);
  if (path === null) return refusal(400, 'Not a path of this page.');
  try {
    // A link could lead out of the folder, so what counts is where the file really is.
    const file = await realpath(join(folder, path));
    if (!file.startsWith(folder + sep)) return refusal(404, 'Not found.');
    return { status: 200, type: MIME_TYPES[extname(file)] ?? 'application/octet-stream', body: await readFile(file) };
  } catch {
    // Missing, a folder, or unreadable: there is nothing to be told apart from outside.
    return refusal(404, 'Not found.');
  }
}

/**
 * @param {number} status
 * @param {string} text
 */
const refusal = (status, text) => ({ status, type: MIME_TYPES['.txt'], body: Buffer.from(`${text}\n`) });

/**
 * @param {string} url
 * @returns {string | null} a path below the root; null for one that tries to leave it or names a hidden file
 */
function fileFor(url) {
  let path;
  try {
    path = decodeURIComponent(url.split('?')[0]);
  } catch {
    return null;
  }
  const isPlain = path.startsWith('/') && !path.includes('\\') && !path.includes('\0')
    && path.split('/').every((name) => !name.startsWith('.'));
  if (!isPlain) return null;
  return path.endsWith('/') ? `${path}index.html` : path;
}
