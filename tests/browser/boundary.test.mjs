// What crosses the boundary is what types.d.ts says: no key missing, none too many, nothing but plain data.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { ROOT } from '../../scripts/run.mjs';
import { onPage, withPackages } from './page.mjs';
import { balanced, form, html, tabbed } from './report.mjs';

/** @typedef {Record<string, string>} Cells */

const source = ts.createSourceFile('types.d.ts', readFileSync(join(ROOT, 'src/boundary/types.d.ts'), 'utf8'), ts.ScriptTarget.Latest, true);

/** What each name stands for. @type {Map<string, ts.InterfaceDeclaration | ts.TypeNode>} */
const names = new Map();
for (const statement of source.statements) {
  if (ts.isInterfaceDeclaration(statement)) names.set(statement.name.text, statement);
  if (ts.isTypeAliasDeclaration(statement)) names.set(statement.name.text, statement.type);
}

/** @param {ts.InterfaceDeclaration | ts.TypeLiteralNode} type @returns {ts.PropertySignature[]} its own and those of what it extends */
function membersOf(type) {
  const bases = ts.isInterfaceDeclaration(type) ? (type.heritageClauses ?? []).flatMap(({ types }) => types.map((base) => names.get(base.expression.getText()))) : [];
  const inherited = bases.flatMap((base) => (base && ts.isInterfaceDeclaration(base) ? membersOf(base) : []));
  return [...inherited, ...type.members.filter(ts.isPropertySignature)];
}

/** Holds values against types, and keeps which parts of the types it met. */
class Contract {
  constructor() {
    /** @type {Set<string>} */
    this.met = new Set();
  }

  /**
   * @param {unknown} value
   * @param {ts.Node} type
   * @param {string} path to the value
   * @param {string} part of the types
   * @returns {string[]} faults
   */
  faults(value, type, path, part) {
    const wrong = [`${path} is ${JSON.stringify(value)?.slice(0, 60)}, not ${type.getText().slice(0, 60)}`];
    const meet = /** @param {boolean} fits */ (fits) => {
      if (!fits) return wrong;
      this.met.add(part);
      return [];
    };
    if (ts.isInterfaceDeclaration(type) || ts.isTypeLiteralNode(type)) return this.members(value, type, path, part);
    if (ts.isUnionTypeNode(type)) {
      const fits = type.types.some((some) => this.faults(value, some, path, `${part} as ${some.getText()}`).length === 0);
      return fits ? [] : wrong;
    }
    if (ts.isArrayTypeNode(type)) {
      if (!Array.isArray(value)) return wrong;
      return value.flatMap((item, at) => this.faults(item, type.elementType, `${path}[${at}]`, `${part}[]`));
    }
    if (ts.isLiteralTypeNode(type)) return meet(type.literal.kind === ts.SyntaxKind.NullKeyword ? value === null : JSON.stringify(value) === type.getText());
    if (type.kind === ts.SyntaxKind.StringKeyword) return meet(typeof value === 'string');
    if (type.kind === ts.SyntaxKind.BooleanKeyword) return meet(typeof value === 'boolean');
    if (type.kind === ts.SyntaxKind.NumberKeyword) return meet(Number.isInteger(value));
    if (ts.isTypeReferenceNode(type)) return this.reference(value, type, path, part);
    throw new Error(`no rule for ${type.getText()}`);
  }

  /**
   * @param {unknown} value
   * @param {ts.TypeReferenceNode} type
   * @param {string} path
   * @param {string} part
   * @returns {string[]}
   */
  reference(value, type, path, part) {
    const name = type.typeName.getText();
    if (name === 'Record' && type.typeArguments) {
      if (typeof value !== 'object' || value === null) return [`${path} is no object`];
      const [, of] = type.typeArguments;
      return Object.entries(value).flatMap(([key, item]) => this.faults(item, of, `${path}.${key}`, `${part}{}`));
    }
    const meant = names.get(name);
    if (!meant) throw new Error(`${name} is not in types.d.ts`);
    return this.faults(value, meant, path, ts.isInterfaceDeclaration(meant) ? name : part);
  }

