// The published schema accepts every form that comes built in or serves as an example, and
// refuses what the loader refuses by shape.
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { Ajv } from "ajv";

const folder = new URL("../src/forms/", import.meta.url);
const schema = JSON.parse(readFileSync(new URL("form.schema.json", folder), "utf8"));
const validate = new Ajv({ allErrors: true, strict: true, strictRequired: false, allowUnionTypes: true }).compile(schema);

/** @param {URL} file */
const read = (file) => JSON.parse(readFileSync(file, "utf8"));
const built = readdirSync(folder).filter((name) => /^\d+\.json$/.test(name));
const example = new URL("fixtures/made-up-form.json", import.meta.url);

for (const file of [...built.map((name) => new URL(name, folder)), example]) {
  test(`the schema accepts ${file.pathname.split("/").pop()}`, () => {
    assert.equal(validate(read(file)), true, JSON.stringify(validate.errors, null, 1));
  });
}

/**
 * @param {string} what
 * @param {(form: any) => void} spoil
 */
function check(what, spoil) {
  test(`the schema refuses ${what}`, () => {
    const form = read(example);
    spoil(form);
    assert.equal(validate(form), false);
  });
}

check("an unknown field", (form) => (form.form = 1));
check("a missing rule source", (form) => delete form.rules[0].source);
check("a line of cells without an id", (form) => delete form.tables[0].blocks[0].rows[0].id);
check("an id that could not be part of an address", (form) => (form.tables[0].id = "Parks.1"));
check("an unknown severity", (form) => (form.rules[0].severity = "fatal"));
check("a rule of two kinds", (form) => (form.rules[3].blank = {}));
check("a relation without direction", (form) => delete form.rules[0].each);
