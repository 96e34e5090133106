// What the API server would refuse and may yet be right: values that another tool fills in or decrypts before anything
// is applied, and what only one cluster can say. Told as hints, or not at all, never as errors.
import type { Finding } from '../../finding.ts';
import { type ManifestDocument, treeOf } from '../../workspace/document.ts';
import { nodeAt, resolved } from '../../yaml/path.ts';

const kept = new WeakMap<readonly Finding[], readonly Finding[]>();

/** The findings with those made hints, or left out; the same value for the same findings. */
export function withoutUnsureErrors(document: ManifestDocument, findings: readonly Finding[]): readonly Finding[] {
  if (!findings.some(({ severity }) => severity === 'error')) return findings;
  const known = kept.get(findings);
  if (known) return known;
  const isEncrypted = hasSops(document);
  const result = findings
    .filter((finding) => !(isEncrypted && isOfEncryption(document.text, finding)))
    .map((finding) => (isUnsure(document.text, finding) ? asHint(finding) : finding));
  kept.set(findings, result);
  return result;
}

/** sops writes its key beside the values that it encrypts, and takes it away when it decrypts them. */
function hasSops(document: ManifestDocument): boolean {
  if (!document.text.includes('sops')) return false;
  const sops = resolved(nodeAt(treeOf(document).root, ['sops']));
  return sops?.type === 'mapping' && sops.pairs.some(({ key }) => key.source === 'mac');
}

function isOfEncryption(text: string, { field, span, code }: Finding): boolean {
  if (field === 'sops' || field?.startsWith('sops.')) return true;
  return code !== 'unknown-field' && text.slice(span.start, span.end).includes('ENC[');
}

/** `${NAME}`, `$NAME` and `{{name}}`, as envsubst, sed and Flux fill in; shells in text blocks raise no errors. */
const placeholder = /\$\{[A-Za-z_]|\$[A-Z][A-Z_]+|\{\{/;

/** Addresses of services are the cluster's own: its ranges and families are not known here. */
const onlyTheCluster =
  /is not in the valid range\. The range of valid IPs|not configured on this cluster|this cluster is not configured for/;

function isUnsure(text: string, { severity, code, span, message }: Finding): boolean {
  if (severity !== 'error') return false;
  if (code === 'api-server' && onlyTheCluster.test(message.en)) return true;
  return placeholder.test(text.slice(span.start, span.end)) || (code === 'api-server' && placeholder.test(message.en));
}

function asHint(finding: Finding): Finding {
  const { code, span, message, field, related } = finding;
  return {
    code,
    severity: 'hint',
    span,
    message,
    ...(field === undefined ? {} : { field }),
    ...(related ? { related } : {}),
  };
}
