// The value of a fieldRef, as objects themselves show it. Source: pkg/fieldpath/fieldpath.go (v1.36).
import { goQuote } from '../../kubernetes/goText.ts';
import { qualifiedNameErrors } from '../../kubernetes/names.ts';
import type { Labels } from '../objects.ts';

export type FieldValue = { readonly value: string } | { readonly error: string };

interface WithMetadata {
  readonly metadata: {
    readonly name?: string;
    readonly namespace?: string;
    readonly uid?: string;
    readonly labels?: Labels;
    readonly annotations?: Labels;
  };
}

export function fieldValue({ metadata }: WithMetadata, path: string): FieldValue {
  const keyed = /^(.*)\['(.*)'\]$/s.exec(path);
  if (keyed) return keyedValue(metadata, path, keyed[1] ?? '', keyed[2] ?? '');
  switch (path) {
    case 'metadata.annotations':
      return { value: formatMap(metadata.annotations ?? {}) };
    case 'metadata.labels':
      return { value: formatMap(metadata.labels ?? {}) };
    case 'metadata.name':
      return { value: metadata.name ?? '' };
    case 'metadata.namespace':
      return { value: metadata.namespace ?? '' };
    case 'metadata.uid':
      return { value: metadata.uid ?? '' };
    default:
      return { error: `unsupported fieldPath: ${path}` };
  }
}

function keyedValue(metadata: WithMetadata['metadata'], path: string, map: string, key: string): FieldValue {
  if (map !== 'metadata.annotations' && map !== 'metadata.labels')
    return { error: `fieldPath ${goQuote(map)} does not support subscript` };
  const annotations = map === 'metadata.annotations';
  const errors = qualifiedNameErrors(annotations ? key.toLowerCase() : key);
  if (errors.length > 0) return { error: `invalid key subscript in ${path}: ${errors.join(';')}` };
  return { value: (annotations ? metadata.annotations : metadata.labels)?.[key] ?? '' };
}

/** `key="quoted"` lines, by key. */
export function formatMap(map: Labels): string {
  return Object.keys(map)
    .sort((a, b) => (a < b ? -1 : 1))
    .map((key) => `${key}=${goQuote(map[key] ?? '')}`)
    .join('\n');
}
