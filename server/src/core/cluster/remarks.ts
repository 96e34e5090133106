// What the user's cluster says of an object that no file writes as it is, since a chart renders it or a kustomization
// builds it: the field that each remark is about. Where that field comes from others know.
import type { Severity } from '../finding.ts';
import { type Text, text, verbatim } from '../text.ts';
import type { KubectlRun } from './calls.ts';
import { type Complaint, complaintsIn, warningsIn } from './refusals.ts';

export interface Remark {
  readonly severity: Severity;
  /** As the server names it; absent where it is about the object. */
  readonly field?: string;
  readonly message: Text;
}

/** What a dry run says of its object. */
export function remarksOf(run: KubectlRun): readonly Remark[] {
  const complaints = run.code === 0 ? [] : complaintsIn(run.stderr);
  const warnings = warningsIn(run.stderr).map((words): Remark => ({ severity: 'warning', message: verbatim(words) }));
  return [...complaints.map(remarkOf), ...warnings];
}

function remarkOf(complaint: Complaint): Remark {
  switch (complaint.about) {
    case 'field': {
      const { field, message } = complaint.error;
      return { severity: 'error', field, message: verbatim(`${field}: ${message}`) };
    }
    case 'key':
      return { severity: 'error', field: complaint.field, message: verbatim(complaint.words) };
    case 'type':
      return { severity: 'error', field: complaint.keys.join('.'), message: verbatim(complaint.words) };
    case 'kind':
      return { severity: 'error', field: 'apiVersion', message: verbatim(complaint.words) };
    case 'namespace':
      return { severity: 'error', field: 'metadata.namespace', message: verbatim(complaint.words) };
    case 'rights':
      return { severity: 'warning', message: notAllowed(complaint.words) };
    case 'object':
      return { severity: 'error', message: verbatim(complaint.words) };
  }
}

/** The object may be right: whoever asks may not. */
export function notAllowed(words: string): Text {
  return text(
    `the cluster could not be asked about this object: ${words}; ask for the right, or choose another context`,
    `无法就此对象询问集群：${words}；请申请权限，或选择其他上下文`,
  );
}
