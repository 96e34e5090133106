// One document's text to its tree and problems. Parsing never fails: what cannot be read becomes a problem, and what
// stands around it keeps its nodes. It knows YAML as Kubernetes reads it, and nothing of Kubernetes' kinds.
import { composeDocument } from './compose.ts';
import type { YamlDocument } from './nodes.ts';

/** The tree of one `---` part (as splitDocuments cuts it). Spans are relative to `text`. Never throws. */
export function parseDocument(text: string): YamlDocument {
  return composeDocument(text);
}