  /**
   * @param {unknown} value
   * @param {ts.InterfaceDeclaration | ts.TypeLiteralNode} type
   * @param {string} path
   * @param {string} part
   * @returns {string[]}
   */
  members(value, type, path, part) {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return [`${path} is no object`];
    const members = membersOf(type);
    const known = new Set(members.map(({ name }) => name.getText()));
    const extra = Object.keys(value).filter((key) => !known.has(key)).map((key) => `${path}.${key} is in no type`);
    return [...extra, ...members.flatMap(({ name, type: of, questionToken }) => {
      const key = name.getText();
      if (!(key in value)) return questionToken ? [] : [`${path}.${key} is missing`];
      return this.faults(/** @type {Record<string, unknown>} */ (value)[key], /** @type {ts.TypeNode} */ (of), `${path}.${key}`, `${part}.${key}`);
    })];
  }
}

/** All parts that values of an interface can have. @param {string} name @returns {string[]} */
function partsOf(name) {
  /** @type {string[]} */
  const parts = [];
  const done = new Set();
  /** @param {ts.Node} type @param {string} part */
  const add = (type, part) => {
    if (ts.isInterfaceDeclaration(type) || ts.isTypeLiteralNode(type)) {
      for (const { name: key, type: of } of membersOf(type)) add(/** @type {ts.TypeNode} */ (of), `${part}.${key.getText()}`);
    } else if (ts.isUnionTypeNode(type)) for (const some of type.types) add(some, `${part} as ${some.getText()}`);
    else if (ts.isArrayTypeNode(type)) add(type.elementType, `${part}[]`);
    else if (ts.isTypeReferenceNode(type)) {
      const to = type.typeName.getText();
      const meant = names.get(to);
      if (to === 'Record') add(/** @type {readonly ts.TypeNode[]} */ (type.typeArguments)[1], `${part}{}`);
      else if (meant && ts.isInterfaceDeclaration(meant)) {
        if (!done.has(to)) add(meant, (done.add(to), to));
      } else if (meant) add(meant, part);
    } else parts.push(part);
  };
  add(/** @type {ts.Node} */ (names.get(name)), name);
  return parts;
}

/**
 * What the page asks a session, in order; strings are sources to read.
 * @typedef {{ forms?: Record<string, string>, year?: number, added?: string, cells?: Cells, uncertain?: string[], prior?: { cells: Cells, year: number }, html?: string, text?: string }} Scene
 */

/** Forms, tables and columns that are printed in every way there is, and a rule with a minus. */
const ADDED = JSON.stringify({
  ...JSON.parse(readFileSync(join(ROOT, 'tests/fixtures/made-up-form.json'), 'utf8')),
  rules: [{ id: '减', fault: '不等', severity: 'hard', basis: 'printed', source: '虚构', table: 'parks', each: 'row', holds: 'opened - closed = left', message: '{line}：{left-right}。' }],
});

const relation = (/** @type {string} */ id, /** @type {string} */ severity, /** @type {string} */ holds) => (
  { id, fault: '不符', severity, basis: 'printed', source: '虚构', table: 'parks', each: 'row', only: ['north'], holds, message: '{line}不符。' });
const madeUp = (/** @type {string} */ id, /** @type {object[]} */ rules) => (
  JSON.stringify({ ...JSON.parse(readFileSync(join(ROOT, 'tests/fixtures/made-up-form.json'), 'utf8')), id, rules }));
/** Whatever mends the one breaks the other. */
const AT_ODDS = madeUp('parks-2031', [relation('等', 'hard', 'opened + kept = closed + left'), relation('软', 'soft', 'opened - closed + left + kept = 1')]);
const IMPOSSIBLE = madeUp('parks-2032', [relation('多', 'hard', 'opened = closed + 1'), relation('少', 'hard', 'opened = closed')]);

