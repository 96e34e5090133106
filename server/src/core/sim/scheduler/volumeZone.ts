// Plugin VolumeZone: zone and region labels of bound volumes. Source: plugins/volumezone (v1.36).
import { classNameOf, storageClass } from '../storage/matching.ts';
import { type Plugin, type Prepared, unresolvable } from './plugin.ts';
import { labelsOf, namespaceOf, specOf } from './shapes.ts';
import type { Cycle } from './snapshot.ts';

const topologyLabels: readonly string[] = [
  'failure-domain.beta.kubernetes.io/zone',
  'failure-domain.beta.kubernetes.io/region',
  'topology.kubernetes.io/zone',
  'topology.kubernetes.io/region',
];

const currentName = (label: string): string => label.replace('failure-domain.beta', 'topology');

interface Zone {
  readonly key: string;
  readonly values: readonly string[];
}

export const volumeZone: Plugin = { name: 'VolumeZone', prepare };

function prepare(cycle: Cycle): Prepared {
  const zones = zonesOf(cycle);
  if (typeof zones === 'string') return { reject: zones };
  if (zones.length === 0) return undefined;
  return {
    filter: ({ node }) => {
      const labels = labelsOf(node);
      if (!topologyLabels.some((label) => label in labels)) return undefined;
      const fits = zones.every(({ key, values }) => values.includes(labels[key] ?? labels[currentName(key)] ?? ''));
      return fits ? undefined : unresolvable('node(s) had no available volume zone');
    },
  };
}

function zonesOf({ pod, cluster }: Cycle): readonly Zone[] | string {
  const out: Zone[] = [];
  for (const { persistentVolumeClaim } of specOf(pod).volumes ?? []) {
    if (!persistentVolumeClaim) continue;
    const claim = cluster.get('PersistentVolumeClaim', namespaceOf(pod), persistentVolumeClaim.claimName);
    if (!claim) return `persistentvolumeclaim "${persistentVolumeClaim.claimName}" not found`;
    const name = claim.spec.volumeName ?? '';
    if (name === '') {
      const mode = storageClass(cluster, classNameOf(claim))?.volumeBindingMode;
      if (mode !== 'WaitForFirstConsumer') return 'PersistentVolume had no name';
      continue;
    }
    const volume = cluster.get('PersistentVolume', undefined, name);
    if (!volume) return `persistentvolume "${name}" not found`;
    for (const key of topologyLabels) {
      const value = labelsOf(volume)[key];
      if (value !== undefined) out.push({ key, values: value.split('__') });
    }
  }
  return out;
}
