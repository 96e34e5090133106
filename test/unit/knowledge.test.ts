// What is known of words: completion offers none of these lists without saying what each is about, in both languages, and
// values that are offered are values that a label or annotation can have.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as wellKnown from '../../server/src/core/features/completion/sources/wellKnown.data.ts';
import {
  annotations,
  annotationsOfKinds,
  podAnnotations,
} from '../../server/src/core/features/knowledge/annotations.data.ts';
import { ingressAnnotations } from '../../server/src/core/features/knowledge/ingressAnnotations.data.ts';
import { aboutKey } from '../../server/src/core/features/knowledge/knowledge.ts';
import type { KnownWords } from '../../server/src/core/features/knowledge/known.ts';
import {
  namespaceLabels,
  nodeLabels,
  objectLabels,
  taints,
} from '../../server/src/core/features/knowledge/labels.data.ts';
import { capabilities, sysctls } from '../../server/src/core/features/knowledge/security.data.ts';
import { serviceAnnotations } from '../../server/src/core/features/knowledge/serviceAnnotations.data.ts';
import { labelValueErrors, qualifiedNameErrors } from '../../server/src/core/kubernetes/names.ts';

const labels = { ...objectLabels, ...namespaceLabels, ...nodeLabels, ...taints };
const all: KnownWords = {
  ...labels,
  ...annotations,
  ...podAnnotations,
  ...ingressAnnotations,
  ...serviceAnnotations,
  ...capabilities,
  ...sysctls,
};

test('every capability, safe sysctl and taint that is offered has words', () => {
  const missing = [
    ...wellKnown.capabilities.filter((name) => !capabilities[name]),
    ...wellKnown.sysctls.filter((name) => !sysctls[name]),
    ...wellKnown.taintKeys.filter((name) => !taints[name]),
    ...wellKnown.nodeLabels.filter((name) => !nodeLabels[name]),
    ...wellKnown.ingressAnnotations.filter((name) => !aboutKey('Ingress', 'annotations', name)),
    ...wellKnown.serviceAnnotations.filter((name) => !aboutKey('Service', 'annotations', name)),
  ];
  assert.deepEqual(missing, []);
});

test('words are in both languages and begin in lower case where they are no name', () => {
  for (const [name, { about }] of [
    ...Object.entries(all),
    ...Object.values(annotationsOfKinds).flatMap((words) => Object.entries(words)),
  ]) {
    assert.match(about.zh, /[\u4e00-\u9fff]|^[A-Za-z]+$/, name);
    assert.ok(about.en.length < 130, `${name} is a line, not an essay`);
    assert.ok(!/[.。]$/.test(about.en + about.zh), name);
  }
});

test('keys and values are such as the API server takes', () => {
  for (const [name, { values = [] }] of Object.entries(labels)) {
    assert.deepEqual(qualifiedNameErrors(name), [], name);
    for (const value of values) assert.deepEqual(labelValueErrors(value), [], `${name}: ${value}`);
  }
});
