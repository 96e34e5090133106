// Completion in the manifests that a scenario applies: as in a file of their own, with the names of the scenario's own
// objects, and what is inserted indented as the block is.
import { documentOf } from '../../workspace/document.ts';
import { emptyWorkspace } from '../../workspace/workspace.ts';
import { editOutside } from '../../yaml/block.ts';
import { type EmbeddedPlace, embeddedAt, embeddedIn, embeddedWorkspace, startOf } from '../embedded.ts';
import type { CompletionInput, CompletionItem } from './completion.ts';
import { namesInWorkspace } from './namesInWorkspace.ts';

type Complete = (input: CompletionInput) => readonly CompletionItem[];

/** Undefined where the cursor is in no such manifest. */
export function embeddedItems(input: CompletionInput, complete: Complete): readonly CompletionItem[] | undefined {
  const { format, text, offset, schema } = input;
  if (!format) return undefined;
  const document = documentOf(text);
  const place = embeddedAt(document, offset, format);
  if (!place) return undefined;
  const { format: _, ...rest } = input;
  const workspace = embeddedWorkspace({ ...emptyWorkspace, schema }, embeddedIn(document, format));
  const names = namesInWorkspace(workspace, place.file.uri);
  const items = complete({ ...rest, text: place.document.text, offset: place.offset, names });
  return items.map((item) => ({ ...item, edit: outside(place, item.edit) }));
}

function outside(place: EmbeddedPlace, { span, newText }: CompletionItem['edit']): CompletionItem['edit'] {
  const base = startOf(place, place.index);
  return editOutside(place.block, { span: { start: span.start + base, end: span.end + base }, newText });
}
