/** 强制 (must be changed), 核实 (change or explain), 提示 (look again). */
export type Severity = "hard" | "soft" | "notice";

/** `table.row.column`, such as `applications.received.natural`. */
export type Address = string;

/** An official format as the page draws it. */
export interface FormView {
  id: string;
  name: string;
  /** What the report is called, without issuer and year. */
  title: string;
  /** The notice that prescribes it. */
  authority: string;
  /** First and last report year; `to` is null while it is in force. */
  from: number;
  to: number | null;
  tables: TableView[];
}

export interface TableView {
  id: string;
  /** 表三 */
  name: string;
  /** The section heading above the table. */
  label: string;
  blocks: BlockView[];
}

export interface BlockView {
  /** The line printed across the block. */
  heading: string | null;
  corner: string | null;
  /** All rows are printed beside each other in one line, under headers of their own. */
  inline: boolean;
  columns: LineView[];
  rows: LineView[];
}

/** A printed label: with `lines` it spans others, without it is a row or column of cells. */
export interface LineView {
  /** The row's or column's part of an address; null for a label that only spans others. */
  id: string | null;
  label: string;
  /** How sentences name it: the label behind the short names of its groups. */
  name: string;
  lines: LineView[];
}

/** A cell of the open report, in the order of the numbers that `put` and the typed arrays use. */
export interface CellView {
  address: Address;
  /** 表三“（一）予以公开”行“自然人”列 */
  name: string;
  unit: string;
  /** Whether it may be negative. */
  signed: boolean;
  decimals: number;
}

/** A term of a failed comparison. */
export interface TermView {
  cell: Address;
  /** Its sign where it is written; shown as ＋ or － in the cell. */
  sign: "+" | "-";
  /** Which side of the comparison it stands on. */
  side: "left" | "right";
  /** Plain digits; "" for a blank, which counts as 0. */
  value: string;
}

/** What a blank cell must hold. */
export interface ExpectedView {
  cell: Address;
  /** Plain digits: the value, or the difference from `relativeTo`. */
  value: string;
  /** Null where the value itself is fixed; else the blank cell from which only the distance is. */
  relativeTo: Address | null;
}

export interface FindingView {
  /** The rule's id, such as `T3-BAL`. */
  rule: string;
  /** What is wrong, as a noun phrase. */
  fault: string;
  severity: Severity;
  /** The table's id. */
  table: string;
  /** Every cell concerned; the one to look at first stands first. */
  cells: Address[];
  /** The terms of a failed comparison; empty for other findings. */
  terms: TermView[];
  /** The two sides of a failed equality in plain digits, blanks as 0; null for other findings. */
  left: string | null;
  right: string | null;
  difference: string | null;
  /** What the first cell should be, where one value follows; plain digits. */
  expected: string | null;
  /** What blank cells must hold. */
  values: ExpectedView[];
  /** The whole sentence: what, where, by how much, what to do. */
  message: string;
  /** The rule's source, shown behind 依据. */
  basis: string;
  /** Position among `causes` of the root cause it follows from; null where none is known. */
  cause: number | null;
}

/** One cell whose change would settle several failed checks at once. */
export interface CauseView {
  cell: Address;
  from: string;
  to: string;
  /** How many failed comparisons it settles. */
  settles: number;
  /** 最可能是……：the whole sentence. */
  message: string;
}

/** A blank with only one possible value. */
export interface DeductionView {
  cell: Address;
  value: string;
  /** The one or two comparisons that leave it no other, such as `T3-ROW（“（一）予以公开”行）`. */
  by: string[];
  /** Why, as a sentence. */
  proof: string;
}

/** Two blanks of which only the distance is fixed: what either holds nobody can say. */
export interface DifferenceView {
  cell: Address;
  other: Address;
  /** By how much `cell` is more than `other`; never negative. */
  difference: string;
  /** Why, as a sentence. */
  proof: string;
}

/** A cell that changes in a repair. */
export interface ChangeView {
  cell: Address;
  /** What it holds now; "" for a blank. */
  from: string;
  to: string;
  /**
   * There only where more than one value will do: then from `to` up to `most`, or without bound
   * where that is null.
   */
  most?: string | null;
}

/** How a figure may have gone wrong. */
export interface SlipView {
  /**
   * Such as `transposed`, `times-ten`, `tenth`, `sign`, `dropped`, `doubled`, `extra`, `mistyped`,
   * `not-summed`, `leaves-out`, `counts-twice`, `part-for-total`, `copied`, `not-updated`,
   * `follows`, `exchanged`, `moved`, `shifted-on`, `shifted-back`, `split`, `prior`.
   */
  kind: string;
  cell: Address;
  /** As a sentence, without a full stop. */
  message: string;
  /** The other cells that it is about, such as the part left out of a total. */
  others: Address[];
}

/** One way to make every hard rule hold. */
export interface RepairView {
  changes: ChangeView[];
  /** How it may have come about, and what it would break, in words; "" where nothing tells. */
  cause: string;
  /** The same as data. */
  slips: SlipView[];
  /** How much speaks for it: 1 the figures point to it, 2 it may be chance, 3 nothing. */
  rank: number;
  /** It changes more cells than it takes, and is told since a slip explains it. */
  larger: boolean;
  /** Positions in `findings` that it settles. */
  settles: number[];
  /** Comparisons that hold now and would not any more: each by its rule, its line and its fault. */
  breaks: string[];
}

