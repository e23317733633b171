// npm run test:browsers: the built page in old and other browsers, which it downloads or installs where it can.
import { packages } from './install.mjs';
import { command, run } from './run.mjs';

await command(async () => {
  console.log('gouji: runs the built page in Chromium 78, 90, 109 and of today, Firefox and WebKitGTK. Some 250 MB are downloaded the first time; then 2 to 4 minutes.');
  await packages();
  await run(process.execPath, ['--test', '--test-reporter=spec', '--test-concurrency=1', 'tests/browsers/browsers.test.mjs'], { minutes: 12 });
});
