// Columns that many kinds share, and cells about containers.
import type { JsonObject } from '../../../apiserver/types.ts';
import { since } from '../ages.ts';
import { type Key, list, text } from '../read.ts';
import type { Column } from '../table.ts';

export const name: Column = { name: 'NAME', cell: (object) => text(object, 'metadata', 'name') };

export const age: Column = {
  name: 'AGE',
  cell: (object, { nowMs }) => since(nowMs, text(object, 'metadata', 'creationTimestamp')),
};

export const createdAt: Column = {
  name: 'CREATED AT',
  cell: (object) => text(object, 'metadata', 'creationTimestamp'),
};

/** CONTAINERS and IMAGES of the pod template at a path. */
export function containerColumns(...path: readonly Key[]): readonly Column[] {
  const joined = (object: JsonObject, field: string) =>
    list(object, ...path, 'spec', 'containers')
      .map((container) => text(container, field))
      .join(',');
  return [
    { name: 'CONTAINERS', wide: true, cell: (object) => joined(object, 'name') },
    { name: 'IMAGES', wide: true, cell: (object) => joined(object, 'image') },
  ];
}

/** `<none>` for ''. */
export const orNone = (value: string): string => value || '<none>';
export const orUnset = (value: string): string => value || '<unset>';

/** At most `most` of a list, and how many more there are. */
export function shortened(parts: readonly string[], most: number, all = parts.length, separator = ','): string {
  const shown = parts.slice(0, most).join(separator);
  return all > most ? `${shown} + ${all - most} more...` : shown;
}
