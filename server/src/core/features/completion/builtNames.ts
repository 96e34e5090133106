// What a kustomization builds, as names to choose from: the objects of the files that it and its bases name, their images,
// and the fields of an object as replacements write them. Bounded by what one kustomization comes to.

import { resourcesOf } from '../../kubernetes/resource.ts';
import { filesOfBuild } from '../../kustomize/build/needed.ts';
import { graphOf, isPatchFile } from '../../kustomize/graph.ts';
import { treeToRead } from '../../workspace/document.ts';
import { factsOf } from '../../workspace/facts.ts';
import { imagesOf } from '../../workspace/images.ts';
import { kustomizationType } from '../../workspace/kustomizationFacts.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import type { Node } from '../../yaml/nodes.ts';
import { keyOf, nodeAt, resolved } from '../../yaml/path.ts';
import type { NameOffer } from './workspaceNames.ts';

export interface BuiltName {
  readonly kind: string;
  readonly name: string;
}

const mostFields = 300;

export function builtObjectNames(workspace: Workspace, uri: string): readonly BuiltName[] {
  return documentsBuilt(workspace, uri).flatMap((document) =>
    factsOf(document)
      .objects.filter(({ type, name }) => type !== kustomizationType && name !== '')
      .map(({ kind, name }) => ({ kind, name })),
  );
}

/** As `images` names them: without tag and digest. */
export function builtImages(workspace: Workspace, uri: string): readonly NameOffer[] {
  const names = documentsBuilt(workspace, uri).flatMap((document) =>
    imagesOf(document).map(({ image }) => image.replace(/@.*$/, '').replace(/:[^:/]*$/, '')),
  );
  return [...new Set(names)].map((name) => ({ name }));
}

/** The scalar fields of the objects that are meant: `spec.template.spec.containers.[name=web].image`. */
export function builtFieldPaths(workspace: Workspace, uri: string, wanted: Partial<BuiltName>): readonly NameOffer[] {
  const paths = new Set<string>();
  for (const document of documentsBuilt(workspace, uri)) {
    for (const resource of resourcesOf(treeToRead(document).root)) {
      const isMeant =
        (wanted.kind ?? resource.kind) === resource.kind && (wanted.name ?? resource.name) === resource.name;
      if (isMeant && paths.size < mostFields) collect(resource.node, '', paths);
    }
  }
  return [...paths].slice(0, mostFields).map((name) => ({ name }));
}

function documentsBuilt(workspace: Workspace, uri: string) {
  const graph = graphOf(workspace);
  const files = filesOfBuild(workspace, uri).filter((file) => !isPatchFile(graph, file.uri));
  return files.flatMap(({ documents }) => documents);
}

function collect(node: Node | undefined, path: string, paths: Set<string>): void {
  const value = resolved(node);
  if (value?.type === 'mapping') {
    for (const pair of value.pairs) collect(pair.value, joined(path, stepOf(keyOf(pair))), paths);
  } else if (value?.type === 'sequence') {
    for (const [at, item] of value.items.entries()) {
      const name = resolved(nodeAt(item.value, ['name']));
      collect(item.value, joined(path, name?.type === 'scalar' ? `[name=${name.source}]` : String(at)), paths);
    }
  } else if (path !== '' && path !== 'apiVersion' && path !== 'kind') paths.add(path);
}

const joined = (path: string, step: string): string => (path === '' ? step : `${path}.${step}`);
const stepOf = (key: string): string => (key.includes('.') ? `[${key}]` : key);
