// The autoscaler's arithmetic as tables: what each kind of metric asks for.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  type Groups,
  perPodReplicas,
  plainReplicas,
  resourceReplicas,
  sharedReplicas,
} from '../../../server/src/core/sim/controllers/autoscaler/replicaCalculator.ts';

const tenth = { up: 0.1, down: 0.1 };

function groups(values: readonly number[], unready = 0, missing = 0): Groups {
  const names = (prefix: string, count: number) => Array.from({ length: count }, (_, index) => `${prefix}-${index}`);
  return {
    metrics: new Map(values.map((value, index) => [`ready-${index}`, value])),
    unready: names('unready', unready),
    missing: names('missing', missing),
  };
}

function requests(each: number, { metrics, unready, missing }: Groups) {
  return new Map([...metrics.keys(), ...unready, ...missing].map((pod) => [pod, each]));
}

const replicasIn = (proposal: object): unknown => ('replicas' in proposal ? proposal.replicas : proposal);

test('a share of requests: the percentage is whole before it is compared', () => {
  const table: readonly (readonly [Groups, request: number, target: number, current: number, want: number])[] = [
    [groups([300, 500, 700]), 1000, 30, 3, 5],
    [groups([100, 300, 500]), 1000, 50, 3, 2],
    [groups([1010, 1030, 1020]), 1000, 100, 3, 3],
    [groups([1609, 1609, 1609]), 1000, 80, 3, 6],
    // Not ready: as if they used nothing, when scaling up.
    [groups([500, 700], 1), 1000, 30, 3, 4],
    [groups([400, 500], 2), 1000, 40, 4, 4],
    // Without metrics: all of the request when scaling down, nothing when scaling up.
    [groups([100, 300], 0, 1), 1000, 50, 3, 3],
    [groups([600, 700], 0, 2), 1000, 20, 4, 7],
    // The direction never turns round.
    [groups([600], 0, 3), 1000, 50, 4, 4],
  ];
  for (const [given, request, target, current, want] of table)
    assert.equal(replicasIn(resourceReplicas(given, requests(request, given), target, current, tenth)), want);
});

test('nothing to go by is said', () => {
  const problem = 'did not receive metrics for targeted pods (pods might be unready)';
  assert.deepEqual(plainReplicas(groups([], 2), 10, 2, tenth), { problem });
  assert.deepEqual(resourceReplicas(groups([5]), new Map(), 50, 1, tenth), {
    problem: 'no metrics returned matched known pods',
  });
});

test('so much a pod: missing ones use exactly the target when scaling down', () => {
  assert.equal(replicasIn(plainReplicas(groups([20_000, 10_000, 30_000]), 15_000, 3, tenth)), 4);
  assert.equal(replicasIn(plainReplicas(groups([12_000, 12_000]), 20_000, 3, tenth)), 2);
  assert.equal(replicasIn(plainReplicas(groups([2000], 0, 1), 20_000, 2, tenth)), 2);
  assert.equal(replicasIn(plainReplicas(groups([21_000]), 20_000, 1, { up: 0, down: 0.1 })), 2);
});

test('a total: shared by the pods that are ready, or divided among replicas', () => {
  assert.equal(sharedReplicas(8600, 4400, 3, 3, tenth), 6);
  assert.equal(sharedReplicas(8600, 4400, 3, 2, tenth), 4);
  assert.equal(sharedReplicas(4600, 4400, 3, 3, tenth), 3);
  assert.equal(sharedReplicas(2500, 1000, 0, 0, tenth), 3);
  assert.deepEqual(perPodReplicas(8600, 2150, 3, tenth), { replicas: 4, averageValue: 2867 });
  assert.deepEqual(perPodReplicas(6600, 2150, 3, tenth), { replicas: 3, averageValue: 2200 });
});
