// A path as the kinds' data writes one: `spec.volumes[*].name`, keys with dots in brackets.
import type { Path } from '../../yaml/nodes.ts';

/** The pattern that matches exactly the places like this one. */
export function patternOfPath(path: Path): string {
  let pattern = '';
  for (const segment of path) {
    if (typeof segment === 'number') pattern += '[*]';
    else if (/[.[\]]/.test(segment)) pattern += `[${segment}]`;
    else pattern += pattern ? `.${segment}` : segment;
  }
  return pattern;
}
