// Where a kind keeps the pod that it is or makes. Data, so that no feature asks for a kind by name.
import type { Path } from '../yaml/nodes.ts';

const paths: Readonly<Record<string, Path>> = {
  Pod: [],
  PodTemplate: ['template'],
  ReplicationController: ['spec', 'template'],
  Deployment: ['spec', 'template'],
  ReplicaSet: ['spec', 'template'],
  StatefulSet: ['spec', 'template'],
  DaemonSet: ['spec', 'template'],
  Job: ['spec', 'template'],
  CronJob: ['spec', 'jobTemplate', 'spec', 'template'],
};

/** Path of the pod's `metadata` and `spec` in a resource of this kind; undefined for kinds that make no pods. */
export function podTemplatePath(kind: string): Path | undefined {
  return Object.hasOwn(paths, kind) ? paths[kind] : undefined;
}
