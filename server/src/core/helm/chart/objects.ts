// The objects that templates see beside their values: Chart, Release, Capabilities, Files, Template (helm v3.22
// pkg/engine, pkg/chart/metadata.go, pkg/chartutil/capabilities.go).
import { encodeBase64, utf8Bytes } from '../../kubernetes/base64.ts';
import { goYaml } from '../../kubernetes/goYaml.ts';
import {
  byBytes,
  type GoMap,
  type GoMethod,
  type GoStruct,
  type GoValue,
  isList,
  isMap,
  NotRendered,
} from '../engine/value.ts';
import { text } from '../functions/function.ts';
import { type Chart, listOf, word } from './chart.ts';
import { fileGlob } from './fileGlob.ts';

/** What an installation would be called, and on which cluster. */
export interface RenderSettings {
  readonly releaseName: string;
  readonly namespace: string;
  /** `v1.36.0`. */
  readonly kubernetesVersion: string;
  /** `apps/v1`, as the cluster serves them. */
  readonly apiVersions: readonly string[];
  /** What `now` gives: milliseconds since 1970. */
  readonly nowMs: number;
}

const strings = [
  'Name',
  'Home',
  'Version',
  'Description',
  'Icon',
  'APIVersion',
  'Condition',
  'Tags',
  'AppVersion',
  'KubeVersion',
  'Type',
];

/** The key in Chart.yaml of a field of chart.Metadata. */
const keyOf = (field: string): string =>
  field === 'APIVersion' ? 'apiVersion' : field.charAt(0).toLowerCase() + field.slice(1);

export function chartObject({ metadata, folder }: Chart): GoStruct {
  const maintainers = listOf(metadata.get('maintainers')).map((one): GoValue => {
    const of = isMap(one) ? one : new Map<string, GoValue>();
    const fields = new Map<string, GoValue>([
      ['Name', word(of, 'name')],
      ['Email', word(of, 'email')],
      ['URL', word(of, 'url')],
    ]);
    return { struct: '*chart.Maintainer', fields, plain: of };
  });
  const annotations = metadata.get('annotations');
  const fields = new Map<string, GoValue>([
    ...strings.map((field): [string, GoValue] => [field, word(metadata, keyOf(field))]),
    ['Sources', [...listOf(metadata.get('sources'))]],
    ['Keywords', [...listOf(metadata.get('keywords'))]],
    ['Maintainers', maintainers],
    ['Annotations', isMap(annotations) ? annotations : new Map()],
    ['Deprecated', metadata.get('deprecated') === true],
    ['Dependencies', [...listOf(metadata.get('dependencies'))]],
    ['IsRoot', folder === ''],
  ]);
  return {
    struct: 'struct { chart.Metadata; IsRoot bool }',
    fields,
    plain: new Map([...metadata, ['IsRoot', folder === '']]),
  };
}

export function releaseObject({ releaseName, namespace }: RenderSettings): GoMap {
  return new Map<string, GoValue>([
    ['Name', releaseName],
    ['Namespace', namespace],
    ['IsUpgrade', false],
    ['IsInstall', true],
    ['Revision', 1n],
    ['Service', 'Helm'],
  ]);
}

export function capabilitiesObject({ kubernetesVersion, apiVersions }: RenderSettings): GoStruct {
  const [major = '', minor = ''] = kubernetesVersion.replace(/^v/, '').split('.');
  const served = new Set(apiVersions);
  const version: GoStruct = {
    struct: 'chartutil.KubeVersion',
    fields: new Map([
      ['Version', kubernetesVersion],
      ['Major', major],
      ['Minor', minor],
    ]),
    methods: new Map<string, GoMethod>([
      ['String', () => kubernetesVersion],
      ['GitVersion', () => kubernetesVersion],
    ]),
    words: kubernetesVersion,
  };
  const set: GoStruct = {
    struct: 'chartutil.VersionSet',
    fields: new Map(),
    methods: new Map<string, GoMethod>([['Has', ([name]) => served.has(text(name))]]),
    words: `[${apiVersions.join(' ')}]`,
    plain: [...apiVersions],
  };
  const helm: GoStruct = {
    struct: 'version.BuildInfo',
    fields: new Map([
      ['Version', 'v3.22'],
      ['GitCommit', ''],
      ['GitTreeState', ''],
      ['GoVersion', 'go1.26'],
    ]),
  };
  return {
    struct: '*chartutil.Capabilities',
    fields: new Map<string, GoValue>([
      ['KubeVersion', version],
      ['APIVersions', set],
      ['HelmVersion', helm],
    ]),
  };
}

export function filesObject(files: ReadonlyMap<string, string>): GoStruct {
  const contents = (name: GoValue): string => {
    const words = files.get(text(name)) ?? '';
    if (words.includes('\ufffd')) throw new NotRendered(`the file "${text(name)}" is no text`);
    return words;
  };
  const byName = (write: (words: string) => string): string => {
    const entries = [...files]
      .sort(([a], [b]) => byBytes(a, b))
      .map(([name]): [string, string] => [name.slice(name.lastIndexOf('/') + 1), write(contents(name))]);
    return goYaml(Object.fromEntries(entries)).replace(/\n$/, '');
  };
  const methods = new Map<string, GoMethod>([
    ['Get', ([name]) => contents(name)],
    ['GetBytes', ([name]) => ({ bytes: contents(name) })],
    ['Glob', ([pattern]) => filesObject(new Map([...files].filter(([name]) => fileGlob(text(pattern)).test(name))))],
    ['AsConfig', () => byName((words) => words)],
    ['AsSecrets', () => byName((words) => encodeBase64(utf8Bytes(words)))],
    ['Lines', ([name]) => (contents(name) === '' ? [] : contents(name).replace(/\n$/, '').split('\n'))],
  ]);
  const entries: GoMap = new Map([...files].map(([name, words]) => [name, { bytes: words }]));
  return { struct: 'engine.files', fields: new Map(), methods, entries };
}

/** Paths of a value's tables, for completion; kept beside the objects that they are completed in. */
export const fieldsOf = (value: GoValue): readonly string[] => {
  if (isMap(value)) return [...value.keys()];
  if (isList(value) || typeof value !== 'object' || value === null || !('struct' in value)) return [];
  return [...value.fields.keys(), ...(value.methods?.keys() ?? [])];
};
