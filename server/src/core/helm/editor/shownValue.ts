// A value on one line, or as a few lines of YAML, for lists and hovers.
import { goYaml } from '../../kubernetes/goYaml.ts';
import type { GoValue } from '../engine/value.ts';
import { jsonText, plainOf } from '../functions/plain.ts';

/** On one line, cut at a length; nothing for what cannot be written. */
export function shownValue(value: GoValue, longest: number): string {
  const words = safely(() => jsonText(value, 0, false));
  return words.length > longest ? `${words.slice(0, longest - 1)}…` : words;
}

const mostLines = 12;

/** As YAML, at most so many lines of it. */
export function yamlOfValue(value: GoValue): string {
  const lines = safely(() => goYaml(plainOf(value)))
    .trimEnd()
    .split('\n');
  return lines.length > mostLines ? [...lines.slice(0, mostLines), '…'].join('\n') : lines.join('\n');
}

function safely(write: () => string): string {
  try {
    return write();
  } catch {
    return '';
  }
}
