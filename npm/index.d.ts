export { Unread, check, checkFile, forms } from './check.js';
export type { FileAnswer, KnownForm, Options, Report, ReportFile } from './check.js';
export type * from './types.d.ts';
