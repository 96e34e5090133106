// A ConfigMap or Secret that a container takes as environment becomes files in it, and the other way round: `envFrom` to a
// volume with its mount, a mount of a whole volume to `envFrom`.
import type { Fix } from '../../finding.ts';
import { text } from '../../text.ts';
import { appendAt, removeAt } from '../../yaml/edits.ts';
import type { Path } from '../../yaml/nodes.ts';
import { nodeAt } from '../../yaml/path.ts';
import { isPlainObject, type PlainObject, type PlainValue, toPlain } from '../../yaml/plain.ts';
import type { Refactoring, RefactoringPlace } from './refactoring.ts';
import { inSteps, type Step } from './steps.ts';

interface Source {
  readonly kind: 'ConfigMap' | 'Secret';
  /** In `envFrom`, in a volume, and the name's key there. */
  readonly ref: 'configMapRef' | 'secretRef';
  readonly volume: 'configMap' | 'secret';
  readonly nameKey: 'name' | 'secretName';
}

const sources: readonly Source[] = [
  { kind: 'ConfigMap', ref: 'configMapRef', volume: 'configMap', nameKey: 'name' },
  { kind: 'Secret', ref: 'secretRef', volume: 'secret', nameKey: 'secretName' },
];

export const mountEnvironment: Refactoring = {
  id: 'mount-environment',
  menu: 'rewrite',
  offer: (place) => [...asFiles(place), ...asEnvironment(place)],
};

/** The item of a container's list that the cursor is in. */
function itemAt({ path, root }: RefactoringPlace, list: string) {
  const at = path.lastIndexOf(list);
  if (at < 3 || typeof path[at + 1] !== 'number' || !/ontainers$/.test(String(path[at - 2]))) return undefined;
  const item = path.slice(0, at + 2);
  const { value } = toPlain(nodeAt(root, item));
  return isPlainObject(value)
    ? { path: item, value, container: path.slice(0, at), spec: path.slice(0, at - 2) }
    : undefined;
}

function listAt({ root }: RefactoringPlace, path: Path): readonly PlainObject[] {
  const { value } = toPlain(nodeAt(root, path));
  return Array.isArray(value) ? value.filter(isPlainObject) : [];
}

function textOf(value: PlainValue | undefined): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function asFiles(place: RefactoringPlace): readonly Fix[] {
  const item = itemAt(place, 'envFrom');
  const source = item && sources.find(({ ref }) => isPlainObject(item.value[ref] ?? null));
  const reference = source && item.value[source.ref];
  const name = isPlainObject(reference ?? null) ? textOf((reference as PlainObject)['name']) : undefined;
  if (!item || !source || name === undefined || item.value['prefix'] !== undefined) return [];
  const taken = listAt(place, [...item.spec, 'volumes']).map((volume) => volume['name']);
  if (taken.includes(name)) return [];
  const optional = (reference as PlainObject)['optional'];
  const volume = { [source.nameKey]: name, ...(optional === undefined ? {} : { optional }) };
  const mount = { name, mountPath: `/etc/${name}`, readOnly: true };
  const edits = inSteps(place.text, [
    (document) => appendAt(document, [...item.spec, 'volumes'], { name, [source.volume]: volume }),
    (document) => appendAt(document, [...item.container, 'volumeMounts'], mount),
    removal(place, item.path),
  ]);
  const title = text(`Mount ${source.kind} "${name}" as files instead`, `改为将 ${source.kind} "${name}" 挂载为文件`);
  return [{ title, edits }];
}

/** Of a volume that is mounted whole, and here only. */
function asEnvironment(place: RefactoringPlace): readonly Fix[] {
  const item = itemAt(place, 'volumeMounts');
  const volumes = item ? listAt(place, [...item.spec, 'volumes']) : [];
  const at = volumes.findIndex(({ name }) => name === item?.value['name']);
  const volume = volumes[at];
  const source = volume && sources.find((candidate) => isPlainObject(volume[candidate.volume] ?? null));
  if (!item || !volume || !source || item.value['subPath'] !== undefined) return [];
  const from = volume[source.volume] as PlainObject;
  const name = textOf(from[source.nameKey]);
  if (name === undefined || from['items'] !== undefined || mountsOf(place, item.spec, volume['name']) !== 1) return [];
  const optional = from['optional'];
  const reference = { name, ...(optional === undefined ? {} : { optional }) };
  const edits = inSteps(place.text, [
    (document) => appendAt(document, [...item.container, 'envFrom'], { [source.ref]: reference }),
    removal(place, item.path),
    removal(place, [...item.spec, 'volumes', at]),
  ]);
  const title = text(
    `Take ${source.kind} "${name}" as environment instead`,
    `改为将 ${source.kind} "${name}" 用作环境变量`,
  );
  return [{ title, edits }];
}

function mountsOf(place: RefactoringPlace, spec: Path, volume: PlainValue | undefined): number {
  return ['initContainers', 'containers'].reduce((sum, list) => {
    const mounts = listAt(place, [...spec, list]).flatMap(({ volumeMounts }) =>
      Array.isArray(volumeMounts) ? volumeMounts.filter(isPlainObject) : [],
    );
    return sum + mounts.filter(({ name }) => name === volume).length;
  }, 0);
}

/** With its list, where it is the only item. */
function removal(place: RefactoringPlace, item: Path): Step {
  const list = item.slice(0, -1);
  const isOnly = listAt(place, list).length === 1;
  return (document) => removeAt(document, isOnly ? list : item);
}
