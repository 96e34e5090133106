// Documents that only show something: what a cluster has, what a template renders to. They are nobody's manifests; what
// is wrong with them stands at their source.
import type { TextDocument } from 'vscode';

export const clusterScheme = 'kpod-cluster';
export const renderedScheme = 'kpod-rendered';

export function isShownOnly({ uri }: TextDocument): boolean {
  return uri.scheme === clusterScheme || uri.scheme === renderedScheme;
}