const whole = (/** @type {string} */ id) => Object.fromEntries(form(id).tables.map((table) => [table.id, id]));

/** @type {Record<string, Scene>} */
const SCENES = {
  'blank': {},
  'all right': { forms: whole('2021'), year: 2024, cells: balanced('2021') },
  'one wrong cell': { cells: { ...balanced('2021'), 'applications.granted.natural': '5435' } },
  'one digit dropped from a total': { cells: { ...balanced('2021'), 'applications.received.total': '1469' } },
  'two cells changed places': { cells: { ...balanced('2021'), 'applications.granted.natural': '129', 'applications.granted.business': '5345' } },
  'one wrong term where no rule locates it': { cells: { ...balanced('2021'), 'disputes.reconsideration.total': '700' } },
  'words and signs': { cells: { ...balanced('2021'), 'applications.granted.natural': '约五千', 'applications.granted.business': '１２９', 'applications.granted.social': '/', 'disclosure.fees.amount': '200000' } },
  'results without totals': {
    forms: whole('2019'),
    cells: { ...balanced('2019'), ...Object.fromEntries(Object.keys(balanced('2019')).filter((cell) => /^applications\.(processed|carried_out|carried_in)\./.test(cell)).map((cell) => [cell, ''])) },
  },
  'a total less than its part': { cells: { 'disputes.reconsideration.upheld': '4', 'disputes.reconsideration.total': '3' } },
  'two blanks apart': { cells: Object.fromEntries(Object.entries(balanced('2021')).filter(([cell]) => !/^applications\.carried_(in|out)\./.test(cell))) },
  'a soft rule broken by the repair': {
    added: AT_ODDS,
    forms: { parks: 'parks-2031' },
    cells: { 'parks.north.opened': '5', 'parks.north.kept': '0', 'parks.north.closed': '4', 'parks.north.left': '0' },
  },
  'rules at odds': { added: IMPOSSIBLE, forms: { parks: 'parks-2032' }, cells: { 'parks.north.opened': '5', 'parks.north.closed': '2' } },
  'wrong beyond repair': { cells: Object.fromEntries(Object.keys(balanced('2021')).map((cell, at) => [cell, String(at * at % 97 + at)])) },
  'uncertain': { uncertain: ['applications.granted.natural'] },
  'a minus': { added: ADDED, forms: { parks: 'parks-2030' }, cells: { 'parks.north.opened': '5', 'parks.north.closed': '2', 'parks.north.left': '4' } },
  'reading a report': { html: `<h1>某某2023年政府信息公开工作年度报告</h1>${html('2021', balanced('2021'))}` },
  'reading badly': { html: html('2021', balanced('2021')).replace(/<tr><td[^>]*>四、结转[^\n]*\n/, '').replace('一、本年新收政府信息公开申请数量', '一、本年度新收到的政府信息公开申请数').repeat(2) },
  'reading text with a cell too few': { text: tabbed('2021', balanced('2021')).replace(/\t252\t0\t45/, '252\t45').replace(/（一）予以公开\t\t5345\t129\t0/, '（一）予以公开 5345 129') },
  'reading digits that run together': { text: '信息内容本年制发件数本年废止件数现行有效件数规章0 0 0行政规范性文件8026第二十条第（五）项' },
  'reading what stands beside a figure': { text: '信息内容\t本年制发件数\t本年废止件数\t现行有效件数\n规章\t22（其中修订16件）\t0\t11' },
  'reading a renamed column': { html: html('2021', balanced('2021')).replace('结果维持', '结果维特') },
  'reading nothing': { text: '没有表格。' },
  'after a report that is not last year\'s': { forms: whole('2021'), year: 2024, cells: balanced('2021'), prior: { cells: { ...balanced('2021'), 'applications.carried_out.total': '1' }, year: 2020 } },
};

