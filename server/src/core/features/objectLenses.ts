// Lenses above objects that say what the workspace knows about them: who uses them, which workloads they select, how many pods
// they make. Each is a setting; they lead to the places they speak of.
import type { Span } from '../finding.ts';
import { podTemplatePath } from '../kubernetes/podTemplatePath.ts';
import { resourcesOf } from '../kubernetes/resource.ts';
import { buildName } from '../kustomize/links.ts';
import { type Text, text } from '../text.ts';
import { type ManifestDocument, objectsOf, treeToRead } from '../workspace/document.ts';
import { factsOf, type ObjectFact } from '../workspace/facts.ts';
import type { Entry } from '../workspace/index.ts';
import { kustomizationType } from '../workspace/kustomizationFacts.ts';
import { siteOf } from '../workspace/resolve.ts';
import { podSelectorsOf, workloadsTaken } from '../workspace/selecting.ts';
import type { Site } from '../workspace/site.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { nodeAt } from '../yaml/path.ts';
import { incoming } from './hierarchy.ts';
import { listed, nameOf } from './inlayHints.ts';
import { usersOf } from './relations.ts';

export interface ObjectLens {
  readonly span: Span;
  readonly title: Text;
  readonly sites: readonly Site[];
}

export function objectLensesOf(workspace: Workspace, uri: string, document: ManifestDocument): readonly ObjectLens[] {
  const { references, selectedPods, replicas } = workspace.settings.lenses;
  return factsOf(document).objects.flatMap((fact, number) => {
    const entry = { uri, document, fact };
    return [
      ...(references ? referencesLens(workspace, entry) : []),
      ...(selectedPods ? selectedLens(workspace, entry, number) : []),
      ...(replicas ? replicasLens(workspace, entry) : []),
    ];
  });
}

function above({ span: { start } }: ObjectFact): Span {
  return { start, end: start };
}

function referencesLens(workspace: Workspace, entry: Entry<ObjectFact>): readonly ObjectLens[] {
  if (entry.fact.type === kustomizationType) return buildersLens(workspace, entry);
  if (entry.fact.name === '') return [];
  const users = usersOf(workspace, entry);
  const sites = users.flatMap(({ other, spans }) => spans.map((span) => siteOf(workspace, other, span)));
  const count = sites.length;
  const title = text(`${count} ${count === 1 ? 'reference' : 'references'}`, `${count} 处引用`);
  return [{ span: above(entry.fact), title, sites }];
}

/** Of a kustomization: which others build it; nothing where none does. */
function buildersLens(workspace: Workspace, entry: Entry<ObjectFact>): readonly ObjectLens[] {
  const builders = incoming(workspace, entry);
  if (builders.length === 0) return [];
  const names = listed([...new Set(builders.map(({ other }) => buildName(other.uri)))]);
  const sites = builders.flatMap(({ other, spans }) => spans.map((span) => siteOf(workspace, other, span)));
  return [{ span: above(entry.fact), title: text(`built by ${names}`, `由 ${names} 构建`), sites }];
}

/** Of objects that make no pods themselves. */
function selectedLens(workspace: Workspace, { document, fact }: Entry<ObjectFact>, number: number) {
  if (fact.podLabels !== undefined) return [];
  const selectors = podSelectorsOf(document).filter(({ object }) => object === number);
  if (selectors.length === 0) return [];
  const found = new Map(
    selectors.flatMap((selector) => workloadsTaken(workspace, selector)).map((entry) => [entry.fact, entry]),
  );
  const names = listed([...found.keys()].map(nameOf));
  const title =
    found.size === 0
      ? text('selects nothing in this workspace', '在此工作区中未选中任何对象')
      : text(`selects ${names}`, `选中 ${names}`);
  const sites = [...found.values()].map((entry) => siteOf(workspace, entry, entry.fact.nameSpan));
  return [{ span: above(fact), title, sites }];
}

/** Of workloads that have a number of replicas: as written, else the default, else what scales them. */
function replicasLens(workspace: Workspace, entry: Entry<ObjectFact>): readonly ObjectLens[] {
  const { document, fact } = entry;
  const resource = objectsOf(document).find(({ node }) => node.start === fact.span.start);
  const kind = workspace.schema?.kind(fact.apiVersion, fact.kind);
  const spec = kind && workspace.schema?.definition(kind.definition)?.fields.get('spec')?.type;
  const fields = spec?.is === 'definition' ? workspace.schema?.definition(spec.name)?.fields : undefined;
  if (!resource || podTemplatePath(fact.kind) === undefined || !fields?.has('replicas')) return [];
  const scalers = usersOf(workspace, entry).filter(({ other }) => scaleOf(other) !== undefined);
  const [scaler] = scalers;
  const written = nodeAt(resource.node, ['spec', 'replicas']);
  const count = scaler ? scaleOf(scaler.other) : written?.type === 'scalar' ? written.source : '1';
  const by = scaler ? ` (${nameOf(scaler.other.fact)})` : '';
  const sites = scaler
    ? [siteOf(workspace, scaler.other, scaler.other.fact.nameSpan)]
    : [siteOf(workspace, entry, written ?? fact.nameSpan)];
  return [{ span: above(fact), title: text(`replicas: ${count}${by}`, `副本数：${count}${by}`), sites }];
}

/** `2–10`, of what scales between two numbers. */
function scaleOf({ document, fact }: Entry<ObjectFact>): string | undefined {
  const resource = resourcesOf(treeToRead(document).root).find(({ node }) => node.start === fact.span.start);
  const most = nodeAt(resource?.node, ['spec', 'maxReplicas']);
  const least = nodeAt(resource?.node, ['spec', 'minReplicas']);
  if (most?.type !== 'scalar') return undefined;
  return `${least?.type === 'scalar' ? least.source : '1'}–${most.source}`;
}
