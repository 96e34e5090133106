// The objects of a file as the cluster is asked about them: each alone, so that what is said of one is tied to it.
import { isJsonObject, type JsonObject } from '../apiserver/types.ts';
import type { Resource } from '../kubernetes/resource.ts';
import { graphOf, isPatchFile } from '../kustomize/graph.ts';
import { type Text, text } from '../text.ts';
import { type ManifestDocument, objectsOf, treeOf } from '../workspace/document.ts';
import type { ManifestFile } from '../workspace/file.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { isPlainObject, toPlain } from '../yaml/plain.ts';

/** Which object of a file. */
export interface ObjectNumber {
  /** Of the document in the file; -1 for objects that are made of others. */
  readonly document: number;
  /** Of the object in the document: more than one only in a List. */
  readonly object: number;
}

export interface SentObject {
  readonly at: ObjectNumber;
  /** `Deployment/web`. */
  readonly title: string;
  readonly object: JsonObject;
}

export interface SentObjects {
  readonly objects: readonly SentObject[];
  /** Why there are none, or not all. */
  readonly problem?: Text;
}

/** Documents whose YAML is broken are left out: what would be sent is not what is meant. */
export function sentObjects(workspace: Workspace, file: ManifestFile): SentObjects {
  if (isPatchFile(graphOf(workspace), file.uri)) return { objects: [], problem: isPatch };
  const whole = [...file.documents.entries()].filter(([, document]) => !isBroken(document));
  const objects = whole.flatMap(([document]) =>
    objectsIn(file, document).flatMap((resource, object) => sent(resource, { document, object })),
  );
  if (whole.length < file.documents.length) return { objects, problem: broken };
  return objects.length === 0 ? { objects, problem: nothing } : { objects };
}

/** Objects that a chart renders or a kustomization builds: of no document. */
export function madeToSend(objects: readonly JsonObject[]): readonly SentObject[] {
  return objects.map((object, index) => {
    const metadata = isJsonObject(object['metadata']) ? object['metadata'] : {};
    const [kind, name] = [String(object['kind']), metadata['name']];
    return { object, at: { document: made, object: index }, title: name === undefined ? kind : `${kind}/${name}` };
  });
}

/** In place of a document's number. */
export const made = -1;

/** The resource that a number names; undefined when the file changed meanwhile. */
export function resourceAt(file: ManifestFile, { document, object }: ObjectNumber): Resource | undefined {
  return objectsIn(file, document)[object];
}

function objectsIn({ documents }: ManifestFile, document: number): readonly Resource[] {
  const found = documents[document];
  return found ? objectsOf(found) : [];
}

function sent(resource: Resource, at: ObjectNumber): readonly SentObject[] {
  const { value } = toPlain(resource.node);
  if (!isPlainObject(value)) return [];
  const { apiVersion, kind, name } = resource;
  const object = { ...value, apiVersion, kind };
  return [{ at, object, title: name === '' ? kind : `${kind}/${name}` }];
}

function isBroken(document: ManifestDocument): boolean {
  const { problems } = treeOf(document);
  return problems.some(({ severity, code }) => severity === 'error' && code !== 'duplicate-key');
}

const nothing = text(
  'this file has no Kubernetes object to ask the cluster about; write one with apiVersion and kind',
  '此文件没有可询问集群的 Kubernetes 对象；请写出带 apiVersion 和 kind 的对象',
);
const broken = text(
  'documents with broken YAML were left out, for the cluster would be asked about something else; mend them first',
  'YAML 有误的文档已跳过，否则询问集群的将是别的内容；请先修正',
);
const isPatch = text(
  'this file is a patch of Kustomize’s, no whole object, so the cluster is not asked about it; ask about the file that it patches',
  '此文件是 Kustomize 补丁，不是完整对象，因此不就其询问集群；请对被修补的文件操作',
);
