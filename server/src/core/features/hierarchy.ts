// The call hierarchy: who uses whom, and beside that what is built from what: a kustomization uses the objects of the files
// that it names, and the kustomizations of folders. Lenses and hovers count uses only.

import { folderOf, graphOf, keyOf, uriOf } from '../kustomize/graph.ts';
import { fileNamed } from '../kustomize/links.ts';
import { factsOf, type ObjectFact } from '../workspace/facts.ts';
import type { Entry } from '../workspace/index.ts';
import { kustomizationType } from '../workspace/kustomizationFacts.ts';
import { fileIn, type Workspace } from '../workspace/workspace.ts';
import { type Relation, usedBy, usersOf } from './relations.ts';

/** What an object uses; of a kustomization, also what it builds. */
export function outgoing(workspace: Workspace, object: Entry<ObjectFact>): readonly Relation[] {
  return [...usedBy(workspace, object), ...builds(workspace, object)];
}

/** What uses an object, and the kustomizations that build its file. */
export function incoming(workspace: Workspace, object: Entry<ObjectFact>): readonly Relation[] {
  return [...usersOf(workspace, object), ...builtBy(workspace, object)];
}

/** `Deployment/web`; a kustomization goes by its folder. */
export function hierarchyName({ uri, fact: { kind, name } }: Entry<ObjectFact>): string {
  const folder = folderOf(keyOf(uri));
  return `${kind}/${name === '' ? folder.slice(folder.lastIndexOf('/') + 1) : name}`;
}

function builds(workspace: Workspace, { uri, fact, document }: Entry<ObjectFact>): readonly Relation[] {
  if (fact.type !== kustomizationType) return [];
  const graph = graphOf(workspace);
  const itself = graph.byFolder.get(folderOf(keyOf(uri)));
  if (itself?.document !== document) return [];
  return itself.model.paths.flatMap(({ role, path, span }) => {
    if (role === 'file') return [];
    const key = uriOf(itself.folder, path);
    const inner = graph.byFolder.get(key);
    const file = inner ? inner.uri : fileNamed(workspace, key);
    return file === undefined ? [] : objectsIn(workspace, file).map((other) => ({ other, spans: [span] }));
  });
}

/** Of a kustomization itself. */
function objectsIn(workspace: Workspace, uri: string): readonly Entry<ObjectFact>[] {
  return (fileIn(workspace, uri)?.documents ?? []).flatMap((document) => {
    const { objects } = factsOf(document);
    const own = objects.filter(({ type }) => type === kustomizationType);
    return (own.length > 0 ? own : objects).map((fact) => ({ uri, document, fact }));
  });
}

function builtBy(workspace: Workspace, { uri, fact }: Entry<ObjectFact>): readonly Relation[] {
  const key = keyOf(uri);
  const uses = graphOf(workspace).uses.get(fact.type === kustomizationType ? folderOf(key) : key) ?? [];
  return uses.flatMap(({ by, span, role }) => {
    const [other] = role === 'file' ? [] : objectsIn(workspace, by.uri);
    return other ? [{ other, spans: [span] }] : [];
  });
}
