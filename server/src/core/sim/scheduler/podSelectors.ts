// The selectors by which the scheduler counts pods: a constraint's own with its matchLabelKeys, and the one deduced from the
// Services and the controller of a pod. Source: plugins/helper/spread.go, podtopologyspread/common.go (v1.36).
import { controllerOf, type LabelSelector, type Labels, type Pod } from '../objects.ts';
import { matchesLabels, matchesSelector, selectsEverything } from '../selectors.ts';
import { type Lister, labelsOf, namespaceOf } from './shapes.ts';

export interface Selector {
  readonly matches: (labels: Labels) => boolean;
  readonly everything: boolean;
  /** The same for selectors that mean the same. */
  readonly key: string;
}

export function selectorWithKeys(
  selector: LabelSelector | undefined,
  keys: readonly string[] | undefined,
  own: Labels,
): Selector {
  if (!selector) return { matches: () => false, everything: false, key: 'nothing' };
  const wanted = Object.fromEntries(
    (keys ?? []).flatMap((key) => (own[key] === undefined ? [] : [[key, own[key] ?? '']])),
  );
  return {
    matches: (labels) => matchesLabels(wanted, labels) && matchesSelector(selector, labels),
    everything: Object.keys(wanted).length === 0 && selectsEverything(selector),
    key: JSON.stringify([wanted, selector]),
  };
}

/** `helper.DefaultSelector`: what the Services that select the pod and its ReplicaSet, StatefulSet or controller select. */
export function defaultSelector(cluster: Lister, pod: Pod): Selector {
  const namespace = namespaceOf(pod);
  const own = labelsOf(pod);
  const merged: Record<string, string> = {};
  for (const service of cluster.list('Service', namespace)) {
    const { selector } = (service.spec ?? {}) as { selector?: Labels };
    if (selector && matchesLabels(selector, own)) Object.assign(merged, selector);
  }
  const controller = ownSelector(cluster, pod, namespace);
  return {
    matches: (labels) => matchesLabels(merged, labels) && (!controller || matchesSelector(controller, labels)),
    everything: Object.keys(merged).length === 0 && (!controller || selectsEverything(controller)),
    key: JSON.stringify([merged, controller]),
  };
}

function ownSelector(cluster: Lister, pod: Pod, namespace: string): LabelSelector | undefined {
  const owner = controllerOf(pod);
  if (!owner) return undefined;
  switch (`${owner.apiVersion} ${owner.kind}`) {
    case 'v1 ReplicationController': {
      const found = cluster.get('ReplicationController', namespace, owner.name);
      return found && { matchLabels: found.spec.selector };
    }
    case 'apps/v1 ReplicaSet':
      return cluster.get('ReplicaSet', namespace, owner.name)?.spec.selector;
    case 'apps/v1 StatefulSet':
      return cluster.get('StatefulSet', namespace, owner.name)?.spec.selector;
    default:
      return undefined;
  }
}
