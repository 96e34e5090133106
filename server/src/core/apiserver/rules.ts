// What a kind adds to the general judgement. One file a kind gives one of these; `registry.ts` lists them.
import type { Draft } from './draft.ts';
import type { FieldError } from './types.ts';

export interface KindRules {
  readonly apiVersion: string;
  readonly kind: string;
  /** Whether a new object is generation 1, whatever is written. */
  readonly countsGenerations?: boolean;
  /** Fills in what `pkg/apis/<group>/<version>/defaults.go` would. Writes to the draft. */
  applyDefaults?(object: Draft): void;
  /** The strategy's PrepareForCreate: clears status, drops disabled fields. Writes to the draft. */
  prepareForCreate?(object: Draft): void;
  /** What PrepareForCreate warns of; asked before it. */
  earlyWarnings?(object: Draft): string[];
  /**
   * Everything `pkg/apis/<group>/validation` says of a new object, metadata included.
   * @param givenLater whether what a cluster hands out, addresses and ports, is seen to by someone else
   */
  validate(object: Draft, givenLater?: boolean): FieldError[];
  prepareForUpdate?(object: Draft, old: Draft): void;
  /** What it says of a change, metadata included; the new object's own rules among it, where the server asks them. */
  validateUpdate?(object: Draft, old: Draft): FieldError[];
  /** What storing and reading back adds to an accepted object. Writes to the draft. */
  afterStorage?(object: Draft): void;
  /** The strategy's WarningsOnCreate / WarningsOnUpdate. */
  warnings?(object: Draft, old?: Draft): string[];
}
