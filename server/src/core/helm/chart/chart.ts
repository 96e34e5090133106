// A chart from the texts of its files (helm v3.22 pkg/chart/loader): metadata, values, templates, other files, and the
// charts below it. Where the files come from it does not know; archives below `charts/` it names and does not open.
import { goFloat } from '../../kubernetes/goText.ts';
import { type GoMap, type GoValue, isList, isMap, NotRendered } from '../engine/value.ts';
import { valuesOfYaml } from '../functions/plain.ts';
import { ignoreRules } from './ignore.ts';

export interface Chart {
  readonly name: string;
  readonly version: string;
  /** `library` charts have named templates only. */
  readonly isLibrary: boolean;
  /** Chart.yaml, as it is written. */
  readonly metadata: GoMap;
  readonly values: GoMap;
  /** By path below the chart. */
  readonly templates: ReadonlyMap<string, string>;
  /** By path below the chart: what `.Files` holds. */
  readonly files: ReadonlyMap<string, string>;
  readonly charts: readonly Chart[];
  readonly dependencies: readonly Dependency[];
  /** Folder below the root chart's, `charts/redis`; empty for the root. */
  readonly folder: string;
}

export interface Dependency {
  readonly name: string;
  readonly version: string;
  readonly alias: string;
  readonly condition: string;
  readonly tags: readonly string[];
  readonly importValues: readonly GoValue[];
}

/** @param files texts by path below the chart, with slashes */
export function chartOf(files: ReadonlyMap<string, string>, folder = ''): Chart | undefined {
  const head = files.get('Chart.yaml');
  if (head === undefined) return undefined;
  const isIgnored = folder === '' ? ignoreRules(files.get('.helmignore') ?? '') : () => false;
  const metadata = mapOfYaml(head, 'Chart.yaml');
  const isOld = word(metadata, 'apiVersion') !== 'v2';
  const requirements = isOld ? files.get('requirements.yaml') : undefined;
  const listed = requirements === undefined ? metadata : mapOfYaml(requirements, 'requirements.yaml');
  const sorted = sortFiles(files, isIgnored, isOld);
  const name = word(metadata, 'name');
  return {
    name,
    version: word(metadata, 'version'),
    isLibrary: word(metadata, 'type').toLowerCase() === 'library',
    metadata:
      requirements === undefined ? metadata : new Map([...metadata, ['dependencies', listed.get('dependencies')]]),
    values: mapOfYaml(files.get('values.yaml') ?? '', 'values.yaml'),
    templates: sorted.templates,
    files: sorted.others,
    charts: [...sorted.below].flatMap(
      ([below, inner]) => chartOf(inner, `${folder === '' ? '' : `${folder}/`}charts/${below}`) ?? [],
    ),
    dependencies: listOf(listed.get('dependencies')).flatMap((item) => (isMap(item) ? [dependencyOf(item)] : [])),
    folder,
  };
}

function mapOfYaml(text: string, name: string): GoMap {
  const value = valuesOfYaml(text.replace(/^\ufeff/, ''));
  if (isMap(value)) return value;
  if (value === null) return new Map();
  throw new NotRendered(`${name} is no map`);
}

interface SortedFiles {
  readonly templates: Map<string, string>;
  readonly others: Map<string, string>;
  readonly below: Map<string, Map<string, string>>;
}

const ownNames = new Set([
  'Chart.yaml',
  'Chart.lock',
  'values.yaml',
  'values.schema.json',
  'requirements.yaml',
  'requirements.lock',
]);

function sortFiles(
  files: ReadonlyMap<string, string>,
  isIgnored: (path: string) => boolean,
  isOld: boolean,
): SortedFiles {
  const sorted: SortedFiles = { templates: new Map(), others: new Map(), below: new Map() };
  for (const [path, text] of files) {
    if (ownNames.has(path) && !(isOld && path.startsWith('requirements.'))) continue;
    if (isIgnored(path)) continue;
    const inChart = /^charts\/([^/]+)\/(.+)$/.exec(path);
    if (path.startsWith('templates/')) sorted.templates.set(path, text.replace(/^\ufeff/, ''));
    else if (!path.startsWith('charts/')) sorted.others.set(path, text);
    else if (inChart?.[1] !== undefined && !/^[_.]/.test(inChart[1])) {
      const inner = sorted.below.get(inChart[1]) ?? new Map<string, string>();
      inner.set(inChart[2] ?? '', text);
      sorted.below.set(inChart[1], inner);
    }
  }
  return sorted;
}

function dependencyOf(item: GoMap): Dependency {
  return {
    name: word(item, 'name'),
    version: word(item, 'version'),
    alias: word(item, 'alias'),
    condition: word(item, 'condition'),
    tags: listOf(item.get('tags')).filter((tag) => typeof tag === 'string'),
    importValues: listOf(item.get('import-values')),
  };
}

export const listOf = (value: GoValue): readonly GoValue[] => (isList(value) ? value : []);

/** A field that Go reads as a string: numbers and booleans as it prints them (sigs.k8s.io/yaml). */
export function word(from: GoMap, key: string): string {
  const value = from.get(key);
  if (typeof value === 'number') return Number.isInteger(value) ? String(value) : goFloat(value);
  return typeof value === 'string' ? value : typeof value === 'boolean' ? String(value) : '';
}
