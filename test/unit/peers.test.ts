// The union of what other tools check: every id that a rule names is one of theirs, every check of theirs is answered by a
// rule or says who answers it instead, and the profiles named after a tool hold what the tool checks.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { catalogue } from '../../server/src/core/rules/catalogue.ts';
import { peerChecks } from '../../server/src/core/rules/peerChecks.data.ts';
import type { Peer, Rule } from '../../server/src/core/rules/rule.ts';
import { defaultRuleSettings, levelOf } from '../../server/src/core/rules/settings.ts';

const peers = Object.keys(peerChecks) as Peer[];
const named = (rule: Rule, peer: Peer) => rule.peers?.[peer] ?? [];

for (const peer of peers) {
  const known = new Set(peerChecks[peer].map(({ id }) => id));

  test(`${peer}: rules name only checks that it has`, () => {
    const unknown = catalogue.flatMap((rule) => named(rule, peer).filter((id) => !known.has(id)));
    assert.deepEqual(unknown, []);
  });

  test(`${peer}: each of its ${known.size} checks is answered, or says why not`, () => {
    const answered = new Set(catalogue.flatMap((rule) => named(rule, peer)));
    const open = peerChecks[peer].filter(({ id, instead }) => !answered.has(id) && !instead).map(({ id }) => id);
    assert.deepEqual(open, []);
  });
}

for (const peer of ['kube-linter', 'kube-score'] as const) {
  test(`the profile ${peer} warns of what the tool checks by default, hints at what it checks when asked, and holds nothing else`, () => {
    const byDefault = new Set(peerChecks[peer].flatMap((check) => (check.byDefault ? [check.id] : [])));
    for (const rule of catalogue) {
      const ids = named(rule, peer);
      const wanted = ids.length === 0 ? undefined : ids.some((id) => byDefault.has(id)) ? 'warning' : 'hint';
      assert.equal(rule.profiles?.[peer], wanted, rule.id);
    }
  });
}

test('nothing is worse than a hint by default, unless the cluster would refuse it or it could not work', () => {
  const loud = catalogue.filter((rule) => !['off', 'hint'].includes(levelOf(rule, defaultRuleSettings)));
  assert.deepEqual(
    loud.map(({ id }) => id),
    [
      'admission-policy',
      'duplicate-env-name',
      'odd-cpu-quantity',
      'pod-security-admission',
      'policy-unknown-field',
      'service-selects-nothing',
      'service-target-port',
    ],
  );
});

test('what is on by default is in the profile strict, at least as a warning', () => {
  for (const rule of catalogue.filter(({ level }) => level !== 'off')) {
    const level = levelOf(rule, { profiles: ['recommended', 'strict'], levels: {} });
    assert.ok(level === 'warning' || level === 'error', rule.id);
  }
});
