// DefaultStorageClass and DefaultIngressClass: whoever names no class gets the one marked as default, the newest of several.
// Mirrors plugin/pkg/admission/storage/storageclass/setdefault and network/defaultingressclass (v1.36).
import type { Draft } from '../draft.ts';
import { ensureObject, isSet, objectAt, stringMapAt } from '../draft.ts';
import type { AdmissionPlugin } from './plugin.ts';
import { nameOf } from './plugin.ts';

const annotationsOf = (object: Draft): Readonly<Record<string, string>> =>
  stringMapAt(objectAt(object, 'metadata'), 'annotations');

/** The newest default; the list is in the order of creation. */
function newest(classes: readonly Draft[], annotations: readonly string[]): Draft | undefined {
  const marked = classes.filter((object) => annotations.some((name) => annotationsOf(object)[name] === 'true'));
  return marked.at(-1);
}

export const defaultStorageClass: AdmissionPlugin = {
  name: 'DefaultStorageClass',
  mutate({ kind, verb, object }, cluster) {
    if (verb !== 'create' || kind.kind !== 'PersistentVolumeClaim') return undefined;
    const spec = ensureObject(object, 'spec');
    const annotated = annotationsOf(object)['volume.beta.kubernetes.io/storage-class'] !== undefined;
    if (isSet(spec, 'storageClassName') || annotated) return undefined;
    const names = ['storageclass.kubernetes.io/is-default-class', 'storageclass.beta.kubernetes.io/is-default-class'];
    const found = newest(cluster.list('StorageClass'), names);
    if (found) spec['storageClassName'] = nameOf(found);
    return undefined;
  },
};

export const defaultIngressClass: AdmissionPlugin = {
  name: 'DefaultIngressClass',
  mutate({ kind, verb, object }, cluster) {
    if (verb !== 'create' || kind.kind !== 'Ingress') return undefined;
    const spec = ensureObject(object, 'spec');
    const annotated = annotationsOf(object)['kubernetes.io/ingress.class'] !== undefined;
    if (isSet(spec, 'ingressClassName') || annotated) return undefined;
    const found = newest(cluster.list('IngressClass'), ['ingressclass.kubernetes.io/is-default-class']);
    if (found) spec['ingressClassName'] = nameOf(found);
    return undefined;
  },
};
