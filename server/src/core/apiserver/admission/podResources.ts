// What a pod asks for and may use in all: containers and sidecars added up, init containers one at a time.
// Mirrors k8s.io/component-helpers resource/helpers.go PodRequests and PodLimits (v1.36).
import type { Quantity } from '../../kubernetes/quantity.ts';
import { addQuantities, compareQuantities } from '../../kubernetes/quantity.ts';
import type { Draft } from '../draft.ts';
import { objectAt, objectsAt, stringAt } from '../draft.ts';
import { resourceAmounts } from '../resourceNames.ts';

export type Amounts = ReadonlyMap<string, Quantity>;

export function amountsAt(owner: Draft, list: 'requests' | 'limits'): Amounts {
  return new Map(resourceAmounts(objectAt(owner, 'resources'), list).map(({ name, quantity }) => [name, quantity]));
}

export function addAmounts(a: Amounts, b: Amounts): Amounts {
  const sum = new Map(a);
  for (const [name, quantity] of b) {
    const have = sum.get(name);
    sum.set(name, have ? addQuantities(have, quantity) : quantity);
  }
  return sum;
}

function largest(a: Amounts, b: Amounts): Amounts {
  const most = new Map(a);
  for (const [name, quantity] of b) {
    const have = most.get(name);
    if (!have || compareQuantities(quantity, have) > 0) most.set(name, quantity);
  }
  return most;
}

/** The requests or limits of the whole pod, overhead included. */
export function podAmounts(pod: Draft, list: 'requests' | 'limits'): Amounts {
  const spec = objectAt(pod, 'spec');
  let total: Amounts = new Map();
  for (const container of objectsAt(spec, 'containers')) total = addAmounts(total, amountsAt(container, list));
  let sidecars: Amounts = new Map();
  let starting: Amounts = new Map();
  for (const container of objectsAt(spec, 'initContainers')) {
    const own = amountsAt(container, list);
    if (stringAt(container, 'restartPolicy') === 'Always') {
      total = addAmounts(total, own);
      sidecars = addAmounts(sidecars, own);
      starting = largest(starting, sidecars);
    } else {
      starting = largest(starting, addAmounts(sidecars, own));
    }
  }
  total = largest(total, starting);
  for (const [name, quantity] of amountsAt(spec, list)) total = new Map([...total, [name, quantity]]);
  return withOverhead(total, spec, list);
}

function withOverhead(total: Amounts, spec: Draft, list: 'requests' | 'limits'): Amounts {
  const overhead = resourceAmounts(spec, 'overhead').filter(({ name }) => list === 'requests' || total.has(name));
  return addAmounts(total, new Map(overhead.map(({ name, quantity }) => [name, quantity])));
}
