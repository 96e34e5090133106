// What the user's cluster says of an object, as findings at the places of its document. The words are the server's own;
// where one waits for an object that the workspace writes itself, that is said.

import { defined, definitionsFor } from '../features/findings/customKinds.ts';
import { causeFindings, placeToMark } from '../features/findings/verdictFindings.ts';
import type { Finding, Severity, Span } from '../finding.ts';
import type { Resource } from '../kubernetes/resource.ts';
import type { Schema } from '../schema/schema.ts';
import { type Text, text, verbatim } from '../text.ts';
import { type ManifestDocument, treeOf } from '../workspace/document.ts';
import { allObjects } from '../workspace/resolve.ts';
import type { Workspace } from '../workspace/workspace.ts';
import type { Node, Path } from '../yaml/nodes.ts';
import { formatField, keyOf, nodeAt, pathOfField, placeAt, resolved } from '../yaml/path.ts';
import type { KubectlRun } from './calls.ts';
import { type Complaint, complaintsIn, warningsIn } from './refusals.ts';
import { notAllowed } from './remarks.ts';

/** An object, and what it stands in. */
export interface Judged {
  readonly workspace: Workspace;
  readonly schema: Schema;
  readonly uri: string;
  readonly document: ManifestDocument;
  readonly resource: Resource;
}

/** The findings of a dry run of one object. */
export function findingsOfRun(judged: Judged, run: KubectlRun): readonly Finding[] {
  const warnings = warningsIn(run.stderr).map((words) => warning(judged.resource, words));
  const complaints = run.code === 0 ? [] : complaintsIn(run.stderr);
  return [...complaints.flatMap((complaint) => ofComplaint(judged, complaint)), ...warnings];
}

function ofComplaint(judged: Judged, complaint: Complaint): readonly Finding[] {
  const { schema, document, resource } = judged;
  const { node } = resource;
  switch (complaint.about) {
    case 'field': {
      const editable = { text: document.text, root: treeOf(document).root };
      return causeFindings(schema, editable, resource, [complaint.error]).map(({ finding }) => asCluster(finding));
    }
    case 'key': {
      const path = pathOfField(node, complaint.field);
      const key = placeAt(node, path)?.pair?.key;
      return [finding('error', key ?? placeToMark(node, path), verbatim(complaint.words), [...resource.path, ...path])];
    }
    case 'type':
      return [at(judged, pathOfType(node, complaint.keys, complaint.got), verbatim(complaint.words))];
    case 'kind':
      return [waitingForKind(judged, complaint.words)];
    case 'namespace':
      return [waitingForNamespace(judged, complaint.namespace, complaint.words)];
    case 'rights':
      return [finding('warning', placeToMark(node, []), notAllowed(complaint.words), resource.path)];
    case 'object':
      return [at(judged, pathOfWords(resource, complaint.words), verbatim(complaint.words))];
  }
}

function warning({ node, path }: Resource, words: string): Finding {
  const isOfVersion = / is deprecated in v1\.\d+\+/.test(words);
  const within = isOfVersion ? ['apiVersion'] : pathOfField(node, /^([A-Za-z][^\s:]*): /.exec(words)?.[1] ?? '');
  return finding('warning', placeToMark(node, within), verbatim(words), [...path, ...within]);
}

function at({ resource }: Judged, path: Path, message: Text): Finding {
  return finding('error', placeToMark(resource.node, path), message, [...resource.path, ...path]);
}

function finding(severity: Severity, { start, end }: Span, message: Text, path: Path): Finding {
  return { code: 'cluster', severity, span: { start, end }, message, field: formatField(path) };
}

/** Its fixes are those of kpod's own finding, which stands there as well. */
function asCluster({ severity, span, message, field = '' }: Finding): Finding {
  return { code: 'cluster', severity, span, message, field };
}

