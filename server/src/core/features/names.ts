// What the name at the cursor stands for, and all its places: the one answer behind definition, references, highlights
// and rename. A name is an object's, a member's (key, port), a label's, an anchor's, or local to one object.
import type { Span } from '../finding.ts';
import { builtOf, builtTargets } from '../kustomize/built.ts';
import { type ManifestDocument, treeOf } from '../workspace/document.ts';
import { factsOf, type ObjectFact, type Reference } from '../workspace/facts.ts';
import type { DocumentPlace, ManifestFile } from '../workspace/file.ts';
import type { Entry } from '../workspace/index.ts';
import { type LocalName, localNamesOf } from '../workspace/locals.ts';
import { type PortPlaces, placesOfPort, placesOfSelectedPort, portUsesOf } from '../workspace/ports.ts';
import { type Member, membersOf, referencesTo, siteOf, targetsOf } from '../workspace/resolve.ts';
import type { Site } from '../workspace/site.ts';
import type { Workspace } from '../workspace/workspace.ts';
import type { Node } from '../yaml/nodes.ts';
import { labelNameAt } from './labelNames.ts';

export interface Name {
  readonly what: 'object' | 'member' | 'label' | 'label key' | 'anchor' | LocalName['what'];
  readonly name: string;
  /** The object's type, the label's key: what the name is of. */
  readonly of?: string;
  /** Of a label's key: the values that it has there. */
  readonly values?: readonly string[];
  /** Where the cursor is on it, without quotes. */
  readonly span: Span;
  readonly definitions: readonly Site[];
  readonly uses: readonly Site[];
}

interface At {
  readonly workspace: Workspace;
  readonly uri: string;
  readonly index: number;
  readonly document: ManifestDocument;
  readonly offset: number;
}

/** The name at a place of a file; undefined where there is none. */
export function nameAt(workspace: Workspace, file: ManifestFile, place: DocumentPlace): Name | undefined {
  const at: At = { workspace, uri: file.uri, ...place };
  const name =
    anchorAt(at) ??
    portUseAt(at) ??
    localAt(at) ??
    referenceAt(at) ??
    objectAt(at) ??
    memberAt(at) ??
    labelNameAt(workspace, place);
  return name && { ...name, definitions: inOrder(name.definitions), uses: inOrder(name.uses) };
}

function inOrder(sites: readonly Site[]): readonly Site[] {
  const order = (a: Site, b: Site) => a.index - b.index || a.span.start - b.span.start;
  return [...sites].sort((a, b) => (a.uri === b.uri ? order(a, b) : a.uri < b.uri ? -1 : 1));
}

function holds({ start, end }: Span, offset: number): boolean {
  return start <= offset && offset <= end;
}

function here({ uri, index }: At, span: Span): Site {
  return { uri, index, span: { start: span.start, end: span.end } };
}

function localAt(at: At): Name | undefined {
  for (const local of localNamesOf(at.document)) {
    const span = [...local.definitions, ...local.uses].find((candidate) => holds(candidate, at.offset));
    if (!span) continue;
    return {
      what: local.what,
      name: local.name,
      span,
      definitions: local.definitions.map((place) => here(at, place)),
      uses: local.uses.map((place) => here(at, place)),
      ...portPlaces(at, local),
    };
  }
  return undefined;
}

/** A port is also what Services and policies that select its pods aim at. */
function portPlaces(at: At, { what, name, definitions }: LocalName): Partial<PortPlaces> {
  const fact = what === 'port' && definitions.length > 0 ? objectAround(at) : undefined;
  return fact ? placesOfPort(at.workspace, name, { uri: at.uri, document: at.document, fact }) : {};
}

function objectAround({ document, offset }: At): ObjectFact | undefined {
  return factsOf(document).objects.find(({ span }) => holds(span, offset));
}

function portUseAt(at: At): Name | undefined {
  const use = portUsesOf(at.document).find(({ span }) => holds(span, at.offset));
  if (!use) return undefined;
  const places = placesOfSelectedPort(at.workspace, use);
  const uses = places.definitions.length > 0 ? places.uses : [here(at, use.span)];
  return { what: 'port', name: use.port, span: use.span, definitions: places.definitions, uses };
}

function referenceAt(at: At): Name | undefined {
  for (const reference of factsOf(at.document).references) {
    if (holds(reference.span, at.offset)) {
      const [target] = [...targetsOf(at.workspace, reference), ...builtTargets(at.workspace, reference)];
      if (target) return objectName(at.workspace, target, reference.span);
      return {
        what: 'object',
        name: reference.name,
        ...(reference.types[0] === undefined ? {} : { of: reference.types[0] }),
        span: reference.span,
        definitions: [],
        uses: [here(at, reference.span)],
      };
    }
    const member = reference.members.find(({ span }) => holds(span, at.offset));
    if (member) return memberOfReference(at, reference, member);
  }
  return undefined;
}

function objectAt(at: At): Name | undefined {
  const fact = factsOf(at.document).objects.find(({ nameSpan, name }) => name !== '' && holds(nameSpan, at.offset));
  return fact && objectName(at.workspace, { uri: at.uri, document: at.document, fact }, fact.nameSpan);
}

