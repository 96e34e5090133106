// Why a container cannot be made, in the kubelet's words: what its environment refers to and the cluster does not have, and a
// user that its own policy forbids. Sources: pkg/kubelet/kubelet_pods.go makeEnvironmentVariables,
// pkg/kubelet/kuberuntime/security_context_others.go verifyRunAsNonRoot (v1.36). Pure.
import type { ClusterView } from '../frame.ts';
import type { Container, Labels, Pod } from '../objects.ts';

type Data = Labels | undefined;

const configMap = (view: ClusterView, namespace: string, name: string): Data => {
  const found = view.get('ConfigMap', namespace, name);
  return found && { ...found.data, ...found.binaryData };
};
const secret = (view: ClusterView, namespace: string, name: string): Data => {
  const found = view.get('Secret', namespace, name);
  return found && (found.data ?? {});
};

/** The reason of CreateContainerConfigError, or undefined. */
export function configProblem(view: ClusterView, pod: Pod, container: Container): string | undefined {
  return missingEnvironment(view, pod, container) ?? forbiddenUser(pod, container);
}

function forbiddenUser({ metadata, spec }: Pod, { name, securityContext }: Container): string | undefined {
  const nonRoot = securityContext?.runAsNonRoot ?? spec.securityContext?.runAsNonRoot;
  const user = securityContext?.runAsUser ?? spec.securityContext?.runAsUser;
  if (!nonRoot || user !== 0) return undefined;
  const pod = `${metadata.name}_${metadata.namespace}(${metadata.uid})`;
  return `container's runAsUser breaks non-root policy (pod: "${pod}", container: ${name})`;
}

function missingEnvironment(view: ClusterView, pod: Pod, container: Container): string | undefined {
  const namespace = pod.metadata.namespace ?? 'default';
  for (const from of container.envFrom ?? []) {
    const [ref, kind] = from.configMapRef
      ? [from.configMapRef, 'ConfigMap' as const]
      : [from.secretRef, 'Secret' as const];
    const bad = ref && missingKey(view, namespace, kind, ref.name ?? '', undefined, ref.optional);
    if (bad) return bad;
  }
  for (const { valueFrom } of container.env ?? []) {
    const [ref, kind] = valueFrom?.configMapKeyRef
      ? [valueFrom.configMapKeyRef, 'ConfigMap' as const]
      : [valueFrom?.secretKeyRef, 'Secret' as const];
    const bad = ref && missingKey(view, namespace, kind, ref.name ?? '', ref.key, ref.optional);
    if (bad) return bad;
  }
  return undefined;
}

function missingKey(
  view: ClusterView,
  namespace: string,
  kind: 'ConfigMap' | 'Secret',
  name: string,
  key: string | undefined,
  optional: boolean | undefined,
): string | undefined {
  if (optional) return undefined;
  const data = kind === 'ConfigMap' ? configMap(view, namespace, name) : secret(view, namespace, name);
  if (!data) return `${kind.toLowerCase()} "${name}" not found`;
  if (key !== undefined && data[key] === undefined) return `couldn't find key ${key} in ${kind} ${namespace}/${name}`;
  return undefined;
}