/** Objects in a namespace that the same manifests create can be asked about only once it is there. */
function waitingForNamespace({ workspace, resource }: Judged, namespace: string, words: string): Finding {
  const isOurs = [...allObjects(workspace)].some(({ fact }) => fact.type === 'Namespace' && fact.name === namespace);
  const span = placeToMark(
    resource.node,
    nodeAt(resource.node, ['metadata', 'namespace']) ? ['metadata', 'namespace'] : [],
  );
  const path = [...resource.path, 'metadata', 'namespace'];
  if (!isOurs) return finding('error', span, verbatim(words), path);
  const waiting = text(
    `the cluster has no namespace "${namespace}" yet, so it cannot judge what goes into it; this workspace creates it: apply that first`,
    `集群中还没有命名空间 "${namespace}"，因此无法判断其中的对象；此工作区会创建它：请先应用`,
  );
  return finding('info', span, waiting, path);
}

function waitingForKind({ workspace, schema, uri, document, resource }: Judged, words: string): Finding {
  const { apiVersion, group, kind, node, path } = resource;
  const definitions = definitionsFor(workspace, schema, uri, document);
  const isOurs = defined(definitions, apiVersion, kind) !== undefined;
  const span = placeToMark(node, ['apiVersion']);
  if (!isOurs) return finding('error', span, verbatim(words), [...path, 'apiVersion']);
  const waiting = text(
    `the cluster does not know ${kind} of "${group}" yet, so it cannot judge it; this workspace defines it: apply the definition first`,
    `集群还不认识 "${group}" 的 ${kind}，因此无法判断；此工作区有其定义：请先应用该定义`,
  );
  return finding('info', span, waiting, [...path, 'apiVersion']);
}

/** Go names no indices: the first value of that type on the way counts. */
function pathOfType(root: Node, keys: readonly string[], got: string): Path {
  const found = pathsAlong(root, keys, []).find((path) => typeNamed(nodeAt(root, path)) === got);
  return found ?? pathOfField(root, keys.join('.'));
}

/** All paths that the keys may mean; below the last one any key or item, since maps and lists of values have none. */
function pathsAlong(node: Node | undefined, keys: readonly string[], path: Path): readonly Path[] {
  const value = resolved(node);
  const [key, ...others] = keys;
  if (value?.type === 'sequence')
    return value.items.flatMap((item, index) => pathsAlong(item.value, keys, [...path, index]));
  if (key === undefined) {
    const below = value?.type === 'mapping' ? value.pairs.map((pair): Path => [...path, keyOf(pair)]) : [];
    return [path, ...below];
  }
  const pair = value?.type === 'mapping' ? value.pairs.find((candidate) => keyOf(candidate) === key) : undefined;
  return pair ? pathsAlong(pair.value, others, [...path, key]) : [];
}

/** As encoding/json calls what it read. */
function typeNamed(node: Node | undefined): string {
  const value = resolved(node);
  if (value?.type === 'mapping') return 'object';
  if (value?.type === 'sequence') return 'array';
  if (value?.type !== 'scalar') return '';
  if (typeof value.value === 'boolean') return 'bool';
  return typeof value.value === 'string' ? 'string' : value.value === null ? 'null' : 'number';
}

/** What an admission plugin speaks of: a field that it names, else a value that it quotes; else the object. */
function pathOfWords({ node, name }: Resource, words: string): Path {
  for (const [field] of words.matchAll(/\b(?:metadata|spec|data|rules|subjects|roleRef|webhooks)\b[\w.[\]/-]*\w\]?/g)) {
    const path = pathOfField(node, field);
    if (path.length > 1 && nodeAt(node, path)) return path;
  }
  const quoted = [...words.matchAll(/"([^"\s]+)"|\bname ([^"\s]+) was/g)].map(([, one, other]) => one ?? other ?? '');
  const said = quoted.filter((word) => word !== name);
  return pathOfValue(node, new Set(said), []) ?? [];
}

function pathOfValue(node: Node | undefined, wanted: ReadonlySet<string>, path: Path): Path | undefined {
  const value = resolved(node);
  if (value?.type === 'scalar') return wanted.has(value.source) ? path : undefined;
  if (path.length > deepest || !value) return undefined;
  const below: readonly (readonly [Node | undefined, Path])[] =
    value.type === 'mapping'
      ? value.pairs.filter(({ merge }) => !merge).map((pair) => [pair.value, [...path, keyOf(pair)]])
      : value.type === 'sequence'
        ? value.items.map((item, index) => [item.value, [...path, index]])
        : [];
  for (const [child, way] of below) {
    const found = pathOfValue(child, wanted, way);
    if (found) return found;
  }
  return undefined;
}

const deepest = 40;