/** Objects of one type and name in one namespace are one, however many files (overlays) write it. */
function objectName(workspace: Workspace, target: Entry<ObjectFact>, span: Span): Name {
  const all = sameObjects(workspace, target);
  return {
    what: 'object',
    name: target.fact.name,
    of: target.fact.type,
    span,
    definitions: all.map((entry) => siteOf(workspace, entry, entry.fact.nameSpan)),
    uses: [...referencesMeaning(workspace, all), ...builtReferences(workspace, all)].map((entry) =>
      siteOf(workspace, entry, entry.fact.span),
    ),
  };
}

function sameObjects(workspace: Workspace, target: Entry<ObjectFact>): readonly Entry<ObjectFact>[] {
  const same = targetsOf(workspace, asReference(target.fact));
  return same.length > 0 ? same : [target];
}

/** Of the references by that name, those that do not mean one in a nearer namespace. */
function referencesMeaning(workspace: Workspace, objects: readonly Entry<ObjectFact>[]): readonly Entry<Reference>[] {
  const facts = new Set(objects.map(({ fact }) => fact));
  const references = new Set(objects.flatMap(({ fact }) => referencesTo(workspace, fact)));
  return [...references].filter(({ fact }) => targetsOf(workspace, fact).some((target) => facts.has(target.fact)));
}

/** Those that name an object as a build of Kustomize's calls it, with its prefix and suffix. */
function builtReferences(workspace: Workspace, objects: readonly Entry<ObjectFact>[]): readonly Entry<Reference>[] {
  return objects.flatMap(({ uri, fact }) =>
    builtOf(workspace, uri)
      .affixes.filter(({ prefix, suffix }) => prefix !== '' || suffix !== '')
      .flatMap(({ prefix, suffix }) => referencesTo(workspace, { ...fact, name: prefix + fact.name + suffix })),
  );
}

function asReference({ type, name, namespace, nameSpan }: ObjectFact): Reference {
  return { object: 0, types: [type], name, namespace, span: nameSpan, members: [], optional: false, elsewhere: false };
}

function memberOfReference(at: At, reference: Reference, member: { name: string; span: Span }): Name {
  const targets = targetsOf(at.workspace, reference);
  const found = targets.map((target) => memberName(at.workspace, target, member.name, member.span));
  const nowhere = { definitions: [], uses: [here(at, member.span)] };
  return found[0] ?? { what: 'member', name: member.name, span: member.span, ...nowhere };
}

function memberAt(at: At): Name | undefined {
  for (const fact of factsOf(at.document).objects) {
    if (!holds(fact.span, at.offset)) continue;
    const entry = { uri: at.uri, document: at.document, fact };
    const member = membersOf(at.workspace, entry).find(({ site }) => holds(site.span, at.offset));
    if (member) return memberName(at.workspace, entry, member.name, member.site.span);
  }
  return undefined;
}

function memberName(workspace: Workspace, target: Entry<ObjectFact>, name: string, span: Span): Name {
  const isIt = (member: Member) => member.name === name;
  const objects = sameObjects(workspace, target);
  return {
    what: 'member',
    name,
    span,
    definitions: objects.flatMap((object) => membersOf(workspace, object).filter(isIt)).map(({ site }) => site),
    uses: referencesMeaning(workspace, objects).flatMap((entry) =>
      entry.fact.members
        .filter((member) => member.name === name)
        .map((member) => siteOf(workspace, entry, member.span)),
    ),
  };
}

function anchorAt(at: At): Name | undefined {
  const { text } = at.document;
  const word = /[&*][^\s,[\]{}]*$/.exec(text.slice(Math.max(0, at.offset - 200), at.offset + 1));
  if (!word) return undefined;
  const anchors: { name: string; span: Span; defines: boolean }[] = [];
  collectAnchors(treeOf(at.document).root, text, anchors);
  const found = anchors.find(({ span }) => holds({ start: span.start - 1, end: span.end }, at.offset));
  if (!found) return undefined;
  const sites = (defines: boolean) =>
    anchors
      .filter((anchor) => anchor.name === found.name && anchor.defines === defines)
      .map(({ span }) => here(at, span));
  return { what: 'anchor', name: found.name, span: found.span, definitions: sites(true), uses: sites(false) };
}

function collectAnchors(
  node: Node | undefined,
  text: string,
  found: { name: string; span: Span; defines: boolean }[],
): void {
  if (!node) return;
  if (node.type === 'alias') {
    found.push({ name: node.name, span: { start: node.start + 1, end: node.end }, defines: false });
  } else if (node.anchor !== undefined) {
    const at = text.lastIndexOf(`&${node.anchor}`, node.start + node.anchor.length + 1);
    if (at >= 0)
      found.push({ name: node.anchor, span: { start: at + 1, end: at + 1 + node.anchor.length }, defines: true });
  }
  if (node.type === 'mapping') for (const pair of node.pairs) collectAnchors(pair.value, text, found);
  if (node.type === 'sequence') for (const item of node.items) collectAnchors(item.value, text, found);
}
