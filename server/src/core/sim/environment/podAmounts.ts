// A pod's effective requests and limits as quantities, for tables that print them. Source: component-helpers/resource/helpers.go
// PodRequests, PodLimits (v1.36). The scheduler's whole numbers are in scheduler/requests.ts.
import type { JsonObject, JsonValue } from '../../apiserver/types.ts';
import {
  addQuantities,
  compareQuantities,
  type Quantity,
  quantityOf,
  ZERO_QUANTITY,
} from '../../kubernetes/quantity.ts';
import { at, list, record, text } from '../kubectl/read.ts';

export type Amounts = ReadonlyMap<string, Quantity>;

/** `gaps`: what containers that ask nothing count, when scoring. */
export function podAmounts(
  pod: JsonObject,
  gaps: Amounts = new Map(),
): { readonly requests: Amounts; readonly limits: Amounts } {
  return { requests: effective(pod, 'requests', gaps), limits: effective(pod, 'limits', new Map()) };
}

function effective(pod: JsonObject, part: 'requests' | 'limits', gaps: Amounts): Amounts {
  const askedBy = (container: JsonValue): Amounts => new Map([...gaps, ...amountsOf(container, part)]);
  const spec = record(pod, 'spec');
  let total: Amounts = new Map();
  for (const container of list(spec, 'containers')) total = plus(total, askedBy(container));
  let sidecars: Amounts = new Map();
  let peak: Amounts = new Map();
  for (const container of list(spec, 'initContainers')) {
    const asked = askedBy(container);
    if (text(container, 'restartPolicy') === 'Always') {
      total = plus(total, asked);
      sidecars = plus(sidecars, asked);
      peak = highest(peak, sidecars);
    } else peak = highest(peak, plus(sidecars, asked));
  }
  const all = new Map(highest(total, peak));
  const podLevel = quantities(at(spec, 'resources', part));
  for (const [name, value] of podLevel)
    if (name === 'cpu' || name === 'memory' || name.startsWith('hugepages-')) all.set(name, value);
  return withOverhead(all, quantities(at(spec, 'overhead')), part);
}

/** Overhead counts for limits only where there is one. */
function withOverhead(all: Amounts, overhead: Amounts, part: 'requests' | 'limits'): Amounts {
  return plus(all, part === 'requests' ? overhead : new Map([...overhead].filter(([name]) => all.has(name))));
}

const amountsOf = (container: JsonValue, part: string): Amounts => quantities(at(container, 'resources', part));

function quantities(value: JsonValue | undefined): Amounts {
  return new Map(
    Object.entries(record(value)).flatMap(([name, amount]) => {
      const found = amount === undefined ? undefined : quantityOf(amount);
      return found ? [[name, found] as const] : [];
    }),
  );
}

function plus(a: Amounts, b: Amounts): Amounts {
  const out = new Map(a);
  for (const [name, value] of b) out.set(name, addQuantities(out.get(name) ?? ZERO_QUANTITY, value));
  return out;
}

function highest(a: Amounts, b: Amounts): Amounts {
  const out = new Map(a);
  for (const [name, value] of b) {
    const before = out.get(name);
    if (!before || compareQuantities(value, before) > 0) out.set(name, value);
  }
  return out;
}
