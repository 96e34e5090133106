// RuntimeClass: overhead and placement of the class are written into the pod. Mirrors plugin/pkg/admission/runtimeclass (v1.36).
import type { Draft } from '../draft.ts';
import { isSet, objectAt, objectsAt, sameJson, stringAt, stringMapAt } from '../draft.ts';
import type { FieldError } from '../types.ts';
import type { AdmissionPlugin, AdmissionRequest } from './plugin.ts';
import { forbid, isPod } from './plugin.ts';

export const runtimeClass: AdmissionPlugin = {
  name: 'RuntimeClass',
  mutate(request, cluster) {
    if (request.verb !== 'create' || !isPod(request)) return undefined;
    const spec = objectAt(request.object, 'spec');
    const name = stringAt(spec, 'runtimeClassName');
    const found = name === '' ? undefined : cluster.get('RuntimeClass', name);
    if (name !== '' && !found) return forbid(request, `pod rejected: RuntimeClass "${name}" not found`);
    return overheadError(request, spec, found) ?? (found ? setScheduling(request, spec, found) : undefined);
  },
};

function overheadError(request: AdmissionRequest, spec: Draft, found: Draft | undefined): FieldError | undefined {
  const overhead = objectAt(found, 'overhead')['podFixed'];
  if (overhead === undefined) {
    const words = 'pod rejected: Pod Overhead set without corresponding RuntimeClass defined Overhead';
    return Object.keys(objectAt(spec, 'overhead')).length > 0 ? forbid(request, words) : undefined;
  }
  if (isSet(spec, 'overhead') && !sameJson(spec['overhead'], overhead)) {
    return forbid(request, "pod rejected: Pod's Overhead doesn't match RuntimeClass's defined Overhead");
  }
  spec['overhead'] = overhead;
  return undefined;
}

function setScheduling(request: AdmissionRequest, spec: Draft, found: Draft): FieldError | undefined {
  const scheduling = objectAt(found, 'scheduling');
  const wanted = stringMapAt(scheduling, 'nodeSelector');
  const own = stringMapAt(spec, 'nodeSelector');
  for (const [name, value] of Object.entries(wanted)) {
    const has = own[name];
    if (has === undefined || has === value) continue;
    const words = `conflict: runtimeClass.scheduling.nodeSelector[${name}] = ${value}; pod.spec.nodeSelector[${name}] = ${has}`;
    return forbid(request, words);
  }
  if (Object.keys(wanted).length > 0) spec['nodeSelector'] = { ...own, ...wanted };
  const present = objectsAt(spec, 'tolerations');
  const added = objectsAt(scheduling, 'tolerations').filter((one) => !present.some((other) => sameJson(one, other)));
  if (added.length > 0) spec['tolerations'] = [...present, ...added];
  return undefined;
}
