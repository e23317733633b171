// Which licences may be shipped.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { permits } from '../scripts/licences.mjs';

/** @param {string} expression @param {boolean} expected */
const check = (expression, expected) => test(`${expression || 'nothing'} is ${expected ? '' : 'not '}permitted`, () => assert.equal(permits(expression), expected));

check('MIT', true);
check('MIT/Apache-2.0', true);
check('GPL-3.0-only OR MIT', true);
check('(MIT OR Apache-2.0) AND Unicode-3.0', true);
check('Apache-2.0 WITH LLVM-exception', true);
check('GPL-3.0-only', false);
check('MIT AND GPL-3.0-only', false);
check('MIT OR Apache-2.0 AND MPL-2.0', true);
check('(MIT OR Apache-2.0) AND MPL-2.0', false);
check('GPL-2.0-only WITH Classpath-exception-2.0', false);
check('LICENSE', false);
check('', false);
