// npm run build: installs what is missing, and writes the deployable dist/.
import { packages } from './install.mjs';
import { command, elapsed, say } from './run.mjs';

await command(async () => {
  const started = performance.now();
  console.log('gouji: builds dist/. The first time 5 to 15 minutes on two cores (tools are compiled), afterwards a few seconds.');
  await packages();
  const { buildWasm } = await import('./wasm.mjs');
  await buildWasm();
  const { writeDist } = await import('./dist.mjs');
  await writeDist();
  say(`dist/ is ready to be served, after ${elapsed(started)}. Its server should send the headers of scripts/headers.mjs.`);
});
