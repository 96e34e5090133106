// NamespaceLifecycle: nothing is created where there is no namespace, or where it ends. Mirrors
// k8s.io/apiserver pkg/admission/plugin/namespace/lifecycle (v1.36).
import { isSet, objectAt } from '../draft.ts';
import type { AdmissionPlugin } from './plugin.ts';
import { forbid, nameOf, namespaceOf } from './plugin.ts';

const IMMORTAL = ['default', 'kube-system', 'kube-public'];

export const namespaceLifecycle: AdmissionPlugin = {
  name: 'NamespaceLifecycle',
  mutate(request, cluster) {
    if (request.verb === 'delete') {
      const kept = request.kind.kind === 'Namespace' && IMMORTAL.includes(nameOf(request.object));
      return kept ? forbid(request, 'this namespace may not be deleted') : undefined;
    }
    const namespace = namespaceOf(request.object);
    if (!request.kind.namespaced || request.verb !== 'create' || IMMORTAL.includes(namespace)) return undefined;
    const found = cluster.get('Namespace', namespace);
    if (!found) return { reason: 'NotFound', field: '', message: `namespaces "${namespace}" not found` };
    const ending = isSet(objectAt(found, 'metadata'), 'deletionTimestamp');
    if (!ending) return undefined;
    return forbid(request, `unable to create new content in namespace ${namespace} because it is being terminated`);
  },
};
