// Who uses whom: what an object refers to and selects, what refers to it and selects it, and which workloads stand behind
// it in the end. The answers behind call hierarchies, implementations and lenses.
import type { Span } from '../finding.ts';
import { builtTargets } from '../kustomize/built.ts';
import { factsOf, type ObjectFact } from '../workspace/facts.ts';
import type { DocumentPlace, ManifestFile } from '../workspace/file.ts';
import type { Entry } from '../workspace/index.ts';
import { referencesTo, targetsOf } from '../workspace/resolve.ts';
import { podSelectorsOf, selectorsTaking, workloadsTaken } from '../workspace/selecting.ts';
import type { Workspace } from '../workspace/workspace.ts';

export interface Relation {
  readonly other: Entry<ObjectFact>;
  /** Where the user says so, in the user's document. */
  readonly spans: readonly Span[];
}

/** The object that a place is about: the one that the name there refers to, else the one around it. */
export function objectAt(
  workspace: Workspace,
  { uri }: ManifestFile,
  { document, offset }: DocumentPlace,
): Entry<ObjectFact> | undefined {
  const holds = ({ start, end }: Span) => start <= offset && offset <= end;
  const { objects, references } = factsOf(document);
  const reference = references.find(({ span }) => holds(span));
  const [target] = reference ? [...targetsOf(workspace, reference), ...builtTargets(workspace, reference)] : [];
  if (target) return target;
  const fact = objects.find(({ span }) => holds(span));
  return fact && { uri, document, fact };
}

/** The objects that an object names or selects, each once. */
export function usedBy(workspace: Workspace, { document, fact }: Entry<ObjectFact>): readonly Relation[] {
  const { objects, references } = factsOf(document);
  const number = objects.indexOf(fact);
  const found = new Map<ObjectFact, { other: Entry<ObjectFact>; spans: Span[] }>();
  for (const reference of references) {
    if (reference.object !== number) continue;
    const targets = targetsOf(workspace, reference);
    const meant = targets.length > 0 ? targets : builtTargets(workspace, reference);
    for (const target of meant) add(found, target, reference.span);
  }
  for (const selector of podSelectorsOf(document)) {
    if (selector.object !== number) continue;
    for (const workload of workloadsTaken(workspace, selector)) add(found, workload, selector.span);
  }
  found.delete(fact);
  return [...found.values()];
}

/** The objects that name an object or select its pods, each once. */
export function usersOf(workspace: Workspace, { fact }: Entry<ObjectFact>): readonly Relation[] {
  const found = new Map<ObjectFact, { other: Entry<ObjectFact>; spans: Span[] }>();
  for (const { uri, document, fact: reference } of referencesTo(workspace, fact)) {
    const user = factsOf(document).objects[reference.object];
    const isMeant = targetsOf(workspace, reference).some((target) => target.fact === fact);
    if (user && isMeant) add(found, { uri, document, fact: user }, reference.span);
  }
  for (const { uri, document, fact: selector } of selectorsTaking(workspace, fact)) {
    const user = factsOf(document).objects[selector.object];
    if (user) add(found, { uri, document, fact: user }, selector.span);
  }
  found.delete(fact);
  return [...found.values()];
}

function add(
  found: Map<ObjectFact, { other: Entry<ObjectFact>; spans: Span[] }>,
  other: Entry<ObjectFact>,
  { start, end }: Span,
): void {
  const known = found.get(other.fact) ?? { other, spans: [] };
  found.set(other.fact, known);
  if (!known.spans.some((span) => span.start === start)) known.spans.push({ start, end });
}

/** An Ingress names Services, which select pods: further than these nothing leads. */
const mostSteps = 3;

/** The workloads that do in the end what the object asks for; itself, where it is one. */
export function workloadsBehind(workspace: Workspace, object: Entry<ObjectFact>): readonly Entry<ObjectFact>[] {
  const found = new Map<ObjectFact, Entry<ObjectFact>>();
  const seen = new Set<ObjectFact>();
  let now = [object];
  for (let step = 0; step <= mostSteps && now.length > 0; step++) {
    const next: Entry<ObjectFact>[] = [];
    for (const entry of now) {
      if (seen.has(entry.fact)) continue;
      seen.add(entry.fact);
      if (entry.fact.podLabels) found.set(entry.fact, entry);
      else next.push(...usedBy(workspace, entry).map(({ other }) => other));
    }
    now = next;
  }
  return [...found.values()];
}
