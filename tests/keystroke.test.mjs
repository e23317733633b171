// Typing through shared memory says what typing through the session's ordinary methods says.
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { Keystroke } from '../www/app/report/keystroke.js';

const BUILT = new URL('../www/pkg/page/', import.meta.url);
const WASM = new URL('gouji_page_bg.wasm', BUILT);
const TEXTS = ['12', '', '１２', '/', '无', '7件', 'x', '1'.repeat(300), '3', '0012', '5.5', '99999999999999999', '😀'];

test('a key says what put() and failed() say', { skip: existsSync(WASM) ? false : 'the wasm package is not built' }, async () => {
  const { default: init, Session } = await import(new URL('gouji_page.js', BUILT).href);
  const { memory } = await init({ module_or_path: readFileSync(WASM) });
  const ordinary = new Session();
  // The second has so little room that it must fall back on the ordinary methods.
  const keystrokes = [Session.room(), 2].map((room) => new Keystroke(new Session(), memory, room));
  for (let step = 0; step < 5000; step++) {
    const cell = (step * 37) % 200;
    const text = TEXTS[step % TEXTS.length];
    if (step === 2500) memory.grow(1);
    const count = ordinary.put(cell, text);
    for (const keystroke of keystrokes) {
      assert.equal(keystroke.put(cell, text), count);
      assert.deepEqual([...keystroke.failing.slice(0, count)], [...ordinary.failed()], `${text} in ${cell}`);
    }
  }
});
