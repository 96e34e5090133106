// Walks the catalogue: each rule finds its bad example's marked places and nothing in its good one, and documents itself.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseAllDocuments } from 'yaml';
import type { JsonObject } from '../../server/src/core/apiserver/types.ts';
import { catalogue } from '../../server/src/core/rules/catalogue.ts';
import type { Complaint, Rule } from '../../server/src/core/rules/rule.ts';
import { ruleResource, ruleWorkspace, targetOf } from '../../server/src/core/rules/target.ts';

function complaintsOn(rule: Rule, manifests: string): Complaint[] {
  const documents = parseAllDocuments(manifests);
  const objects = documents.flatMap((document) => ('toJS' in document ? [document.toJS() as JsonObject] : []));
  const resources = objects.flatMap((value) => ruleResource(value) ?? []);
  const workspace = ruleWorkspace(resources);
  return resources.flatMap((resource) => [...rule.check(targetOf(resource, workspace))]);
}

for (const rule of catalogue) {
  test(`${rule.id}: finds each marked place of its bad example`, () => {
    const marks = rule.bad.split('\n').filter((line) => /^#\s*\^+$/.test(line)).length;
    assert.ok(marks > 0, 'mark the finding with carets in the line below it');
    assert.equal(complaintsOn(rule, rule.bad).length, marks);
  });

  test(`${rule.id}: is silent about its good example`, () => {
    assert.deepEqual(complaintsOn(rule, rule.good), []);
  });

  test(`${rule.id}: speaks both languages`, () => {
    const messages = complaintsOn(rule, rule.bad).map((complaint) => complaint.message);
    for (const { en, zh } of [rule.summary, rule.why, rule.remedy, ...messages]) {
      assert.match(en, /^["A-Za-z]/);
      assert.match(zh, /\p{Script=Han}/u);
    }
  });
}

test('ids are unique and sorted', () => {
  const ids = catalogue.map((rule) => rule.id);
  assert.deepEqual(ids, [...new Set(ids)].sort());
});
