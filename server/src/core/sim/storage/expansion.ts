// The expand controller: a bound claim that asks for more than its volume has waits for somebody outside to make it grow.
// Source: pkg/controller/volume/expand/expand_controller.go (v1.36).
import type { Change, ClusterView, Controller, Steps } from '../frame.ts';
import type { PersistentVolumeClaim } from '../objects.ts';
import { amount } from '../resources.ts';
import { requestedStorage } from './matching.ts';

export function expansionController(): Controller {
  return {
    name: 'volume_expand',
    watches: { PersistentVolumeClaim: requestGrew },
    *reconcile(view: ClusterView, key: string): Steps {
      const [namespace, name = ''] = key.split('/');
      const claim = view.get('PersistentVolumeClaim', namespace, name);
      const volume = claim?.spec.volumeName
        ? view.get('PersistentVolume', undefined, claim.spec.volumeName)
        : undefined;
      if (!claim || !volume || volume.spec.claimRef?.uid !== claim.metadata.uid) return;
      const wanted = requestedStorage(claim);
      if (wanted <= statusCapacity(claim)) return;
      const message = 'waiting for an external controller to expand this PVC';
      yield { type: 'event', about: claim, eventType: 'Normal', reason: 'ExternalExpanding', message };
    },
  };
}

/** More was asked for, or the volume has grown or come. */
function requestGrew({ verb, object, before }: Change): readonly string[] {
  if (verb !== 'update' || !before) return [];
  const [claim, old] = [object as PersistentVolumeClaim, before as PersistentVolumeClaim];
  const grew = requestedStorage(claim) > requestedStorage(old) || statusCapacity(claim) > statusCapacity(old);
  return grew ? [`${claim.metadata.namespace ?? ''}/${claim.metadata.name}`] : [];
}

const statusCapacity = (claim: PersistentVolumeClaim): number => amount(claim.status?.capacity?.['storage']);
