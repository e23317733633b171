// The package's types, as a strict TypeScript project sees them.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { test } from 'node:test';
import { ROOT } from '../../scripts/run.mjs';
import { project } from './installed.mjs';

const TSC = join(ROOT, 'node_modules/typescript/bin/tsc');

const folder = project({
  'figures.ts': `import { Unread, check, checkFile, forms, type Address, type Answer, type FindingView, type KnownForm, type Report } from 'gouji';

const report: Report = { cells: { 'disputes.reconsideration.total': 7, 'disputes.reconsideration.other': null }, year: 2024 };
const answer: Answer = await check(report, { forms: ['{}', { id: 'own' }] });
const hard: FindingView[] = answer.findings.filter(({ severity }) => severity === 'hard');
const cells: Address[] = hard.flatMap(({ cells }) => cells);
const first: string | undefined = answer.repairs.options[0]?.changes[0]?.to;
await check(answer);
try {
  await checkFile({ name: '年报.docx', bytes: new Uint8Array() });
} catch (error) {
  if (error instanceof Unread) error.message.trim();
}
const known: KnownForm[] = await forms();
export const told = [cells, first, known[0].cells[0].name, known[0].tables[0].blocks[0].rows];
`,
  'element.ts': `import 'gouji/element';
import type { GoujiReport, GoujiReportEvents } from 'gouji/element';

const element: GoujiReport = document.createElement('gouji-report');
element.cells = { 'disputes.reconsideration.total': '7' };
element.addEventListener('check', (event) => {
  const { detail }: GoujiReportEvents['check'] = event as GoujiReportEvents['check'];
  detail.findings.map(({ message }) => message);
});
export const wasRead: boolean = await element.load(new File([], '年报.docx'));
export const failed: number = (await element.check()).failed;
`,
  'severity.ts': `import { check } from 'gouji';
(await check({ cells: {} })).findings.filter(({ severity }) => severity === 'fatal');
`,
  'cells.ts': `import { check } from 'gouji';
await check({ year: 2024 });
`,
});

// As projects find modules today.
for (const [module, resolution] of [['nodenext', 'nodenext'], ['esnext', 'bundler']]) {
  test(`strict TypeScript takes right programs, and wrong ones not (${resolution})`, () => {
    const { stdout } = spawnSync(process.execPath, [
      TSC, 'figures.ts', 'element.ts', 'severity.ts', 'cells.ts', '--ignoreConfig', '--strict', '--noEmit', '--pretty', 'false',
      '--target', 'es2022', '--lib', 'es2022,dom', '--module', module, '--moduleResolution', resolution,
    ], { cwd: folder, encoding: 'utf8' });
    const complaints = [...stdout.matchAll(/^(\S+)\(.*error (TS\d+)/gm)].map(([, file, code]) => `${file} ${code}`);
    assert.deepEqual(complaints, ['cells.ts TS2345', 'severity.ts TS2367']);
  });
}
