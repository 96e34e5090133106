// Finished Jobs with a time to live go when it is over. Source: pkg/controller/ttlafterfinished (v1.36).
import { refOf } from '../cluster.ts';
import type { ClusterView, Controller, Steps } from '../frame.ts';
import { conditionOf, keyOf } from '../objects.ts';
import { timeMs } from './availability.ts';

export function ttlController(): Controller {
  return {
    name: 'ttl-after-finished-controller',
    watches: { Job: ({ object, verb }) => (verb === 'delete' ? [] : [keyOf(object)]) },
    reconcile,
  };
}

function* reconcile(view: ClusterView, key: string): Steps {
  const [namespace, name = ''] = key.split('/');
  const job = view.get('Job', namespace, name);
  const ttl = job?.spec.ttlSecondsAfterFinished;
  if (!job || ttl === undefined || job.metadata.deletionTimestamp) return;
  const finished = [conditionOf(job.status, 'Complete'), conditionOf(job.status, 'Failed')].find(
    (c) => c?.status === 'True',
  );
  if (!finished) return;
  const leftMs = timeMs(finished.lastTransitionTime) + 1000 * ttl - view.epochMs;
  if (leftMs > 0) yield { type: 'requeue', afterMs: leftMs };
  else {
    const cause = { because: 'ttl', object: refOf(job), field: 'spec.ttlSecondsAfterFinished' };
    yield { type: 'delete', ref: refOf(job), uid: job.metadata.uid, propagation: 'Foreground', cause };
  }
}
