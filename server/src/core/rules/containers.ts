// Small readers of pod specs that most rules share: containers with their paths, and typed access to loose JSON.
import { isJsonObject, type JsonObject, type JsonValue } from '../apiserver/types.ts';
import type { Path } from '../yaml/nodes.ts';
import type { PodTemplate, Target } from './rule.ts';

export interface ContainerAt {
  readonly container: JsonObject;
  readonly name: string;
  readonly path: Path;
  readonly role: 'container' | 'init' | 'sidecar' | 'ephemeral';
}

/** All containers of the target's pod: containers, init containers (sidecars among them), ephemeral ones. */
export function containersOf({ pod }: Target): readonly ContainerAt[] {
  if (!pod) return [];
  const known = listed.get(pod);
  if (known) return known;
  const all = [...list(pod, 'containers'), ...list(pod, 'initContainers'), ...list(pod, 'ephemeralContainers')];
  listed.set(pod, all);
  return all;
}

/** Some forty rules ask for the same. */
const listed = new WeakMap<PodTemplate, readonly ContainerAt[]>();

/** Those that run for as long as the pod does: containers and sidecars. */
export function longRunning(target: Target): ContainerAt[] {
  return containersOf(target).filter(({ role }) => role === 'container' || role === 'sidecar');
}

function list(pod: PodTemplate, field: 'containers' | 'initContainers' | 'ephemeralContainers'): ContainerAt[] {
  return items(pod.spec[field]).map((container, index) => ({
    container,
    name: string(container['name']) ?? '',
    path: [...specPath(pod), field, index],
    role: roleOf(field, container),
  }));
}

function roleOf(field: string, container: JsonObject): ContainerAt['role'] {
  if (field === 'containers') return 'container';
  if (field === 'ephemeralContainers') return 'ephemeral';
  return container['restartPolicy'] === 'Always' ? 'sidecar' : 'init';
}

/** Path of the pod spec in the resource. */
export function specPath(pod: PodTemplate): Path {
  return [...pod.path, 'spec'];
}

/** The object at a field, or an empty one: rules then read on without asking at each step. */
export function object(value: JsonValue | undefined): JsonObject {
  return isJsonObject(value) ? value : {};
}

/** The objects of a list; anything else in it is another finding's business. */
export function items(value: JsonValue | undefined): JsonObject[] {
  return Array.isArray(value) ? value.filter(isJsonObject) : [];
}

export function strings(value: JsonValue | undefined): string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}

export function string(value: JsonValue | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

export function number(value: JsonValue | undefined): number | undefined {
  return typeof value === 'number' ? value : undefined;
}

/** What a container's security context says, falling back to the pod's, as the kubelet does. */
export function securitySetting(target: Target, { container }: ContainerAt, field: string): JsonValue | undefined {
  return object(container['securityContext'])[field] ?? object(target.pod?.spec['securityContext'])[field];
}

/** Whether the API server refuses `allowPrivilegeEscalation: false` beside what this context grants. */
export function mustEscalate(context: JsonValue | undefined): boolean {
  const { privileged, capabilities } = object(context);
  return privileged === true || strings(object(capabilities)['add']).includes('CAP_SYS_ADMIN');
}
