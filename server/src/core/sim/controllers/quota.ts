// Keeps the used amounts of ResourceQuotas: counted anew when a quota changes and when something counted goes away.
// Source: pkg/controller/resourcequota (v1.36). What admission adds is written by admission.
import type { Change, ClusterView, Controller, Steps } from '../frame.ts';
import { sameJson } from '../json.ts';
import { keyOf, type Pod, type ResourceQuota } from '../objects.ts';
import { usedOf } from '../quota.ts';
import { isOver } from './availability.ts';

export function quotaController(): Controller {
  return {
    name: 'resourcequota-controller',
    watches: {
      ResourceQuota: ({ object, before, verb }) => {
        if (verb === 'delete' || sameJson((before as ResourceQuota | undefined)?.spec, (object as ResourceQuota).spec))
          return [];
        return [keyOf(object)];
      },
      Event: () => [],
      '*': replenished,
    },
    reconcile,
  };
}

/** Something counted is gone, or a pod is over. */
function replenished({ object, before, verb }: Change, view: ClusterView): readonly string[] {
  const ended = object.kind === 'Pod' && before !== undefined && isOver(object as Pod) && !isOver(before as Pod);
  if ((verb !== 'delete' && !ended) || object.metadata.namespace === undefined) return [];
  return view.list('ResourceQuota', object.metadata.namespace).map(keyOf);
}

function* reconcile(view: ClusterView, key: string): Steps {
  const [namespace, name = ''] = key.split('/');
  const quota = view.get('ResourceQuota', namespace, name);
  if (!quota) return;
  const hard = quota.spec.hard ?? {};
  const status = { hard, used: usedOf(view, quota) };
  if (!sameJson(status, quota.status))
    yield { type: 'updateStatus', object: { ...quota, status } as ResourceQuota, cause: { because: 'status' } };
}
