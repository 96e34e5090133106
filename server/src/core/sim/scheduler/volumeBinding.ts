// Plugin VolumeBinding: claims must be bound, or bindable on the node. Source: plugins/volumebinding/volume_binding.go (v1.36).
import { type Plugin, type Prepared, unresolvable } from './plugin.ts';
import { claimNameOf, planVolumes, podClaims } from './podVolumes.ts';
import { specOf } from './shapes.ts';
import type { Cycle } from './snapshot.ts';

export const volumeBinding: Plugin = { name: 'VolumeBinding', prepare };

function prepare({ pod, cluster }: Cycle): Prepared {
  if (!(specOf(pod).volumes ?? []).some((volume) => claimNameOf(pod, volume) !== undefined)) return undefined;
  const claims = podClaims(cluster, pod);
  if ('problem' in claims) return { reject: claims.problem };
  if (claims.immediate.length > 0) return { reject: 'pod has unbound immediate PersistentVolumeClaims' };
  return {
    filter: ({ node }) => {
      const plan = planVolumes(cluster, claims, node);
      return 'bindings' in plan ? undefined : unresolvable(...plan);
    },
  };
}
