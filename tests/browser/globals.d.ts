// What the harness and hostile pastes leave in the page.
interface Window {
  noticed: { violations: string[]; tasks: number[] };
  prepared: DataTransfer;
  controls: Element[];
  pwned?: unknown;
  duplicates: unknown[];
}
