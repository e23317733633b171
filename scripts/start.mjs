// npm start: installs what is missing, builds the wasm packages, serves the page.
import { join } from 'node:path';
import { packages } from './install.mjs';
import { ROOT, command, say } from './run.mjs';

await command(async () => {
  console.log('gouji: installs what is missing, builds, then serves the page.\n'
    + 'The first time this takes 5 to 15 minutes on two cores, afterwards a few seconds.');
  await packages();
  const { buildWasm } = await import('./wasm.mjs');
  await buildWasm();
  const { serve } = await import('./serve.mjs');
  const { url } = await serve({ root: join(ROOT, 'www'), port: Number(process.env.PORT || 8080) });
  say(`The page is at ${url} (Ctrl+C stops it)`);
});
