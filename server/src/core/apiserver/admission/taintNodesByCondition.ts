// TaintNodesByCondition: a new node counts as not ready until it says otherwise. Mirrors plugin/pkg/admission/nodetaint (v1.36).
import { ensureObject, objectsAt, stringAt } from '../draft.ts';
import type { AdmissionPlugin } from './plugin.ts';

const NOT_READY = 'node.kubernetes.io/not-ready';

export const taintNodesByCondition: AdmissionPlugin = {
  name: 'TaintNodesByCondition',
  mutate({ kind, verb, object }) {
    if (verb !== 'create' || kind.kind !== 'Node') return undefined;
    const spec = ensureObject(object, 'spec');
    const taints = objectsAt(spec, 'taints');
    const present = taints.some(
      (taint) => stringAt(taint, 'key') === NOT_READY && stringAt(taint, 'effect') === 'NoSchedule',
    );
    if (!present) spec['taints'] = [...taints, { key: NOT_READY, effect: 'NoSchedule' }];
    return undefined;
  },
};
