// What pods ask of nodes, as far as objects themselves show it: the class of service. Source:
// pkg/apis/core/v1/helper/qos/qos.go (v1.36). Knows no node.
import type { PodSpec, Resources } from './objects.ts';

/** A quantity as a number, exact enough to compare requests with limits. */
export function amount(quantity: string | number | undefined): number {
  const match = /^([+-]?[\d.]+)(Ki|Mi|Gi|Ti|Pi|Ei|m|u|n|k|M|G|T|P|E|[eE][+-]?\d+)?$/.exec(
    String(quantity ?? '0').trim(),
  );
  if (!match) return 0;
  const [, digits, suffix = ''] = match;
  const scale = scales[suffix] ?? (/^[eE]/.test(suffix) ? Number(`1${suffix}`) : 1);
  return Number(digits) * scale;
}

const scales: Readonly<Record<string, number>> = {
  '': 1,
  n: 1e-9,
  u: 1e-6,
  m: 1e-3,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  P: 1e15,
  E: 1e18,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
  Pi: 2 ** 50,
  Ei: 2 ** 60,
};

const counted = ['cpu', 'memory'] as const;

/** `qos.ComputePodQOS`: Guaranteed, Burstable or BestEffort. */
export function qosClass(spec: PodSpec): 'Guaranteed' | 'Burstable' | 'BestEffort' {
  const all: readonly (Resources | undefined)[] = spec.resources
    ? [spec.resources]
    : [...spec.containers, ...(spec.initContainers ?? [])].map((container) => container.resources);
  const requests = sum(all, 'requests');
  const limits = sum(all, 'limits');
  if (requests.size === 0 && limits.size === 0) return 'BestEffort';
  const complete = all.every((resources) => counted.every((name) => amount(resources?.limits?.[name]) > 0));
  const equal = [...requests].every(([name, value]) => limits.get(name) === value);
  return complete && equal && requests.size === limits.size ? 'Guaranteed' : 'Burstable';
}

function sum(all: readonly (Resources | undefined)[], part: 'requests' | 'limits'): Map<string, number> {
  const out = new Map<string, number>();
  for (const resources of all) {
    for (const name of counted) {
      const value = amount(resources?.[part]?.[name]);
      if (value > 0) out.set(name, (out.get(name) ?? 0) + value);
    }
  }
  return out;
}
