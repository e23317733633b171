// npm run build: installs what is missing, and writes the deployable dist/. `-- --page` takes the wasm packages as they are.
import { parseArgs } from 'node:util';
import { packages } from './install.mjs';
import { command, elapsed, say } from './run.mjs';

const { values: { page } } = parseArgs({ options: { page: { type: 'boolean', default: false } } });

await command(async () => {
  const started = performance.now();
  console.log('gouji: builds dist/. The first time 5 to 15 minutes on two cores (tools are compiled), afterwards a few seconds.');
  await packages();
  if (!page) {
    const { buildWasm } = await import('./wasm.mjs');
    await buildWasm();
  }
  const { writeDist } = await import('./dist.mjs');
  await writeDist();
  say(`dist/ is ready to be served, after ${elapsed(started)}: the page, and gouji.html, which is all of it in one file. README.zh-CN.md says what headers to send.`);
});
