// Objects that the catalogue of popular custom resources knows and the workspace does not define. The catalogue says what
// one release takes, and the cluster may have another: what does not fit is worth a look and never an error.
import type { Finding, Severity } from '../../finding.ts';
import type { Catalogue } from '../../schema/catalogue.ts';
import { extendSchema } from '../../schema/extend.ts';
import type { Schema } from '../../schema/schema.ts';
import { text } from '../../text.ts';
import type { ManifestDocument } from '../../workspace/document.ts';
import { factsOf, type ObjectFact } from '../../workspace/facts.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import type { FindingContext } from './findingsOf.ts';

/** The catalogue, where one of the document's objects is known to nobody else. */
export function catalogueFor(
  { catalogue, settings }: Workspace,
  schema: Schema,
  document: ManifestDocument,
): Catalogue | undefined {
  if (!catalogue || !settings.catalogue) return undefined;
  return factsOf(document).objects.some((object) => sourceOf(catalogue, schema, object)) ? catalogue : undefined;
}

function sourceOf(catalogue: Catalogue, schema: Schema, { apiVersion, kind }: ObjectFact): string | undefined {
  return schema.kind(apiVersion, kind) ? undefined : catalogue.sourceOf(apiVersion, kind);
}

const contexts = new WeakMap<FindingContext, FindingContext>();

/** Judged by structure alone: the server's rules for these kinds are not known. The same value for the same base. */
export function cataloguedContext(base: FindingContext, catalogue: Catalogue): FindingContext {
  const known = contexts.get(base);
  if (known?.catalogue === catalogue) return known;
  const { judge, schema: plain } = base;
  const isBuiltIn = (apiVersion: unknown, kind: unknown): boolean =>
    typeof apiVersion === 'string' && typeof kind === 'string' && plain.kind(apiVersion, kind) !== undefined;
  const made: FindingContext = {
    ...base,
    catalogue,
    schema: extendSchema(plain, catalogue),
    judge: (_, object) => (isBuiltIn(object['apiVersion'], object['kind']) ? judge?.(plain, object) : undefined),
  };
  contexts.set(base, made);
  return made;
}

/** By the code of the finding; others are not about the kind's definition. */
const severities: Readonly<Record<string, Severity>> = {
  'unknown-field': 'info',
  'bad-enum': 'info',
  'missing-required': 'info',
  'bad-format': 'info',
  'wrong-type': 'warning',
  'unknown-kind': 'hint',
};

const softened = new WeakMap<readonly Finding[], readonly Finding[]>();

/** What is found in objects that only the catalogue knows, at most as a warning; the same value for the same findings. */
export function withoutCataloguedErrors(
  catalogue: Catalogue,
  schema: Schema,
  document: ManifestDocument,
  findings: readonly Finding[],
): readonly Finding[] {
  const known = softened.get(findings);
  if (known) return known;
  const { objects } = factsOf(document);
  const result = findings.map((finding) => {
    const severity = severities[finding.code];
    if (severity === undefined || finding.severity !== 'error') return finding;
    const around = objects.find(({ span }) => span.start <= finding.span.start && finding.span.end <= span.end);
    const source =
      finding.code === 'unknown-kind'
        ? around && catalogue.sourceOfGroup(around.apiVersion)
        : around && sourceOf(catalogue, schema, around);
    return source === undefined ? finding : said(finding, severity, source);
  });
  softened.set(findings, result);
  return result;
}

function said(finding: Finding, severity: Severity, source: string): Finding {
  const { code, span, field, related, tags, message } = finding;
  return {
    code,
    severity,
    span,
    message: text(
      `${message.en} (by ${source}; the definition in your cluster may be another)`,
      `${message.zh}（依据 ${source}；集群中的定义可能不同）`,
    ),
    ...(field === undefined ? {} : { field }),
    ...(related ? { related } : {}),
    ...(tags ? { tags } : {}),
    get fixes() {
      return finding.fixes ?? [];
    },
  };
}
