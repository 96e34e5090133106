// The names that a command line may use, from plain objects: those of a cluster at a moment, or those that manifests write.
import { podTemplatePath } from '../podTemplatePath.ts';
import type { LineNames, LineType } from './completeLine.ts';

/** As a manifest or a server writes it; anything may be missing. */
export type AnyObject = { readonly [key: string]: unknown };

/** @param types all that commands know; those of which there are objects come first */
export function namesOf(objects: readonly AnyObject[], types: readonly LineType[]): LineNames {
  const byKind = new Map<string, AnyObject[]>();
  for (const object of objects) {
    const kind = String(object['kind']);
    byKind.set(kind, [...(byKind.get(kind) ?? []), object]);
  }
  const used = types.filter(({ kind }) => byKind.has(kind));
  const sorted = [...new Set([...used, ...types])];
  const namesIn = (kind: string): readonly string[] => [
    ...new Set((byKind.get(kind) ?? []).flatMap((object) => nameOf(object) ?? [])),
  ];
  const namespaces = [...new Set(objects.flatMap((object) => textIn(record(object['metadata']), 'namespace') ?? []))];
  return {
    types: () => sorted,
    objects: namesIn,
    namespaces: () => [...new Set([...namespaces, ...namesIn('Namespace'), 'default', 'kube-system'])],
    containers: (kind, name) =>
      (byKind.get(kind) ?? []).filter((object) => nameOf(object) === name).flatMap((object) => containersOf(object)),
  };
}

function containersOf(object: AnyObject): readonly { readonly name: string; readonly image?: string }[] {
  const path = podTemplatePath(String(object['kind']));
  if (!path) return [];
  const pod = [...path, 'spec'].reduce<AnyObject>((inner, segment) => record(inner[String(segment)]), object);
  return ['containers', 'initContainers'].flatMap((field) =>
    list(pod[field]).flatMap((container) => {
      const name = textIn(record(container), 'name');
      const image = textIn(record(container), 'image');
      return name === undefined ? [] : [{ name, ...(image !== undefined && { image }) }];
    }),
  );
}

const nameOf = (object: AnyObject): string | undefined => textIn(record(object['metadata']), 'name');
const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

function record(value: unknown): AnyObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as AnyObject) : {};
}

function textIn(object: AnyObject, key: string): string | undefined {
  const value = object[key];
  return typeof value === 'string' && value !== '' ? value : undefined;
}