onPage('every answer holds to types.d.ts, and together they show all of it', async (page) => {
  const contract = new Contract();
  const roots = { FormView: 'forms', CellView: 'cells', TableCounts: 'counts', Found: 'found', PageAnswer: 'answer', Reading: 'reading' };
  for (const [name, scene] of Object.entries(SCENES)) {
    const { odd, ...given } = await page.page.evaluate(async ({ forms, year, added, cells, uncertain, prior, html: markup, text }) => {
      const load = async (/** @type {string} */ path) => {
        const module = await import(path);
        await module.default({ module_or_path: path.replace('.js', '_bg.wasm') });
        return module;
      };
      const { Session } = await load('/packages/page/gouji_page.js');
      const { Reader } = await load('/packages/paste/gouji_paste.js');
      const { flat } = await import(/** @type {string} */ ('/packages/flat.js'));
      const session = new Session();
      if (added) session.addForm(added);
      if (forms) session.choose(forms);
      session.situate(year ?? undefined, undefined);
      session.setPrior(prior ? prior.cells : null, prior?.year);
      session.cells().forEach((/** @type {{ address: string }} */ cell, /** @type {number} */ number) => session.put(number, cells?.[cell.address] ?? ''));
      if (uncertain) session.markUncertain(uncertain);
      const reader = new Reader();
      if (added) reader.addForm(added);
      const localiser = reader.localiser();
      if (forms) localiser.choose(forms);
      localiser.setPrior(prior ? prior.cells : null, prior?.year);
      session.letCount(localiser.open(year ?? undefined, session.cells().map((/** @type {{ address: string }} */ { address }) => cells?.[address] ?? ''), uncertain ?? [], []));
      const [found, answer] = [session.answer(), localiser.answer()];
      const reading = markup ? reader.readFlat(flat(new DOMParser().parseFromString(reader.prepared(markup), 'text/html'))) : text ? reader.readText(text) : [];
      const all = { forms: session.forms(), cells: session.cells(), counts: session.counts(), found: [found], answer: [answer], reading };
      // What would be lost on the way out of the page is looked at here.
      const odd = /** @type {string[]} */ ([]);
      const look = (/** @type {unknown} */ value, /** @type {string} */ at) => {
        if (value === undefined || typeof value === 'bigint' || typeof value === 'function') odd.push(`${at} is ${typeof value}`);
        if (typeof value !== 'object' || value === null) return;
        if (![Object.prototype, Array.prototype].includes(Object.getPrototypeOf(value))) odd.push(`${at} is a ${value.constructor?.name}`);
        for (const [key, item] of Object.entries(value)) look(item, `${at}.${key}`);
      };
      look(all, '');
      for (const one of [session, localiser, reader]) one.free();
      return { ...all, odd };
    }, scene);
    assert.deepEqual(odd, [], name);
    for (const [type, key] of Object.entries(roots)) {
      for (const value of given[/** @type {'cells'} */ (key)]) assert.deepEqual(contract.faults(value, /** @type {ts.Node} */ (names.get(type)), type, type), [], name);
    }
  }
  assert.deepEqual(Object.keys(roots).flatMap(partsOf).filter((part) => !contract.met.has(part)), [], 'no scene shows these');
}, { root: withPackages(), mayFetch: /^\/packages\// });

onPage('a wrong value would be noticed', async () => {
  const faults = (/** @type {unknown} */ value) => new Contract().faults(value, /** @type {ts.Node} */ (names.get('TermView')), 'term', 'TermView');
  const right = { cell: 'a.b.c', sign: '+', side: 'left', value: '1' };
  assert.deepEqual(faults(right), []);
  for (const wrong of [{ ...right, sign: '*' }, { ...right, value: 1 }, { ...right, more: 1 }, { cell: 'a.b.c', sign: '+', side: 'left' }, null, [right]]) {
    assert.equal(faults(wrong).length, 1, JSON.stringify(wrong));
  }
});
