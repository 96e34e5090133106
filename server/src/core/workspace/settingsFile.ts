// `.kpod.yaml`: what it says, and which one a file is under: the nearest in its folder or above. The command line wins
// over it, it wins over the editor's settings. It does not know disks: a settings file is a file of the workspace.
import { isSettingsName } from '../formats/formatOfFile.ts';
import type { Node, Path } from '../yaml/nodes.ts';
import { keyOf, nodeAt, resolved } from '../yaml/path.ts';
import { type ManifestDocument, perDocument, treeOf } from './document.ts';
import type { ManifestFile } from './file.ts';
import { fitsGlob } from './glob.ts';
import { wordOf, wordPairs } from './pattern.ts';
import type { Completeness, HelmSettings, Settings } from './settings.ts';
import type { Shelf } from './shelf.ts';
import type { Site } from './site.ts';
import { fileIn, filesOf, type Workspace } from './workspace.ts';

export interface SettingsFile {
  readonly kubernetesVersion: string | undefined;
  readonly profile: string | undefined;
  readonly ruleLevels: Readonly<Record<string, string>>;
  readonly ignore: readonly string[];
  /** Without rules: all of them. */
  readonly suppress: readonly { readonly files: readonly string[]; readonly rules: readonly string[] | undefined }[];
  readonly complete: Completeness | undefined;
  /** What it says of them counts, the rest is the editor's. */
  readonly helm: Partial<HelmSettings>;
  readonly crds: readonly string[];
  readonly foreignGroups: readonly string[];
}

/** What a settings file's document says; what makes no sense counts as not written. */
export const settingsFileOf: (document: ManifestDocument) => SettingsFile = perDocument((document) => {
  const { root } = treeOf(document);
  const read: Reading = { root, text: document.text };
  const complete = resolved(nodeAt(root, ['complete']));
  return {
    kubernetesVersion: wordAt(read, ['kubernetesVersion']),
    profile: wordAt(read, ['profile']),
    ruleLevels: Object.fromEntries(
      wordPairs(nodeAt(root, ['rules']), document.text).map((pair) => [pair.key, pair.value]),
    ),
    ignore: wordsAt(read, ['ignore']) ?? [],
    suppress: itemsAt(nodeAt(root, ['suppress'])).map((item) => ({
      files: wordsAt({ ...read, root: item }, ['files']) ?? [],
      rules: wordsAt({ ...read, root: item }, ['rules']),
    })),
    complete:
      complete?.type === 'mapping'
        ? { kinds: wordsAt(read, ['complete', 'kinds']), namespaces: wordsAt(read, ['complete', 'namespaces']) }
        : undefined,
    helm: helmAt(read),
    crds: wordsAt(read, ['crds']) ?? [],
    foreignGroups: wordsAt(read, ['foreignGroups']) ?? [],
  };
});

function helmAt(read: Reading): Partial<HelmSettings> {
  const files = resolved(nodeAt(read.root, ['helm', 'valuesFiles']));
  const ofAll = wordsAt(read, ['helm', 'valuesFiles']);
  const ofCharts =
    files?.type === 'mapping'
      ? files.pairs.map((pair) => ({ charts: keyOf(pair), files: wordsAt({ ...read, root: pair.value }, []) ?? [] }))
      : undefined;
  const valuesFiles = ofAll ? [{ charts: '**', files: ofAll }] : ofCharts;
  const releaseName = wordAt(read, ['helm', 'releaseName']);
  const namespace = wordAt(read, ['helm', 'namespace']);
  const apiVersions = wordsAt(read, ['helm', 'apiVersions']);
  return {
    ...(valuesFiles && { valuesFiles }),
    ...(releaseName !== undefined && { releaseName }),
    ...(namespace !== undefined && { namespace }),
    ...(apiVersions && { apiVersions }),
  };
}

interface Reading {
  readonly root: Node | undefined;
  readonly text: string;
}

function wordAt({ root, text }: Reading, path: Path): string | undefined {
  return wordOf(nodeAt(root, path), text)?.word;
}

function wordsAt({ root, text }: Reading, path: Path): readonly string[] | undefined {
  const list = resolved(nodeAt(root, path));
  if (list?.type !== 'sequence') return undefined;
  return list.items.flatMap(({ value }) => wordOf(value, text)?.word ?? []);
}

function itemsAt(node: Node | undefined): readonly (Node | undefined)[] {
  const list = resolved(node);
  return list?.type === 'sequence' ? list.items.map(({ value }) => value) : [];
}

export interface NearestSettings {
  /** Of the folder that it speaks for. */
  readonly folder: string;
  readonly document: ManifestDocument;
}

const names = ['.kpod.yaml', '.kpod.yml'];
const found = new WeakMap<Shelf<ManifestFile>, Map<string, NearestSettings | undefined>>();

/** The settings file that a file is under. */
export function nearestSettings(workspace: Workspace, uri: string): NearestSettings | undefined {
  const folders = found.get(workspace.files) ?? new Map<string, NearestSettings | undefined>();
  found.set(workspace.files, folders);
  const folder = parentOf(uri);
  return folder === undefined ? undefined : nearestIn(workspace, folder, folders);
}

