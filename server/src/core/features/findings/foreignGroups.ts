// API groups that the settings call somebody else's: of their objects nothing is said that needs their definition, neither that
// it is unknown nor what a definition or the catalogue holds against them. Their YAML is still YAML.
import type { Finding } from '../../finding.ts';
import type { ManifestDocument } from '../../workspace/document.ts';
import { factsOf } from '../../workspace/facts.ts';
import type { Settings } from '../../workspace/settings.ts';

const ofDefinitions: ReadonlySet<string> = new Set([
  'unknown-custom-kind',
  'unknown-kind',
  'unknown-field',
  'missing-required',
  'wrong-type',
  'bad-enum',
  'bad-format',
  'api-server',
]);

const kept = new WeakMap<readonly Finding[], WeakMap<Settings, readonly Finding[]>>();

/** The same value for the same findings and settings; the findings themselves where none is left out. */
export function withoutForeign(
  settings: Settings,
  document: ManifestDocument,
  findings: readonly Finding[],
): readonly Finding[] {
  if (settings.foreignGroups.length === 0) return findings;
  const known = kept.get(findings) ?? new WeakMap<Settings, readonly Finding[]>();
  kept.set(findings, known);
  const result = known.get(settings) ?? filtered(settings, document, findings);
  known.set(settings, result);
  return result;
}

function filtered({ foreignGroups }: Settings, document: ManifestDocument, findings: readonly Finding[]) {
  const foreign = factsOf(document).objects.filter(({ apiVersion }) => foreignGroups.includes(groupOf(apiVersion)));
  if (foreign.length === 0) return findings;
  const isForeign = ({ code, span: { start, end } }: Finding) =>
    ofDefinitions.has(code) && foreign.some(({ span }) => span.start <= start && end <= span.end);
  return findings.filter((finding) => !isForeign(finding));
}

/** Empty for the core group, which nobody else has. */
export function groupOf(apiVersion: string): string {
  return apiVersion.slice(0, Math.max(0, apiVersion.indexOf('/')));
}

/** Of one kind one hint a file: the first says it for all. */
export function oncePerKind(findings: readonly (readonly Finding[])[]): readonly (readonly Finding[])[] {
  const said = new Set<string>();
  return findings.map((some) => {
    if (!some.some(({ code }) => code === 'unknown-custom-kind')) return some;
    return some.filter(
      ({ code, message }) => code !== 'unknown-custom-kind' || !(said.has(message.en) || !said.add(message.en)),
    );
  });
}
