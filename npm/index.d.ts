export { Unread, check, checkFile, forms } from './check.js';
export type { KnownForm, Options, Report, ReportFile } from './check.js';
export type * from './types.d.ts';
