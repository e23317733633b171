import type { Address, PageAnswer } from './types.d.ts';

/** What is filled in, as it can be given to `check` of `gouji`. */
export interface Filled {
  year?: number | null;
  forms?: Record<string, string>;
  cells?: Record<Address, string>;
}

/** `<gouji-report>`: attributes `year`, `form`, `form-src`, `readonly`, `required`, `draft`, `name`. */
export interface GoujiReport extends HTMLElement {
  /** What is filled in, by address. Setting it fills these cells and leaves the others. */
  cells: Record<Address, string>;
  /** The report year: as chosen, else as the attribute says. Setting it sets the attribute. */
  year: number | null;
  /** The format's id, as the attribute has it; '' for the one that follows from what is read. */
  form: string;
  readonly: boolean;
  required: boolean;
  /** Last year's report, which this one is compared with: figures as written, by address, an uncertain one as all that it may be (`34|43`); null for none. */
  prior: { year?: number | null; cells: Record<Address, string> } | null;
  /** Starts at once rather than when it comes near the window. */
  start(): Promise<unknown>;
  /** Reads a report as if it had been pasted or opened; gives whether any table was recognised. */
  load(source: string | File): Promise<boolean>;
  /** Checks, names blanks too, and gives all that is known. */
  check(): Promise<PageAnswer>;
  /** All that is known, without asking for a check; what is to be filled in where it has not started. */
  toJSON(): PageAnswer | Filled;
  checkValidity(): boolean;
  reportValidity(): boolean;
}

/** Its events, besides those of every element. All of them bubble; `change` is a `CustomEvent` here. */
export interface GoujiReportEvents {
  ready: CustomEvent<{ version: string }>;
  change: CustomEvent<{ cells: Record<Address, string> }>;
  check: CustomEvent<PageAnswer>;
  apply: CustomEvent<unknown>;
  fault: CustomEvent<{ message: string }>;
}

declare global {
  interface HTMLElementTagNameMap {
    'gouji-report': GoujiReport;
  }
}
