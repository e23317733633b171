// npm run proof: 10,000 made reports, repaired by the wasm package and by HiGHS. Some minutes; `npm test` does a part of it.
import { command, run } from './run.mjs';

await command(async () => {
  console.log('gouji: repairs 10,000 made reports beside HiGHS. 5 to 15 minutes. "npm run build" must have been run.');
  await run(process.execPath, ['--test', '--test-reporter=spec', 'tests/solver.test.mjs'], { env: { CASES: '10000' } });
});
