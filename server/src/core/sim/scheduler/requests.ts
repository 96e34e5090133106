// What a pod asks of a node: the formula of effective requests, and its two variants for scoring, where containers that ask
// nothing count a little. Amounts are whole numbers: cpu in milli, everything else in units. Sources:
// component-helpers/resource/helpers.go, pkg/scheduler/framework/types.go CalculateResource (v1.36). Knows no node.
import type { Container, Pod, Resources } from '../objects.ts';
import { amount } from '../resources.ts';

export type Amounts = Readonly<Record<string, number>>;

export interface PodRequests {
  /** What the pod occupies, with pod-level resources and overhead. */
  readonly exact: Amounts;
  /** The same, where containers without cpu or memory count 100m and 200Mi: what others see of this pod when scoring. */
  readonly nonZero: Amounts;
  /** What LeastAllocated adds for the pod itself: as `nonZero`, but blind to pod-level resources. */
  readonly scoring: Amounts;
}

const missing: Amounts = { cpu: 100, memory: 200 * 1024 * 1024 };
const cache = new WeakMap<object, Known>();

/** Binding a pod changes its spec, but none of the parts that ask for something. */
interface Known extends PodRequests {
  readonly spec: Pod['spec'];
}

export function podRequests(pod: Pod): PodRequests {
  const { spec } = pod;
  const known = cache.get(spec.containers);
  const same =
    known?.spec.initContainers === spec.initContainers &&
    known?.spec.overhead === spec.overhead &&
    known?.spec.resources === spec.resources;
  if (known && same) return known;
  const exact = requests(pod, {}, true);
  const podLevel = pod.spec.resources?.requests !== undefined;
  const gaps = podLevel ? Object.fromEntries(Object.entries(missing).filter(([name]) => !(name in exact))) : missing;
  const found = { spec, exact, nonZero: requests(pod, gaps, true), scoring: requests(pod, missing, false) };
  cache.set(spec.containers, found);
  return found;
}

const amounts = new WeakMap<object, Amounts>();
const nothing: Amounts = {};

/** A list of quantities as whole amounts, rounded up. Pods of one template share their lists. */
export function amountsOf(list: Readonly<Record<string, string | number>> | undefined): Amounts {
  if (!list) return nothing;
  const known = amounts.get(list);
  if (known) return known;
  const entries = Object.entries(list).map(([name, quantity]) => [name, whole(quantity, name)] as const);
  const found = Object.fromEntries(entries);
  amounts.set(list, found);
  return found;
}

function whole(quantity: string | number, name: string): number {
  const value = amount(quantity) * (name === 'cpu' ? 1000 : 1);
  const near = Math.round(value);
  return Math.abs(value - near) <= 1e-6 * Math.max(1, Math.abs(value) * 1e-9) ? near : Math.ceil(value);
}

function requests(pod: Pod, gaps: Amounts, podLevel: boolean): Amounts {
  const total = aggregate(pod, (container) => ({ ...gaps, ...amountsOf(container.resources?.requests) }));
  if (podLevel) Object.assign(total, supported(pod.spec.resources));
  return add(total, amountsOf(pod.spec.overhead));
}

/** Pod-level resources exist for cpu, memory and huge pages. */
function supported(resources: Resources | undefined): Amounts {
  const all = Object.entries(amountsOf(resources?.requests));
  return Object.fromEntries(
    all.filter(([name]) => name === 'cpu' || name === 'memory' || name.startsWith('hugepages-')),
  );
}

/** Containers and sidecars together, or what the hungriest init container needs beside the sidecars before it. */
function aggregate(pod: Pod, of: (container: Container) => Amounts): Record<string, number> {
  let total: Record<string, number> = {};
  for (const container of pod.spec.containers) total = add(total, of(container));
  let sidecars: Record<string, number> = {};
  let peak: Record<string, number> = {};
  for (const container of pod.spec.initContainers ?? []) {
    const asked = of(container);
    if (container.restartPolicy === 'Always') {
      total = add(total, asked);
      sidecars = add(sidecars, asked);
      peak = highest(peak, sidecars);
    } else peak = highest(peak, add(sidecars, asked));
  }
  return highest(total, peak);
}

function add(a: Amounts, b: Amounts): Record<string, number> {
  const out = { ...a };
  for (const [name, value] of Object.entries(b)) out[name] = (out[name] ?? 0) + value;
  return out;
}

function highest(a: Amounts, b: Amounts): Record<string, number> {
  const out = { ...a };
  for (const [name, value] of Object.entries(b)) out[name] = Math.max(out[name] ?? value, value);
  return out;
}
