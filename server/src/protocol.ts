// Our own requests between an editor and the language server, beside those of LSP: names and plain-data parameters.
// Positions here are LSP's (line and UTF-16 character, from 0); objects are named as the trace names them.
import type { ClusterName, ClusterTarget, KubectlCall, KubectlRun } from './core/cluster/calls.ts';
import type { ClusterContext } from './core/cluster/contexts.ts';
import type { ObjectNumber } from './core/cluster/sentObjects.ts';
import type { TimeFinding } from './core/sim/reveal/finding.ts';
import type { ObjectRef, Trace } from './core/sim/trace.ts';

export { contextsCall } from './core/cluster/calls.ts';
/** For the extension, which sees this file only. */
export type { ClusterContext, ClusterName, ClusterTarget, KubectlCall, KubectlRun, ObjectNumber, ObjectRef };

export interface Position {
  readonly line: number;
  readonly character: number;
}

export interface Range {
  readonly start: Position;
  readonly end: Position;
}

/** `kpod/simulate`: applies the objects of one file to a simulated cluster. Answered from a worker; cancellable. */
export const simulateRequest = 'kpod/simulate';
export interface SimulateParams {
  readonly uri: string;
  /** Same seed, same trace. Default 1. */
  readonly seed?: number;
  /** kubectl command lines to run besides what the file says, with their times: what-ifs of the panel's console. */
  readonly commands?: readonly TimedCommand[];
}
export interface TimedCommand {
  readonly atMs: number;
  /** Without `kubectl`. */
  readonly line: string;
}
export interface SimulateResult {
  /** Absent when the file has no object to apply, or none could be read. */
  readonly trace?: Trace;
  /** What a trial update of the same manifests shows besides; the editor's hints say it too. */
  readonly revealed?: readonly TimeFinding[];
  /** Objects of other files that were applied because the file needs them: `ConfigMap/settings`. */
  readonly alongside?: readonly string[];
  /** A chart or a kustomization makes the objects, from more files than this one. */
  readonly isMade?: boolean;
  /** Why there is no trace, already in the user's language. */
  readonly problem?: string;
  /** The version of the document that was simulated. */
  readonly documentVersion?: number;
  readonly kubernetesVersion: string;
}

/** `kpod/place`: where an object, or a field of it (`spec.replicas`), stands in a manifest; null when nowhere. */
export const placeRequest = 'kpod/place';
export interface PlaceParams {
  readonly uri: string;
  readonly object: ObjectRef;
  readonly field?: string;
}
export interface Place {
  readonly uri: string;
  readonly range: Range;
}

/** `kpod/objectAt`: the object whose document holds a position; null between objects. */
export const objectAtRequest = 'kpod/objectAt';
export interface ObjectAtParams {
  readonly uri: string;
  readonly position: Position;
}

/** `kpod/snippets`: every snippet, those that fit at the position first. */
export const snippetsRequest = 'kpod/snippets';
export interface SnippetsParams {
  readonly uri: string;
  readonly position: Position;
}
export interface SnippetItem {
  readonly prefix: string;
  readonly summary: string;
  /** VS Code snippet syntax. */
  readonly body: string;
  readonly fits: boolean;
}

/** `kpod/kubernetesVersions`: the versions that are known, newest first, and the one in use for a file. */
export const kubernetesVersionsRequest = 'kpod/kubernetesVersions';
export interface KubernetesVersionsParams {
  readonly uri?: string;
}
export interface KubernetesVersionsResult {
  readonly versions: readonly string[];
  readonly current: string;
  /** Where a settings file says so, the value; absent where the editor's settings count. */
  readonly writtenAt?: Place;
}

/** `kpod/chart`: the chart that a file is part of, and how it is installed where it is rendered; null outside charts. */
export const chartRequest = 'kpod/chart';
export interface ChartParams {
  readonly uri: string;
}
export interface ChartAnswer {
  readonly name: string;
  /** URI of its folder. */
  readonly root: string;
  /** Values files beside its own, as paths from its folder. */
  readonly valuesFiles: readonly string[];
  /** Those that are laid over `values.yaml`, later ones over earlier ones. */
  readonly chosen: readonly string[];
  /** Named in the settings, and not there. */
  readonly missing: readonly string[];
  readonly releaseName: string;
  /** The options that make `helm template` render the same. */
  readonly templateArguments: readonly string[];
  /** The template that was asked about, as `--show-only` names it. */
  readonly template?: string;
}

