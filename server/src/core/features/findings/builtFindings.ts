// What is no fault in a file that kustomize builds, because the build writes it: selectors and the labels they match.
import type { Finding } from '../../finding.ts';
import type { Built } from '../../kustomize/built.ts';

const kept = new WeakMap<readonly Finding[], readonly Finding[]>();

/** The findings without those that the build answers; the same value for the same findings. */
export function withoutWhatBuildsWrite(findings: readonly Finding[], { writesSelectors }: Built): readonly Finding[] {
  if (!writesSelectors || findings.length === 0) return findings;
  const known = kept.get(findings);
  if (known) return known;
  const left = findings.filter((finding) => !isOfSelectors(finding));
  const result = left.length === findings.length ? findings : left;
  kept.set(findings, result);
  return result;
}

/** That a selector is missing, or that it and the template's labels do not agree. */
function isOfSelectors({ field = '', message }: Finding): boolean {
  if (/(^|\.)selector(\.matchLabels)?$/.test(field)) return true;
  return /(^|\.)template\.metadata(\.labels)?$/.test(field) && /Required value|does not match|missing/.test(message.en);
}
