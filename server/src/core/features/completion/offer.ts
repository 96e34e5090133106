// One thing that may be written at the cursor, before it is turned into text of the file's style. Sources make offers.

import type { TypeRef } from '../../schema/schema.ts';
import type { Text } from '../../text.ts';
import type { CompletionKind, Described } from './completion.ts';

export interface Offer {
  readonly label: string;
  readonly kind: CompletionKind;
  /** Lower is earlier; offers of one rank keep their order. */
  readonly rank: number;
  readonly detail?: Text;
  readonly documentation?: Text;
  readonly describes?: Described;
  readonly deprecated?: boolean;
  readonly insert: Insert;
}

export type Insert =
  /** A key, with what stands behind it. */
  | { readonly is: 'key'; readonly type: TypeRef; readonly skeleton: Skeleton }
  /** A scalar; quoted where YAML would read something else. `string`: the field wants a string, whatever it looks like. */
  | { readonly is: 'value'; readonly value: string; readonly wantsString: boolean }
  /** A list's next item. */
  | { readonly is: 'item'; readonly skeleton: Skeleton }
  /** A template in snippet syntax; `asItem` when it is to become an item of a list. */
  | { readonly is: 'template'; readonly body: string; readonly asItem: boolean };

/** What is written with a key: its required fields, nested. */
export type Skeleton =
  | { readonly is: 'scalar'; readonly text?: string }
  | { readonly is: 'mapping'; readonly pairs: readonly { readonly key: string; readonly value: Skeleton }[] }
  | { readonly is: 'list'; readonly item: Skeleton };
