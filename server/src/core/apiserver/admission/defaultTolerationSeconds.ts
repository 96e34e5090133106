// DefaultTolerationSeconds: pods stay five minutes on a node that is not ready or unreachable.
// Mirrors plugin/pkg/admission/defaulttolerationseconds (v1.36).
import type { Draft } from '../draft.ts';
import { objectAt, objectsAt, stringAt } from '../draft.ts';
import type { AdmissionPlugin } from './plugin.ts';
import { isPod } from './plugin.ts';

const TAINTS = ['node.kubernetes.io/not-ready', 'node.kubernetes.io/unreachable'];
const SECONDS = 300;

export const defaultTolerationSeconds: AdmissionPlugin = {
  name: 'DefaultTolerationSeconds',
  mutate(request) {
    if (request.verb === 'delete' || !isPod(request)) return undefined;
    const spec = objectAt(request.object, 'spec');
    const present = objectsAt(spec, 'tolerations');
    const missing = TAINTS.filter((taint) => !present.some((toleration) => covers(toleration, taint)));
    if (missing.length === 0) return undefined;
    const added = missing.map((key) => ({ key, operator: 'Exists', effect: 'NoExecute', tolerationSeconds: SECONDS }));
    spec['tolerations'] = [...present, ...added];
    return undefined;
  },
};

function covers(toleration: Draft, taint: string): boolean {
  const effect = stringAt(toleration, 'effect');
  const key = stringAt(toleration, 'key');
  return (key === taint || key === '') && (effect === 'NoExecute' || effect === '');
}
