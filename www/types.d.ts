// What the page's modules call the engine's data. Only `import("./types")` in JSDoc reads this file.
export type {
  Session, FormView, TableView, BlockView, LineView, CellView,
  PageAnswer as Answer, Found, Located, FindingView, CauseView, RepairView, BlindView, Reading, TableReading, FileReading, TableCounts,
  Address, Severity,
} from './pkg/page/gouji_page.js';
export type { Reader, Localiser } from './pkg/paste/gouji_paste.js';
