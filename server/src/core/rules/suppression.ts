// How people say "not here": annotations of kpod and of the tools they used before, and comments in the file.
// Comments: `# kpod-ignore: latest-tag, host-port` at the end of a line or alone on the line above it;
// `# kpod-ignore-file: latest-tag` anywhere in the document; without ids, all rules are meant.
import type { Peer, Rule } from './rule.ts';

/** `undefined`: every rule. */
type Ids = ReadonlySet<string> | undefined;

const annotationOfKpod = 'kpod/ignore';

/** Whether the annotations of an object silence a rule for it. */
export function silencedByAnnotation(rule: Rule, annotations: Readonly<Record<string, string>>): boolean {
  return listed(annotations[annotationOfKpod], [rule.id]) || ways.some((isSilenced) => isSilenced(rule, annotations));
}

/** The keys of annotations that may silence anything: most objects have none, and rules need not be asked then. */
export const silencingAnnotations = /kpod|kube-linter|kube-score|polaris|datree|monokle/;

type Way = (rule: Rule, annotations: Readonly<Record<string, string>>) => boolean;

/** How each peer reads its own: kube-linter pkg/ignore, kube-score scorecard, Polaris pkg/validator, Datree, Monokle. */
const ways: readonly Way[] = [
  (rule, annotations) => {
    const ids = peerIds(rule, 'kube-linter');
    const isAll = ids.length > 0 && annotations['kube-linter.io/ignore-all'] !== undefined;
    return isAll || ids.some((id) => annotations[`ignore-check.kube-linter.io/${id}`] !== undefined);
  },
  (rule, annotations) => {
    const ids = peerIds(rule, 'kube-score');
    const implied = ids.includes('container-ephemeral-storage-request-and-limit') ? ['container-resources'] : [];
    return listed(annotations['kube-score/ignore'], [...ids, ...implied]);
  },
  (rule, annotations) => {
    const ids = peerIds(rule, 'polaris');
    const keys = ids.flatMap((id) => [`${id}-exempt`, `${dashed(id)}-exempt`]);
    const asked = ids.length > 0 ? ['exempt', ...keys] : [];
    return asked.some((key) => annotations[`polaris.fairwinds.com/${key}`]?.toLowerCase() === 'true');
  },
  (rule, annotations) => peerIds(rule, 'datree').some((id) => annotations[`datree.skip/${id}`] !== undefined),
  (rule, annotations) =>
    peerIds(rule, 'monokle').some((id) => {
      const said = annotations[`monokle.io/suppress.${id}`] ?? annotations[`monokle.io/suppress.${id.toLowerCase()}`];
      return said !== undefined && said !== '' && said !== 'false';
    }),
];

function peerIds(rule: Rule, peer: Peer): readonly string[] {
  return rule.peers?.[peer] ?? [];
}

function listed(value: string | undefined, ids: readonly string[]): boolean {
  if (value === undefined) return false;
  const given = value.split(',').map((id) => id.trim());
  return ids.some((id) => given.includes(id) || given.includes('*'));
}

/** Older annotations of Polaris have its ids in dashes: `hostIPCSet` is `host-ipc-set`. */
function dashed(id: string): string {
  return id
    .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1-$2')
    .toLowerCase();
}

export interface CommentSuppressions {
  readonly wholeDocument: readonly Ids[];
  /** By line number of the document, from 0. */
  readonly byLine: ReadonlyMap<number, Ids>;
}

const marker = /#\s*kpod-ignore(-file)?(?::\s*(.*))?\s*$/;

/** Reads the comments that silence rules; cheap where there are none. */
export function commentSuppressions(text: string): CommentSuppressions | undefined {
  if (!text.includes('kpod-ignore')) return undefined;
  const wholeDocument: Ids[] = [];
  const byLine = new Map<number, Ids>();
  for (const [number, line] of text.split('\n').entries()) {
    const match = marker.exec(line.trimEnd());
    if (!match) continue;
    const ids = match[2] === undefined ? undefined : new Set(match[2].split(/[\s,]+/).filter(Boolean));
    if (match[1]) wholeDocument.push(ids);
    else byLine.set(line.trimStart().startsWith('#') ? number + 1 : number, ids);
  }
  return { wholeDocument, byLine };
}

/** Whether a comment silences the finding `code` that starts on this line of the document. */
export function silencedByComment(suppressions: CommentSuppressions, code: string, line: number): boolean {
  const means = (ids: Ids) => ids === undefined || ids.has(code);
  if (suppressions.wholeDocument.some(means)) return true;
  return suppressions.byLine.has(line) && means(suppressions.byLine.get(line));
}
