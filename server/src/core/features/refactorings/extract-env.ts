// Moves what a container's environment holds as text into a ConfigMap or Secret, key by key or all at once: into the
// one named after the workload where there is one, else into a new one. Values with `$(VAR)` stay, because the kubelet
// expands them in `value` only.
import type { Fix, TextEdit } from '../../finding.ts';
import { type Text, text } from '../../text.ts';
import { treeOf } from '../../workspace/document.ts';
import type { ObjectFact } from '../../workspace/facts.ts';
import type { Entry } from '../../workspace/index.ts';
import { objectsNamed } from '../../workspace/resolve.ts';
import { fileIn } from '../../workspace/workspace.ts';
import { renameKeyAt, setAt } from '../../yaml/edits.ts';
import type { Path } from '../../yaml/nodes.ts';
import { nodeAt } from '../../yaml/path.ts';
import { isPlainObject, toPlain } from '../../yaml/plain.ts';
import { documentsBehind } from './newDocument.ts';
import type { Refactoring, RefactoringPlace } from './refactoring.ts';
import { inSteps, type Step } from './steps.ts';

interface Store {
  readonly kind: 'ConfigMap' | 'Secret';
  readonly suffix: string;
  readonly field: 'data' | 'stringData';
  readonly source: 'configMapKeyRef' | 'secretKeyRef';
}

export const extractEnvToConfigMap = extraction('extract-env-to-config-map', {
  kind: 'ConfigMap',
  suffix: 'config',
  field: 'data',
  source: 'configMapKeyRef',
});

export const extractEnvToSecret = extraction('extract-env-to-secret', {
  kind: 'Secret',
  suffix: 'secret',
  field: 'stringData',
  source: 'secretKeyRef',
});

interface Literal {
  readonly path: Path;
  readonly name: string;
  readonly value: string;
}

function extraction(id: string, store: Store): Refactoring {
  return {
    id,
    menu: 'extract',
    offer: (place) => {
      const at = place.path.lastIndexOf('env');
      if (at < 0 || !place.resource?.name) return [];
      const all = literalsIn(place, place.path.slice(0, at + 1));
      const here = all.filter(({ path }) => path.at(-1) === place.path[at + 1]);
      return [here, ...(all.length > here.length ? [all] : [])]
        .filter((literals) => literals.length > 0)
        .flatMap((literals) => moved(place, literals, store));
    },
  };
}

function literalsIn({ root }: RefactoringPlace, list: Path): readonly Literal[] {
  const { value: items } = toPlain(nodeAt(root, list));
  if (!Array.isArray(items)) return [];
  return items.flatMap((item, index) => {
    if (!isPlainObject(item) || typeof item['name'] !== 'string' || typeof item['value'] !== 'string') return [];
    const { name, value } = item as { name: string; value: string };
    return value.includes('$(') ? [] : [{ path: [...list, index], name, value }];
  });
}

function moved(place: RefactoringPlace, literals: readonly Literal[], store: Store): readonly Fix[] {
  const { resource, file, index, workspace } = place;
  const name = `${resource?.name}-${store.suffix}`;
  const target = objectsNamed(workspace, store.kind, name).find(({ fact }) => fact.namespace === resource?.namespace);
  const steps = literals.flatMap(({ path, name: key }): Step[] => [
    (document) => renameKeyAt(document, [...path, 'value'], 'valueFrom'),
    (document) => setAt(document, [...path, 'valueFrom'], { [store.source]: { name, key } }),
  ]);
  const data = Object.fromEntries(literals.map((literal) => [literal.name, literal.value]));
  const namespace = resource?.namespace === undefined ? {} : { namespace: resource.namespace };
  const object = { apiVersion: 'v1', kind: store.kind, metadata: { name, ...namespace }, [store.field]: data };
  const stored = target ? addedTo(place, target, literals, store) : documentsBehind(file, index, [object]);
  return stored ? [{ title: titleOf(literals, store, name), edits: [...inSteps(place.text, steps), stored] }] : [];
}

function titleOf(literals: readonly Literal[], { kind }: Store, name: string): Text {
  const [first] = literals;
  return literals.length === 1
    ? text(`Move ${first?.name} to ${kind} "${name}"`, `将 ${first?.name} 移到 ${kind} "${name}"`)
    : text(
        `Move all ${literals.length} values to ${kind} "${name}"`,
        `将全部 ${literals.length} 个值移到 ${kind} "${name}"`,
      );
}

/** Undefined where a key is taken, or where the object cannot be written from here. */
function addedTo(
  { workspace, document }: RefactoringPlace,
  { uri, document: other, fact }: Entry<ObjectFact>,
  literals: readonly Literal[],
  { field }: Store,
): TextEdit | undefined {
  const file = fileIn(workspace, uri);
  const start = file?.starts[file.documents.indexOf(other)];
  const { root } = treeOf(other);
  if (start === undefined || other === document || fact.span.start !== (root?.start ?? -1)) return undefined;
  if (literals.some(({ name }) => nodeAt(root, [field, name]))) return undefined;
  const steps = literals.map(
    ({ name, value }): Step =>
      (editable) =>
        setAt(editable, [field, name], value),
  );
  const [edit] = inSteps(other.text, steps);
  return edit && { uri, newText: edit.newText, span: { start: start + edit.span.start, end: start + edit.span.end } };
}
