// Reads every real report beside the repository and compares it with what a careful reader finds.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { rustComponents } from './install.mjs';
import { ROOT, run } from './run.mjs';

const REPORTS = join(ROOT, '..', 'shared', 'corpus');
const TEST = ['test', '--locked', '--test', 'corpus', '--', '--nocapture', '--test-threads=1'];

if (existsSync(REPORTS)) {
  console.log('Reading the real reports (seconds; a minute or two the first time)');
  await rustComponents();
  await run('cargo', TEST);
} else {
  console.log(`Nothing to read: there is no folder ${REPORTS}. The reports are not part of the repository.`);
}
