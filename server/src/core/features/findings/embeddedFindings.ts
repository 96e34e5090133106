// What is wrong in the manifests that a scenario applies: each judged like a file of its own, beside the scenario's other
// manifests, with findings and fixes at their places in the scenario.
import type { Finding, Fix, RelatedPlace } from '../../finding.ts';
import type { FileFormat } from '../../formats/format.ts';
import type { ManifestDocument } from '../../workspace/document.ts';
import type { ManifestFile } from '../../workspace/file.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import { editOutside, spanOutside } from '../../yaml/block.ts';
import { type Embedded, embeddedIn, embeddedWorkspace, startOf } from '../embedded.ts';

/** The findings of a file's document; the catalogue of findings hands it in. */
type Judge = (workspace: Workspace, file: ManifestFile, index: number) => readonly Finding[];

interface Remembered extends Pick<Workspace, 'schema' | 'settings'> {
  readonly findings: readonly Finding[];
}

const remembered = new WeakMap<ManifestDocument, Remembered>();

/** The same values as before for the same document, schema and settings. */
export function embeddedFindings(
  around: Workspace,
  document: ManifestDocument,
  format: FileFormat,
  judge: Judge,
): readonly Finding[] {
  const { schema, settings } = around;
  const known = remembered.get(document);
  if (known && known.schema === schema && known.settings === settings) return known.findings;
  const embedded = embeddedIn(document, format);
  const workspace = embeddedWorkspace(around, embedded);
  const findings = embedded.flatMap((one) =>
    one.file.documents.flatMap((_, index) =>
      judge(workspace, one.file, index).map((finding) => outside(one, index, embedded, finding)),
    ),
  );
  remembered.set(document, { schema, settings, findings });
  return findings;
}

function outside(at: Embedded, index: number, all: readonly Embedded[], finding: Finding): Finding {
  const { code, severity, message, field, related, tags } = finding;
  return {
    code,
    severity,
    span: moved(at, index, finding.span),
    message,
    ...(field === undefined ? {} : { field }),
    ...(related ? { related: related.map((place) => relatedOutside(at, index, all, place)) } : {}),
    ...(tags ? { tags } : {}),
    get fixes() {
      return (finding.fixes ?? []).flatMap((fix) => fixOutside(at, index, fix));
    },
  };
}

function moved(at: Embedded, index: number, { start, end }: Finding['span']): Finding['span'] {
  const base = startOf(at, index);
  return spanOutside(at.block, { start: start + base, end: end + base });
}

/** A place in another of the scenario's manifests is one in the scenario, too. */
function relatedOutside(at: Embedded, index: number, all: readonly Embedded[], place: RelatedPlace): RelatedPlace {
  const { span, uri, message } = place;
  const other = uri === undefined ? undefined : all.find(({ file }) => file.uri === uri);
  return { span: other ? spanOutside(other.block, span) : moved(at, index, span), message };
}

/** None where the remedy is another file: the scenario's cluster does not see it. */
function fixOutside(at: Embedded, index: number, fix: Fix): readonly Fix[] {
  if (fix.createFile || fix.edits.some(({ uri }) => uri !== undefined && uri !== at.file.uri)) return [];
  const base = startOf(at, index);
  const edits = fix.edits.map(({ span, newText, uri }) => {
    const from = uri === undefined ? base : 0;
    return editOutside(at.block, { span: { start: span.start + from, end: span.end + from }, newText });
  });
  return [{ ...fix, edits }];
}
