// Gives a container, or all of a workload's, what Pod Security's `restricted` asks of securityContext; what the pod says for all
// of them is not said again. Volumes and namespaces of the host, which it forbids too, are nothing that a context mends.
// pkg staging/src/k8s.io/pod-security-admission/policy (v1.36): check_restrictedVolumes is left to findings.
import { podTemplatePath } from '../../kubernetes/podTemplatePath.ts';
import { text } from '../../text.ts';
import { setAt } from '../../yaml/edits.ts';
import type { Path } from '../../yaml/nodes.ts';
import { nodeAt } from '../../yaml/path.ts';
import { isPlainObject, type PlainValue, toPlain } from '../../yaml/plain.ts';
import { onHead, type Refactoring, type RefactoringPlace } from './refactoring.ts';
import { inSteps, type Step } from './steps.ts';

export const restrictSecurityContext: Refactoring = {
  id: 'restrict-security-context',
  menu: 'rewrite',
  offer: (place) => {
    const steps = containersAt(place).flatMap(({ spec, container }) => stepsFor(place, spec, container));
    const edits = inSteps(place.text, steps);
    if (edits.length === 0) return [];
    return [{ title: text('Make securityContext pass "restricted"', '使 securityContext 符合 "restricted"'), edits }];
  },
};

interface ContainerAt {
  readonly spec: Path;
  readonly container: Path;
}

const lists = ['initContainers', 'containers'] as const;

/** The container that the cursor is on, or all of the workload on whose head it is. */
function containersAt(place: RefactoringPlace): readonly ContainerAt[] {
  const { path, root, resource } = place;
  const at = path.findLastIndex((segment) => segment === 'containers' || segment === 'initContainers');
  const isOnContainer = at > 0 && typeof path[at + 1] === 'number' && path[at - 1] === 'spec';
  if (isOnContainer && (path.length <= at + 3 || path[at + 2] === 'securityContext')) {
    return [{ spec: path.slice(0, at), container: path.slice(0, at + 2) }];
  }
  const template = resource && onHead(place) ? podTemplatePath(resource.kind) : undefined;
  if (!resource || !template) return [];
  const spec = [...resource.path, ...template, 'spec'];
  return lists.flatMap((list) => {
    const { value } = toPlain(nodeAt(root, [...spec, list]));
    return Array.isArray(value) ? value.map((_, index) => ({ spec, container: [...spec, list, index] })) : [];
  });
}

/** What has to be there, and what the pod may say for the container. */
const wanted: readonly { readonly path: Path; readonly value: PlainValue; readonly ofPod: boolean }[] = [
  { path: ['allowPrivilegeEscalation'], value: false, ofPod: false },
  { path: ['capabilities', 'drop'], value: ['ALL'], ofPod: false },
  { path: ['runAsNonRoot'], value: true, ofPod: true },
  { path: ['seccompProfile', 'type'], value: 'RuntimeDefault', ofPod: true },
];
const forbidden: readonly { readonly path: Path; readonly value: PlainValue }[] = [
  { path: ['privileged'], value: false },
];

function stepsFor({ root }: RefactoringPlace, spec: Path, container: Path): readonly Step[] {
  const valueAt = (path: Path) => toPlain(nodeAt(root, path)).value ?? undefined;
  if (!isPlainObject(valueAt(container) ?? null)) return [];
  const own = (path: Path) => [...container, 'securityContext', ...path];
  const missing = wanted.filter(({ path, value, ofPod }) => {
    const given = valueAt(own(path)) ?? (ofPod ? valueAt([...spec, 'securityContext', ...path]) : undefined);
    return !satisfies(given, value);
  });
  const wrong = forbidden.filter(({ path }) => valueAt(own(path)) === true);
  return [...wrong, ...missing].map(
    ({ path, value }): Step =>
      (document) =>
        setAt(document, own(path), value),
  );
}

/** Profiles of one's own pass as well as the runtime's. */
function satisfies(given: PlainValue | undefined, value: PlainValue): boolean {
  if (Array.isArray(value)) return Array.isArray(given) && given.includes('ALL');
  return given === value || (value === 'RuntimeDefault' && given === 'Localhost');
}
