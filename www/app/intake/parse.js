// Pasted markup by the browser's own parser, a slice at a time. The page stays usable meanwhile, and markup that
// is made to keep a parser busy is given up before it does: formatting that is never closed, for one, is copied
// into every paragraph, and a few kilobytes of it take the browser half a minute.
import { documentApart, writeApart } from '../shell/trusted.js';

/** Parsing may take so many milliseconds in all. A page of 128 K characters takes some ten. */
const MOST_TIME = 400;

/** After so many milliseconds the page gets a turn. */
const TURN = 30;

/** A slice that takes longer than this makes the next ones shorter. */
const SLOW = 4;

const SHORTEST = 64;
const LONGEST = 16 * 1024;

/** The markup is made so that parsing it does not end in time. */
export class Endless extends Error {}

/**
 * A document apart from the page: nothing in it runs or is fetched.
 * @param {string} html
 * @returns {Promise<Document>} fails with `Endless`
 */
export async function parsed(html) {
  const page = documentApart();
  let length = 1024;
  let [spent, sinceTurn] = [0, 0];
  for (let at = 0; at < html.length;) {
    const started = performance.now();
    writeApart(page, html.slice(at, at + length));
    const took = performance.now() - started;
    at += length;
    length = took > SLOW ? Math.max(SHORTEST, length >> 2) : Math.min(LONGEST, length * 2);
    spent += took;
    sinceTurn += took;
    if (spent > MOST_TIME) throw new Endless('takes too long to parse');
    if (sinceTurn > TURN && at < html.length) {
      sinceTurn = 0;
      await new Promise((resolve) => setTimeout(resolve));
    }
  }
  page.close();
  return page;
}
