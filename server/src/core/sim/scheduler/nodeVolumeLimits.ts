// Plugin NodeVolumeLimits: how many volumes of a CSI driver a node takes, from its CSINode. Volumes of in-tree types that
// drivers take over are not counted. Source: plugins/nodevolumelimits/csi.go (v1.36).
import type { PersistentVolumeClaim, Pod } from '../objects.ts';
import { classNameOf, storageClass } from '../storage/matching.ts';
import { type Plugin, type Prepared, type Rejection, unschedulable } from './plugin.ts';
import { claimNameOf } from './podVolumes.ts';
import { type Lister, namespaceOf, specOf } from './shapes.ts';
import type { Cycle, NodeInfo } from './snapshot.ts';

export const nodeVolumeLimits: Plugin = { name: 'NodeVolumeLimits', prepare };

function prepare({ pod, cluster }: Cycle): Prepared {
  if (!(specOf(pod).volumes ?? []).some((volume) => claimNameOf(pod, volume) !== undefined)) return undefined;
  const wanted = volumesOf(cluster, pod);
  return { filter: (info) => exceeds(cluster, wanted, info) };
}

function exceeds(cluster: Lister, wanted: ReadonlyMap<string, string>, info: NodeInfo): Rejection | undefined {
  const limits = limitsOf(cluster, info.name);
  if (wanted.size === 0 || limits.size === 0) return undefined;
  const attached = new Map(info.pods.flatMap((pod) => [...volumesOf(cluster, pod)]));
  for (const [driver, limit] of limits) {
    const used = [...attached.values()].filter((other) => other === driver).length;
    const added = [...wanted].filter(([volume, other]) => other === driver && !attached.has(volume)).length;
    if (added > 0 && used + added > limit) return unschedulable('node(s) exceed max volume count');
  }
  return undefined;
}

/** Driver by volume. */
function volumesOf(cluster: Lister, pod: Pod): Map<string, string> {
  const out = new Map<string, string>();
  for (const volume of specOf(pod).volumes ?? []) {
    const name = claimNameOf(pod, volume);
    const claim = name === undefined ? undefined : cluster.get('PersistentVolumeClaim', namespaceOf(pod), name);
    const found = claim && driverOf(cluster, claim);
    if (found) out.set(`${found.driver}/${found.handle}`, found.driver);
  }
  return out;
}

function driverOf(cluster: Lister, claim: PersistentVolumeClaim): { driver: string; handle: string } | undefined {
  const { volumeName } = claim.spec;
  if (volumeName) {
    const volume = cluster.get('PersistentVolume', undefined, volumeName);
    const csi = (volume?.spec as { csi?: { driver: string; volumeHandle: string } } | undefined)?.csi;
    return csi && { driver: csi.driver, handle: csi.volumeHandle };
  }
  const driver = storageClass(cluster, classNameOf(claim))?.provisioner;
  return driver === undefined ? undefined : { driver, handle: `unbound/${claim.metadata.uid}` };
}

interface CsiNode {
  readonly spec?: {
    readonly drivers?: readonly { readonly name: string; readonly allocatable?: { readonly count?: number } }[];
  };
}

function limitsOf(cluster: Lister, node: string): Map<string, number> {
  const { spec } = (cluster.get('CSINode', undefined, node) ?? {}) as CsiNode;
  return new Map(
    (spec?.drivers ?? []).flatMap(({ name, allocatable }) =>
      allocatable?.count === undefined ? [] : [[name, allocatable.count] as const],
    ),
  );
}