/** `kpod/rendered`: what a template of a chart, or a kustomization, comes to; null where there is nothing to render. */
export const renderedRequest = 'kpod/rendered';
export interface RenderedParams {
  readonly uri: string;
}
export interface RenderedResult {
  readonly text: string;
  /** For each line of the text the place it comes from. */
  readonly origins: readonly LineOrigin[];
  /** Why there is no text, already in the user's language. */
  readonly problem?: string;
}
export interface LineOrigin {
  readonly uri: string;
  /** From 0. */
  readonly line: number;
}

/** `kpod/versionChanges`: what changes for the workspace from one version to another. */
export const versionChangesRequest = 'kpod/versionChanges';
export interface VersionChangesParams {
  readonly from: string;
  readonly to: string;
  /** URI of the folder that is asked about; the whole workspace without it. */
  readonly folder?: string;
}
export interface VersionChangesResult {
  /** Markdown, in the user's language. */
  readonly page: string;
  /** What brings objects to APIs that stay, as LSP's WorkspaceEdit; absent where nothing has to go. */
  readonly edit?: object;
}

/** `kpod/nameDefinition`: the edit that names a file or folder of definitions in the settings file that a manifest is under. */
export const nameDefinitionRequest = 'kpod/nameDefinition';
export interface NameDefinitionParams {
  /** Of the manifest. */
  readonly uri: string;
  readonly definition: string;
}

/** `kpod/paste`: what a pasted block of lines becomes in its place; null where it is to be pasted as it is. */
export const pasteRequest = 'kpod/paste';
export interface PasteParams {
  readonly uri: string;
  /** The selection that is overwritten. */
  readonly range: Range;
  readonly text: string;
}
export interface PasteResult {
  readonly range: Range;
  readonly newText: string;
}

/** What the extension tells the simulation panel. */
export type ToPanel =
  /** A run has begun; the last one stays on the screen meanwhile. */
  | { readonly type: 'running' }
  | { readonly type: 'result'; readonly result: SimulateResult }
  /** The object under the editor's cursor, to be marked; absent between objects. */
  | { readonly type: 'cursor'; readonly object?: ObjectRef };

/** What the panel asks of the extension. */
export type FromPanel =
  | { readonly type: 'ready' }
  /** The console's commands changed: run it again with them. */
  | { readonly type: 'commands'; readonly commands: readonly TimedCommand[] }
  | { readonly type: 'reveal'; readonly object: ObjectRef; readonly field?: string };

/** What the panel knows from its page, before any message. */
export interface PanelStart {
  readonly uri: string;
  readonly fileName: string;
  readonly locale: 'en' | 'zh-cn';
}

/** What the extension hands to the language server where that runs in a browser, in `initializationOptions`. */
export interface BrowserStart {
  readonly locale: 'en' | 'zh-cn';
  /** The extension's folder, a URI. */
  readonly home: string;
  /** Texts of the extension's files, by path from its folder: `/dist/server/schemas/kubernetes.txt`. */
  readonly files: Readonly<Record<string, string>>;
}

/** `kpod/extensionFile`: the bytes of a file of the extension that was not handed over at the start; null when it is not there. */
export const extensionFileRequest = 'kpod/extensionFile';
export interface ExtensionFileParams {
  /** From the extension's folder: `/dist/server/schemas/catalogue/istio.json.gz`. */
  readonly path: string;
}

/** The disk as the editor knows it, asked by a language server that has none: each takes a URI, null when nothing is there. */
export const diskStatRequest = 'kpod/disk/stat';
export const diskListRequest = 'kpod/disk/list';
export const diskReadRequest = 'kpod/disk/read';
export interface DiskParams {
  readonly uri: string;
}
export interface DiskEntry {
  readonly name: string;
  readonly kind: 'file' | 'folder';
  /** In bytes; 0 where it was not asked for. */
  readonly size: number;
}

/** A file that an object of a manifest keeps as a value: a key below `data` of a ConfigMap, below `stringData` of a Secret. */
export interface KeptFileName {
  readonly kind: string;
  readonly namespace?: string;
  readonly object: string;
  readonly key: string;
}

/** `kpod/keptFiles`: the files that a manifest keeps, in the order of its text. */
export const keptFilesRequest = 'kpod/keptFiles';
export interface KeptFilesParams {
  readonly uri: string;
}
export interface KeptFileAnswer extends KeptFileName {
  readonly text: string;
  readonly range: Range;
}

