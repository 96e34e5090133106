// Which pod a kubelet evicts when its node runs low, and what it says: the ranking and the words of the eviction manager.
// Sources: pkg/kubelet/eviction/{helpers,eviction_manager}.go (v1.36). Pure; what pods use is the caller's to know.
import { quantityText } from '../../kubernetes/quantity.ts';
import type { Container, Pod } from '../objects.ts';
import { amount } from '../resources.ts';
import { podRequests } from '../scheduler/requests.ts';

/** In the order in which thresholds are looked at: memory first. */
export const starvable = ['memory', 'ephemeral-storage'] as const;
export type Starvable = (typeof starvable)[number];

export interface PodUse {
  readonly pod: Pod;
  /** Bytes. */
  readonly used: number;
}

const systemCritical = 2_000_000_000;
const mirrorAnnotation = 'kubernetes.io/config.mirror';

/** `IsCriticalPod`: static pods, and priorities of the system. */
export function isCritical({ metadata, spec }: Pod): boolean {
  return metadata.annotations?.[mirrorAnnotation] !== undefined || (spec.priority ?? 0) >= systemCritical;
}

/** How much has to stay free, in bytes: `memory.available<100Mi`, `nodefs.available<10%`. */
export function threshold(resource: Starvable, capacity: number): number {
  return resource === 'memory' ? 100 * 1024 * 1024 : Math.floor(capacity / 10);
}

/** `rankMemoryPressure`, `rankDiskPressureFunc`: first who uses more than it asked for, then by priority, then by the excess. */
export function ranked(uses: readonly PodUse[], resource: Starvable): readonly PodUse[] {
  const excess = ({ pod, used }: PodUse) => used - (podRequests(pod).exact[resource] ?? 0);
  const priority = ({ pod }: PodUse) => pod.spec.priority ?? 0;
  return [...uses].sort(
    (a, b) => Number(excess(b) > 0) - Number(excess(a) > 0) || priority(a) - priority(b) || excess(b) - excess(a),
  );
}

/** `evictionMessage`; `shares`: what each container uses. */
export function evictionMessage(
  resource: Starvable,
  free: { readonly threshold: number; readonly available: number },
  shares: readonly { readonly container: Container; readonly used: number }[],
): string {
  const offenders = shares.filter(({ container, used }) => used > amount(container.resources?.requests?.[resource]));
  const words = offenders.map(
    ({ container, used }) =>
      `Container ${container.name} was using ${bytes(used)}, request is ${container.resources?.requests?.[resource] ?? '0'}, has larger consumption of ${resource}. `,
  );
  const quantities = `Threshold quantity: ${bytes(free.threshold)}, available: ${bytes(free.available)}. `;
  return `The node was low on resource: ${resource}. ${quantities}${words.join('')}`;
}

/** As `resource.NewQuantity(n, BinarySI)` prints it. */
function bytes(count: number): string {
  return quantityText({ unscaled: BigInt(Math.max(0, Math.round(count))), scale: 0, wide: false, format: 'BinarySI' });
}
