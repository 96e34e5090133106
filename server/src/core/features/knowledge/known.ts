// What a word that somebody gave a meaning is about, and what may stand behind it. The data beside this file are made of it.
import type { Text } from '../../text.ts';

export interface Known {
  readonly about: Text;
  /** Values that it may have, the usual first. */
  readonly values?: readonly string[];
}

export type KnownWords = Readonly<Record<string, Known>>;

export const onOff = ['true', 'false'] as const;
