// Documents that only show something: what a cluster has, what a template renders to. They are nobody's manifests; what
// is wrong with them stands at their source.
import type { TextDocument } from 'vscode';

export const clusterScheme = 'kpod-cluster';
export const renderedScheme = 'kpod-rendered';
/** What the user's own helm rendered. */
export const helmScheme = 'kpod-helm';

const schemes: ReadonlySet<string> = new Set([clusterScheme, renderedScheme, helmScheme]);

export function isShownOnly({ uri }: TextDocument): boolean {
  return schemes.has(uri.scheme);
}
