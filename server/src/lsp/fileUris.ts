// One address for one file. Editors escape paths each in their own way (`a%2Bb`, `c%3A`), and what is read from the disk comes
// without them: an open file would be another than the same file on the disk. Messages are brought to one form as they arrive;
// editors read that form whatever they write.
import { fileURLToPath, pathToFileURL } from 'node:url';

const known = new Map<string, string>();
const mostKnown = 10_000;

/** As the disk's files are named; other schemes, and what is no address, stay as they are. A slash at the end goes. */
export function canonicalUri(uri: string): string {
  const before = known.get(uri);
  if (before !== undefined) return before;
  if (known.size >= mostKnown) known.clear();
  const made = canonical(uri);
  known.set(uri, made);
  return made;
}

function canonical(uri: string): string {
  const trimmed = uri.length > 'file:///'.length ? uri.replace(/\/$/, '') : uri;
  if (!trimmed.startsWith('file:')) return trimmed;
  try {
    return pathToFileURL(fileURLToPath(trimmed)).href;
  } catch {
    return trimmed;
  }
}

const named: ReadonlySet<string> = new Set(['uri', 'rootUri', 'scopeUri', 'folder', 'definition']);
/** Where addresses stand; texts and other contents are not looked into. */
const around: ReadonlySet<string> = new Set([
  'params',
  'textDocument',
  'workspaceFolders',
  'changes',
  'event',
  'added',
  'removed',
  'item',
  'files',
]);

/** Rewrites the addresses in a message in place. */
export function withCanonicalUris(message: unknown): void {
  if (Array.isArray(message)) {
    message.forEach(withCanonicalUris);
    return;
  }
  if (typeof message !== 'object' || message === null) return;
  const record = message as Record<string, unknown>;
  for (const [key, value] of Object.entries(record)) {
    if (typeof value === 'string') {
      if (named.has(key)) record[key] = canonicalUri(value);
    } else if (around.has(key)) withCanonicalUris(value);
  }
}
