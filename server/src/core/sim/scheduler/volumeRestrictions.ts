// Plugin VolumeRestrictions: disks that one node or one pod may use at a time. Source: plugins/volumerestrictions (v1.36).
import type { Pod } from '../objects.ts';
import { type Plugin, type Prepared, unschedulable } from './plugin.ts';
import { namespaceOf, type SchedulingVolume, specOf } from './shapes.ts';
import type { Cycle } from './snapshot.ts';

export const volumeRestrictions: Plugin = { name: 'VolumeRestrictions', prepare };

function prepare(cycle: Cycle): Prepared {
  const { pod } = cycle;
  const disks = (specOf(pod).volumes ?? []).filter(
    (volume) => volume.gcePersistentDisk || volume.awsElasticBlockStore || volume.iscsi || volume.rbd,
  );
  const exclusive = exclusiveClaims(cycle);
  if (typeof exclusive === 'string') return { reject: exclusive };
  const taken =
    exclusive.length > 0 &&
    cycle.snapshot.nodes.some(({ pods }) => pods.some((other) => usesOneOf(other, namespaceOf(pod), exclusive)));
  if (disks.length === 0 && !taken) return undefined;
  return {
    filter: ({ pods }) => {
      const conflict = disks.some((disk) =>
        pods.some((other) => (specOf(other).volumes ?? []).some((used) => sameDisk(disk, used))),
      );
      if (conflict) return unschedulable('node(s) had no available disk');
      return taken
        ? unschedulable(
            'node(s) unavailable due to PersistentVolumeClaim with ReadWriteOncePod access mode already in-use by another pod',
          )
        : undefined;
    },
  };
}

/** Names of the pod's claims that only one pod may use; or which claim is missing. */
function exclusiveClaims({ pod, cluster }: Cycle): readonly string[] | string {
  const out: string[] = [];
  for (const { persistentVolumeClaim } of specOf(pod).volumes ?? []) {
    if (!persistentVolumeClaim) continue;
    const claim = cluster.get('PersistentVolumeClaim', namespaceOf(pod), persistentVolumeClaim.claimName);
    if (!claim) return `persistentvolumeclaim "${persistentVolumeClaim.claimName}" not found`;
    if (claim.spec.accessModes?.includes('ReadWriteOncePod')) out.push(claim.metadata.name);
  }
  return out;
}

function usesOneOf(pod: Pod, namespace: string, claims: readonly string[]): boolean {
  if (namespaceOf(pod) !== namespace) return false;
  return (specOf(pod).volumes ?? []).some(({ persistentVolumeClaim }) =>
    claims.includes(persistentVolumeClaim?.claimName ?? ''),
  );
}

function sameDisk(a: SchedulingVolume, b: SchedulingVolume): boolean {
  const shared = (one?: { readOnly?: boolean }, other?: { readOnly?: boolean }) => !!one?.readOnly && !!other?.readOnly;
  if (a.gcePersistentDisk && a.gcePersistentDisk.pdName === b.gcePersistentDisk?.pdName)
    return !shared(a.gcePersistentDisk, b.gcePersistentDisk);
  if (a.awsElasticBlockStore) return a.awsElasticBlockStore.volumeID === b.awsElasticBlockStore?.volumeID;
  if (a.iscsi && a.iscsi.iqn === b.iscsi?.iqn) return !shared(a.iscsi, b.iscsi);
  if (!a.rbd || !b.rbd || shared(a.rbd, b.rbd)) return false;
  const { rbd } = b;
  return (
    (a.rbd.pool ?? 'rbd') === (rbd.pool ?? 'rbd') &&
    a.rbd.image === rbd.image &&
    a.rbd.monitors.some((host) => rbd.monitors.includes(host))
  );
}