/** The smallest number of cells whose change makes every hard rule hold, and the ways to do it. */
export interface RepairsView {
  /** `size` is proven the smallest, and every way of that size is among `options`. */
  complete: boolean;
  /** There is proven to be only one way of that size. */
  unique: boolean;
  /** How many cells must change; at least so many where it is not `complete`. */
  size: number;
  /** Those first that break least and settle most, then by rank. Empty where nothing need change, and beyond three cells. */
  options: RepairView[];
  /** How many of the first `options` are equally likely. */
  ties: number;
  /** Changes that every smallest way shares, also beyond three cells. */
  certain: ChangeView[];
  /** Comparisons that no figures at all can meet together: the form is at fault. */
  impossible: string[];
  /** How far this goes, as a sentence; "" where nothing need change. */
  message: string;
}

/** Cells of a table that the hard rules cannot tell wrong. */
export interface BlindView {
  table: string;
  /** An error is seen there, but not which of the cells is wrong; else it is not seen at all. */
  seen: boolean;
  cells: Address[];
  message: string;
}

/** All that the page knows of a report. Why a cell is uncertain it has in words, from the reading. */
export interface PageAnswer extends Found {
  repairs: RepairsView;
  blind: BlindView[];
  /** Cells without a figure that may be filled with 0, all at once: no comparison that could be right fails for it. */
  zeros: Address[];
  /** What could not be compared for want of a figure, one by one; `open` counts them. */
  unchecked: UncheckedView[];
}

/** All that is known of a report. The command prints the same shape with `--json`. */
export interface Answer extends PageAnswer {
  /**
   * Why each uncertain cell is, as `glued` or `came_again`; the package's README lists the names.
   * `told` where another program said that it is uncertain, and not why.
   */
  doubts: Record<Address, string>;
  /** What uncertain cells may hold where that is known, the likeliest first; "" for perhaps blank. */
  readings: Record<Address, string[]>;
  /** The report's own title, or the first line where that is short; whose report it is, by its title. */
  title: string | null;
  issuer: string | null;
}

/** A comparison that lacks a figure, of this year's report or last year's. */
export interface UncheckedView {
  rule: string;
  /** The cells without a figure. */
  cells: Address[];
  message: string;
}

/**
 * What is known without a search. The page's first package says only what is wrong with figures, and nothing of
 * blanks: `Localiser.answer` does, from another package, fetched once the page can be used.
 */
export interface Found {
  /** Table id → form id; empty when nothing was recognised. */
  forms: Record<string, string>;
  /** The report year, where known. */
  year: number | null;
  /** Numbers in plain digits, "" for a blank, text as written; absent where the source lacks the cell. */
  cells: Record<Address, string>;
  /** Cells that could be read otherwise. */
  uncertain: Address[];
  /**
   * How many comparisons hold with every cell filled. Comparisons whose failure is only a notice
   * are in none of these four counts.
   */
  held: number;
  /** How many hold only with blanks as 0 (推算平衡). */
  assumed: number;
  /** How many cannot be decided (无法核对). */
  open: number;
  /** How many do not hold. */
  failed: number;
  findings: FindingView[];
  causes: CauseView[];
  deduced: DeductionView[];
  differences: DifferenceView[];
  remarks: string[];
}

/** A table found in a paste or file. */
export interface TableReading {
  /** Table id and the form it follows. */
  table: string;
  form: string;
  /** Cells read, blanks included; cells the source lacks are absent. What was written, not normalised. */
  cells: Record<Address, string>;
  uncertain: Address[];
  /** Why each of them is, in plain Chinese, to stand behind a colon. */
  doubts: Record<Address, string>;
  /** What uncertain cells may hold where that is known, the likeliest first; "" for perhaps blank. */
  readings: Record<Address, string[]>;
  /** Names of rows and columns of the form that were not found. */
  missing: string[];
  /** Labels that matched only loosely: as written, and what they were taken for. */
  loose: { written: string; taken: string }[];
  /** Columns that are called otherwise, which were taken by their place: as written, and as the form has it. */
  renamed: { written: string; taken: string }[];
  /** Cells in which a unit, a word or a note stands beside the figure: the figure that was taken. */
  noted: Record<Address, string>;
}

/** What was recognised in a paste. Empty `tables` means that nothing was. */
export interface Reading {
  tables: TableReading[];
  /** The report's own title, or the first line where that is short, such as a sheet's name. */
  title: string | null;
  /** Whose report it is, where its title says so. */
  issuer: string | null;
  /** Whether the source gives itself out for a whole report, by its title or by the headings of all tables. */
  whole: boolean;
  year: number | null;
  /** What was odd, in plain Chinese sentences. */
  remarks: string[];
}

/** What came of a file: one of the three is there. */
export interface FileReading {
  /** The reports in it, in its order; none where it was not read. */
  readings: Reading[];
  /** What the file is and what to do, in plain Chinese; "" where it was read. */
  refused: string;
  /** The part of the reader that this package was built without, and that has the file's kind. */
  needs: "files" | "pdf" | null;
}

/** Counts per table, for the tabs. */
export interface TableCounts {
  table: string;
  /** Comparisons that can fail; 0 where the table's figures have no relation to each other. */
  checks: number;
  filled: number;
  blank: number;
}

/** A report as another program has it. A cell that is not named is blank. */
export interface FiguresView {
  /** Address and what is written there. */
  cells: [Address, string][];
  /** Table id and form id; null for all tables of the form of its year, or the newest. */
  forms: [string, string][] | null;
  year: number | null;
  uncertain: Address[];
  /** What such cells may hold, where that is known. */
  readings: [Address, string[]][];
}

/** What came of a file that was read and checked in one. */
export interface FileAnswer {
  /** Its reports in order; none where it was refused. */
  reports: Answer[];
  /** What the file is and what to do, in plain Chinese; "" where it was read. */
  refused: string;
}