function nearestIn(
  workspace: Workspace,
  folder: string,
  folders: Map<string, NearestSettings | undefined>,
): NearestSettings | undefined {
  if (folders.has(folder)) return folders.get(folder);
  const here = names.map((name) => fileIn(workspace, folder === '' ? name : `${folder}/${name}`)?.documents[0]);
  const document = here.find((candidate) => candidate !== undefined);
  const above = parentOf(folder);
  const nearest = document
    ? { folder, document }
    : above === undefined
      ? undefined
      : nearestIn(workspace, above, folders);
  folders.set(folder, nearest);
  return nearest;
}

/** Undefined above the topmost folder. */
function parentOf(uri: string): string | undefined {
  const slash = uri.lastIndexOf('/');
  if (slash < 0) return uri === '' ? undefined : '';
  return slash > 0 && uri[slash - 1] === '/' ? undefined : uri.slice(0, slash);
}

/** The value of `kubernetesVersion` in the settings file that decides for a file; undefined where it says none. */
export function versionWrittenAt(workspace: Workspace, uri: string): Site | undefined {
  const nearest = nearestSettings(workspace, uri);
  const value = nearest && resolved(nodeAt(treeOf(nearest.document).root, ['kubernetesVersion']));
  if (!nearest || !value || settingsFileOf(nearest.document).kubernetesVersion === undefined) return undefined;
  const file = names.map((name) => fileIn(workspace, `${nearest.folder}/${name}`)).find((one) => one !== undefined);
  return file && { uri: file.uri, index: 0, span: { start: value.start, end: value.end } };
}

const merged = new WeakMap<Settings, WeakMap<ManifestDocument, Settings>>();

const views = new WeakMap<Workspace, Map<string, Workspace>>();

/**
 * The workspace as a file's settings have it; the same settings and schema values for all files under one of them.
 * It is asked for at every document of a file, so the answer is kept.
 */
export function viewFor(workspace: Workspace, uri: string): Workspace {
  const known = views.get(workspace) ?? new Map<string, Workspace>();
  views.set(workspace, known);
  const view = known.get(uri) ?? viewUnderSettings(workspace, uri);
  known.set(uri, view);
  return view;
}

function viewUnderSettings(workspace: Workspace, uri: string): Workspace {
  const base = editorSettings(workspace, uri);
  const nearest = nearestSettings(workspace, uri);
  const settings = nearest ? settingsWith(base, nearest.document) : base;
  if (settings === workspace.settings) return workspace;
  const isSame = settings.kubernetesVersion === workspace.settings.kubernetesVersion;
  const schema = isSame ? workspace.schema : (workspace.schemaOf?.(settings.kubernetesVersion) ?? workspace.schema);
  return { ...workspace, settings, schema };
}

/** Those of the innermost folder that has its own, else the workspace's. */
function editorSettings({ settings, folderSettings = new Map() }: Workspace, uri: string): Settings {
  const around = [...folderSettings.keys()].filter((folder) => uri.startsWith(`${folder}/`));
  const innermost = around.reduce((longest, folder) => (folder.length > longest.length ? folder : longest), '');
  return folderSettings.get(innermost) ?? settings;
}

function settingsWith(base: Settings, document: ManifestDocument): Settings {
  const ofBase = merged.get(base) ?? new WeakMap<ManifestDocument, Settings>();
  merged.set(base, ofBase);
  const settings = ofBase.get(document) ?? settingsUnder(base, settingsFileOf(document));
  ofBase.set(document, settings);
  return settings;
}

function settingsUnder(base: Settings, file: SettingsFile): Settings {
  const { commandLine = {} } = base;
  const profiles = file.profile === undefined ? base.profiles : [...new Set(['recommended', file.profile])];
  return {
    ...base,
    kubernetesVersion: commandLine.kubernetesVersion ?? file.kubernetesVersion ?? base.kubernetesVersion,
    profiles: commandLine.profiles ?? profiles,
    ruleLevels: { ...base.ruleLevels, ...file.ruleLevels, ...commandLine.ruleLevels },
    complete: file.complete ?? base.complete,
    foreignGroups: file.foreignGroups.length > 0 ? file.foreignGroups : base.foreignGroups,
    helm: { ...base.helm, ...file.helm },
  };
}

/** Whether the settings say that nothing is to be judged in the file. */
export function isIgnored(workspace: Workspace, uri: string): boolean {
  const nearest = nearestSettings(workspace, uri);
  if (!nearest || isSettingsName(uri)) return false;
  const path = pathIn(nearest.folder, uri);
  return settingsFileOf(nearest.document).ignore.some((glob) => fitsGlob(glob, path));
}

/** Whether the settings silence a finding in the file. */
export function isSuppressed(workspace: Workspace, uri: string, code: string): boolean {
  const nearest = nearestSettings(workspace, uri);
  if (!nearest) return false;
  const path = pathIn(nearest.folder, uri);
  return settingsFileOf(nearest.document).suppress.some(
    ({ files, rules }) => (rules?.includes(code) ?? true) && files.some((glob) => fitsGlob(glob, path)),
  );
}

function pathIn(folder: string, uri: string): string {
  const path = folder === '' ? uri : uri.slice(folder.length + 1);
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

/** All settings files of the workspace, with the folders that they speak for. */
export function settingsIn(workspace: Workspace): readonly (SettingsFile & { readonly folder: string })[] {
  return [...filesOf(workspace)]
    .filter(({ uri }) => isSettingsName(uri))
    .flatMap(({ uri, documents }) => {
      const [document] = documents;
      return document ? [{ ...settingsFileOf(document), folder: parentOf(uri) ?? '' }] : [];
    });
}
