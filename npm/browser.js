// `gouji` in a browser: bundlers put the engine beside the script that holds this.
import { lend } from './check.js';

lend(async () => {
  const answer = await fetch(new URL('./gouji_whole_bg.wasm', import.meta.url));
  if (!answer.ok) throw new Error(`${answer.url}: ${answer.status}`);
  return answer.arrayBuffer();
});

export { Unread, check, checkFile, forms } from './check.js';
