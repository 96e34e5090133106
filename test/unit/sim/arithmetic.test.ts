// The controllers' numbers as tables.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  maxScaledDown,
  maxSurge,
  maxUnavailable,
  newReplicaCount,
  proportion,
  resolveFenceposts,
} from '../../../server/src/core/sim/controllers/deployment/arithmetic.ts';
import { backoffAfter, remainingMs } from '../../../server/src/core/sim/controllers/job/failures.ts';
import {
  firstPending,
  formatIndexes,
  namePrefix,
  parseIndexes,
} from '../../../server/src/core/sim/controllers/job/indexes.ts';
import { scaledValue } from '../../../server/src/core/sim/controllers/scaled.ts';
import { evictionDelayMs } from '../../../server/src/core/sim/controllers/taintEviction.ts';
import { durationMs, goDuration } from '../../../server/src/core/sim/durations.ts';
import type { Deployment, ReplicaSet } from '../../../server/src/core/sim/objects.ts';

function deployment(replicas: number, surge: number | string, unavailable: number | string): Deployment {
  const strategy = { type: 'RollingUpdate', rollingUpdate: { maxSurge: surge, maxUnavailable: unavailable } };
  return {
    kind: 'Deployment',
    metadata: { name: 'web' },
    spec: { replicas, strategy },
    status: {},
  } as unknown as Deployment;
}

function set(replicas: number, available: number, max = 0): ReplicaSet {
  const annotations = { 'deployment.kubernetes.io/max-replicas': String(max) };
  return {
    kind: 'ReplicaSet',
    metadata: { name: 'web-1', annotations },
    spec: { replicas },
    status: { replicas, availableReplicas: available },
  } as unknown as ReplicaSet;
}

test('surge rounds up, unavailable down, and both cannot be zero', () => {
  const table: readonly (readonly [number | string, number | string, number, number, number])[] = [
    ['25%', '25%', 3, 1, 0],
    ['25%', '25%', 4, 1, 1],
    ['25%', '25%', 10, 3, 2],
    ['1%', '1%', 1, 1, 0],
    [0, '10%', 5, 0, 1],
    ['100%', 0, 5, 5, 0],
    [2, 3, 100, 2, 3],
  ];
  for (const [surge, unavailable, replicas, wantSurge, wantUnavailable] of table) {
    const got = resolveFenceposts(surge, unavailable, replicas);
    assert.deepEqual(got, { surge: wantSurge, unavailable: wantUnavailable }, `${surge} ${unavailable} of ${replicas}`);
  }
});

test('no more than all replicas are unavailable, and none of zero', () => {
  assert.equal(maxUnavailable(deployment(2, 0, 5)), 2);
  assert.equal(maxUnavailable(deployment(0, 0, 1)), 0);
  assert.equal(maxSurge(deployment(4, '50%', 0)), 2);
});

test('the new set grows as far as the surge leaves room', () => {
  const table = [
    [10, '25%', 10, 0, 3],
    [10, '25%', 13, 3, 3],
    [10, '25%', 11, 4, 6],
    [3, 1, 2, 2, 3],
  ] as const;
  for (const [replicas, surge, total, current, want] of table)
    assert.equal(newReplicaCount(deployment(replicas, surge, 0), total, current), want);
});

test('new pods that are not available count against taking old ones down', () => {
  assert.equal(maxScaledDown(deployment(10, 3, 2), 13, set(5, 0)), 0);
  assert.equal(maxScaledDown(deployment(10, 3, 2), 13, set(5, 4)), 4);
});

test('a change of scale is shared in proportion', () => {
  assert.equal(proportion(set(10, 10, 13), deployment(20, 3, 2), 10, 0), 8);
  assert.equal(proportion(set(3, 3, 13), deployment(20, 3, 2), 10, 8), 2);
  assert.equal(proportion(set(5, 5, 10), deployment(0, 3, 2), -5, 0), -5);
});

test('percentages scale, absent values are nothing', () => {
  assert.equal(scaledValue('50%', 3, 'up'), 2);
  assert.equal(scaledValue('50%', 3, 'down'), 1);
  assert.equal(scaledValue(undefined, 3, 'up'), 0);
});

test('failed pods hold new ones back 10 s, doubled each time, at most 10 min', () => {
  const table = [
    [0, 0],
    [1, 10_000],
    [2, 20_000],
    [5, 160_000],
    [12, 600_000],
  ] as const;
  for (const [failures, want] of table) assert.equal(remainingMs({ failures, lastFailureMs: 1000 }, 1000), want);
  assert.equal(remainingMs({ failures: 1, lastFailureMs: 0 }, 4000), 6000);
  assert.deepEqual(backoffAfter({ failures: 2, lastFailureMs: 5 }, [], []), { failures: 2, lastFailureMs: 5 });
});

test('completion indexes are written with ranges', () => {
  assert.equal(formatIndexes([0, 2, 3, 4, 7, 8]), '0,2-4,7,8');
  assert.deepEqual(parseIndexes('0,2-4,9', 5), [0, 2, 3, 4]);
  assert.deepEqual(firstPending(new Set([0, 2]), 2, 5), [1, 3]);
  assert.equal(namePrefix('a'.repeat(63), 12).length, 58);
});

test('the shortest toleration decides when a taint evicts', () => {
  const taint = { key: 'gone', effect: 'NoExecute' };
  assert.equal(evictionDelayMs([taint], []), 0);
  assert.equal(evictionDelayMs([taint], [{ key: 'gone', operator: 'Exists' }]), undefined);
  const both = [
    { key: 'gone', operator: 'Exists', tolerationSeconds: 30 },
    { operator: 'Exists', tolerationSeconds: 5 },
  ];
  assert.equal(evictionDelayMs([taint], both), 5000);
});

test('durations are read and written as in Go', () => {
  for (const [text, ms] of [
    ['1m30s', 90_000],
    ['500ms', 500],
    ['2h', 7_200_000],
    ['0.5s', 500],
  ] as const)
    assert.equal(durationMs(text), ms);
  for (const [ms, text] of [
    [200, '200ms'],
    [1500, '1.5s'],
    [80_000, '1m20s'],
    [300_000, '5m0s'],
    [3_600_000, '1h0m0s'],
  ] as const)
    assert.equal(goDuration(ms), text);
  assert.equal(durationMs('soon'), undefined);
});