/** `kpod/writeKeptFile`: the edits of the manifest that give a file another text; null when it keeps no such file. */
export const writeKeptFileRequest = 'kpod/writeKeptFile';
export interface WriteKeptFileParams {
  readonly uri: string;
  readonly file: KeptFileName;
  readonly text: string;
}
export interface PlainEdit {
  readonly range: Range;
  readonly newText: string;
}

/**
 * The user's own cluster: the server says which command lines of kubectl to run and reads what they print; the extension
 * runs them, and nobody else does. Problems are in the user's language.
 */
export interface KubectlOutput {
  readonly target: ClusterTarget;
  readonly run: KubectlRun;
}

/** `kpod/cluster/contexts`: the contexts that `contextsCall` printed. */
export const clusterContextsRequest = 'kpod/cluster/contexts';
export interface ClusterContextsResult {
  readonly contexts: readonly ClusterContext[];
  readonly problem?: string;
}

/** `kpod/cluster/plan`: what to run for each object of a file. */
export const clusterPlanRequest = 'kpod/cluster/plan';
export interface ClusterPlanParams {
  readonly uri: string;
  readonly target: ClusterTarget;
}
export interface ClusterPlan {
  readonly steps: readonly ClusterStep[];
  /** Why there are none, or not all. */
  readonly problem?: string;
}
export interface ClusterStep {
  readonly at: ObjectNumber;
  /** `Deployment/web`. */
  readonly title: string;
  readonly dryRun: KubectlCall;
  /** What is there now; absent for objects whose names the server makes up. */
  readonly live?: KubectlCall;
}

/** `kpod/cluster/verdict`: the dry runs of a file's objects as findings at their places. */
export const clusterVerdictRequest = 'kpod/cluster/verdict';
export interface ClusterVerdictParams {
  readonly uri: string;
  readonly target: ClusterTarget;
  readonly runs: readonly { readonly at: ObjectNumber; readonly run: KubectlRun }[];
}
export interface ClusterVerdict {
  /** As LSP has severities: 1 error, 2 warning, 3 information. */
  readonly findings: readonly ClusterFinding[];
  readonly refused: number;
  /** What kept the cluster from being asked at all; then there are no findings. */
  readonly problem?: string;
}

export interface ClusterFinding {
  /** Another file than that which was asked about: a template's, a base's. */
  readonly uri?: string;
  readonly range: Range;
  readonly severity: 1 | 2 | 3 | 4;
  readonly message: string;
}

/** `kpod/cluster/changes`: what applying a file would change, as two texts. */
export const clusterChangesRequest = 'kpod/cluster/changes';
export interface ClusterChangesParams {
  readonly pairs: readonly { readonly title: string; readonly live: string; readonly merged: string }[];
}
export interface ClusterChanges {
  readonly before: string;
  readonly after: string;
  readonly created: number;
  readonly changed: number;
  readonly unchanged: number;
}

/** `kpod/cluster/wanted`: what a file refers to, and its workspace uses, that only the cluster can have. */
export const clusterWantedRequest = 'kpod/cluster/wanted';
export interface ClusterWantedParams {
  readonly uri?: string;
  readonly target: ClusterTarget;
}
export interface ClusterWanted {
  readonly objects: readonly ClusterWantedObject[];
  /** Kinds of custom resources without a definition. */
  readonly kinds: readonly { readonly group: string; readonly kind: string }[];
  /** Prints the definitions that the cluster has. */
  readonly definitions: KubectlCall;
}
export interface ClusterWantedObject {
  readonly title: string;
  readonly call: KubectlCall;
}

/** `kpod/cluster/named`: the object that somebody typed the name of; null where it is no such name. */
export const clusterNamedRequest = 'kpod/cluster/named';
export interface ClusterNamedParams {
  readonly words: string;
  readonly target: ClusterTarget;
}

/** `kpod/cluster/definitions`: of the definitions that were printed, those of the kinds. */
export const clusterDefinitionsRequest = 'kpod/cluster/definitions';
export interface ClusterDefinitionsParams extends KubectlOutput {
  readonly kinds: ClusterWanted['kinds'];
}

/** `kpod/cluster/imported`: what was fetched, as documents to keep. */
export const clusterImportedRequest = 'kpod/cluster/imported';
export interface ClusterImportedParams {
  readonly target: ClusterTarget;
  readonly runs: readonly KubectlRun[];
  /** Whether the values of Secrets are kept. */
  readonly showsSecrets: boolean;
}
export interface ClusterImported {
  readonly text: string;
  readonly titles: readonly string[];
  /** For a file of its own. */
  readonly fileName: string;
  readonly holdsSecret: boolean;
  readonly problem?: string;
}
