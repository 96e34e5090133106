// Every kind whose rules stand in a file of its own. A new kind is a new file and a line here; kinds without a line are
// decoded against the schema, and their metadata is judged, nothing else.
import type { KindRules } from './rules.ts';

const entries: readonly KindRules[] = [];

const byName = new Map(entries.map((rules) => [`${rules.apiVersion}/${rules.kind}`, rules]));

/** The rules of a kind, by its apiVersion and kind as written in manifests. */
export function rulesFor(apiVersion: string, kind: string): KindRules | undefined {
  return byName.get(`${apiVersion}/${kind}`);
}
