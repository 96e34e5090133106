// What can be done about a warning of the API server: take the new name, the value it proposes, the field that took an
// annotation's place; remove what has no effect. It reads the words of the warning, no rule of a kind.
import type { Fix } from '../../finding.ts';
import type { Resource } from '../../kubernetes/resource.ts';
import { type Text, text } from '../../text.ts';
import { type Editable, removeAt, renameKeyAt, setAt } from '../../yaml/edits.ts';
import type { Path } from '../../yaml/nodes.ts';
import { nodeAt, placeAt, resolved } from '../../yaml/path.ts';
import { type PlainObject, type PlainValue, toPlain } from '../../yaml/plain.ts';
import { move } from '../migrations/steps.ts';
import { inSteps, type Step } from '../refactorings/steps.ts';

interface Warned {
  readonly document: Editable;
  readonly resource: Resource;
  /** From the document's root. */
  readonly path: Path;
  readonly match: RegExpExecArray;
}

interface WarningFix {
  readonly says: RegExp;
  fix(warned: Warned): Fix | undefined;
}

/** The fix of a warning that stands at a path; none where only the author can know. */
export function warningFixes(document: Editable, resource: Resource, path: Path, warning: string): readonly Fix[] {
  for (const { says, fix } of known) {
    const match = says.exec(warning);
    const made = match && fix({ document, resource, path, match });
    if (made && made.edits.length > 0) return [{ ...made, preferred: true }];
  }
  return [];
}

const known: readonly WarningFix[] = [
  { says: /annotation "(kubernetes\.io\/ingress\.class)" is deprecated/, fix: ingressClass },
  { says: /apparmor\.security\.beta\.kubernetes\.io\/([^\]]+)\]: deprecated since/, fix: appArmorField },
  { says: /deprecated since v[\d.]+; use "([a-z-]+(?:\.[a-z-]+)*\/[a-z-]+)" instead/, fix: newName },
  { says: /: use "([a-z-]+(?:\.[a-z-]+)*\/[a-z-]+)" instead$/, fix: newName },
  { says: /deprecated since v[\d.]+; use "(storageClassName)" attribute instead/, fix: fieldOfSpec },
  { says: /a null labelSelector results in matching no pod/, fix: ownLabels },
  { says: /is deprecated; use "([^"]+)"/, fix: newValue },
  { says: /canonical format \("([^"]+)"\)|is invalid: use "([^"]+)"/, fix: newValue },
  {
    says: /negative values are invalid and will be treated as (1)/,
    fix: ({ document, path }) => value(document, path, 1),
  },
  { says: /fractional byte value "(\d+)m" is invalid/, fix: wholeBytes },
  { says: /^(\S+) is ignored (?:when|for) /, fix: removal },
  { says: /: duplicate (?:ip|name) "|: invalid empty name ""/, fix: itemRemoval },
  { says: /hostIP set without hostPort/, fix: ({ document, path }) => removed(document, [...path, 'hostIP']) },
  { says: /is unset; if supported by this CSI driver, set to (true)/, fix: trueField },
];

function titled(title: Text, edits: Fix['edits']): Fix {
  return { title, edits };
}

/** Only of what is written: the server warns of its defaults, too. */
function value(document: Editable, path: Path, to: PlainValue): Fix | undefined {
  const shown = String(to);
  if (!placeAt(document.root, path)) return undefined;
  return titled(text(`change to "${shown}"`, `改为 "${shown}"`), setAt(document, path, to));
}

function removed(document: Editable, path: Path): Fix | undefined {
  const name = String(path.at(-1));
  if (!placeAt(document.root, path)) return undefined;
  return titled(text(`remove "${name}"`, `删除 "${name}"`), removeAt(document, path));
}

/** A deprecated label is the key of a node selector, or the value of a topology key. */
function newName({ document, path, match }: Warned): Fix | undefined {
  const name = match[1] ?? '';
  const old = String(path.at(-1));
  if (!old.includes('/')) return value(document, path, name);
  return titled(text(`rename to "${name}"`, `重命名为 "${name}"`), renameKeyAt(document, path, name));
}

function newValue({ document, path, match }: Warned): Fix | undefined {
  return value(document, path, match[1] ?? match[2] ?? '');
}

function wholeBytes({ document, path, match }: Warned): Fix | undefined {
  return value(document, path, String(Math.ceil(Number(match[1]) / 1000)));
}

/** The warning begins with the field, and with no colon behind it. */
function removal({ document, resource, match }: Warned): Fix | undefined {
  const names = (match[1] ?? '').split('.').map((name) => name.charAt(0).toLowerCase() + name.slice(1));
  return removed(document, [...resource.path, ...names]);
}

function itemRemoval({ document, path }: Warned): Fix {
  const last = path.findLastIndex((segment) => typeof segment === 'number');
  return titled(text('remove this item', '删除此项'), removeAt(document, path.slice(0, last + 1)));
}

function trueField({ document, resource, match }: Warned): Fix {
  const [field = ''] = /^[\w.]+/.exec(match.input) ?? [];
  const name = field.slice(field.lastIndexOf('.') + 1);
  const title = text(`set ${name}: true`, `设置 ${name}: true`);
  return titled(title, setAt(document, [...resource.path, ...field.split('.')], true));
}

/** pkg/apis/networking: the class by name has a field of its own, and both may not be set. */
function ingressClass({ document, resource, match }: Warned): Fix | undefined {
  const annotation = [...resource.path, 'metadata', 'annotations', match[1] ?? ''];
  const node = resolved(nodeAt(document.root, annotation));
  const target = [...resource.path, 'spec', 'ingressClassName'];
  if (node?.type !== 'scalar' || nodeAt(document.root, target)) return undefined;
  return moved(document, text('move to spec.ingressClassName', '移到 spec.ingressClassName'), [
    move(annotation, target),
  ]);
}

/** The annotation of a claim, also of one in a template, whose place a field has taken. */
function fieldOfSpec({ document, path, match }: Warned): Fix | undefined {
  const target = [...path.slice(0, path.lastIndexOf('metadata')), 'spec', match[1] ?? ''];
  if (resolved(nodeAt(document.root, path))?.type !== 'scalar' || nodeAt(document.root, target)) return undefined;
  const title = text(`move to spec.${match[1]}`, `移到 spec.${match[1]}`);
  return moved(document, title, [move(path, target)]);
}

/** Pods are usually spread among their like: those with the labels that they have themselves. */
function ownLabels({ document, path }: Warned): Fix | undefined {
  const template = path.slice(0, path.lastIndexOf('spec'));
  const labels = toPlain(nodeAt(document.root, [...template, 'metadata', 'labels'])).value;
  if (typeof labels !== 'object' || labels === null || Array.isArray(labels)) return undefined;
  const title = text('select pods with the same labels', '选择标签相同的 Pod');
  return titled(title, setAt(document, path, { matchLabels: labels }));
}

const appArmorPrefix = 'container.apparmor.security.beta.kubernetes.io/';

function appArmorField({ document, path, match }: Warned): Fix | undefined {
  const name = (match[1] ?? '').replace(/.*\//, '');
  const annotation = [...path.slice(0, -1), `${appArmorPrefix}${name}`];
  const node = resolved(nodeAt(document.root, annotation));
  const spec = [...path.slice(0, path.lastIndexOf('metadata')), 'spec'];
  const container = ['containers', 'initContainers'].flatMap((list) =>
    containerNamed(document, [...spec, list], name),
  )[0];
  const profile = node?.type === 'scalar' ? profileOf(node.source) : undefined;
  if (!container || !profile) return undefined;
  return moved(document, text('move to securityContext.appArmorProfile', '移到 securityContext.appArmorProfile'), [
    (now) => setAt(now, [...container, 'securityContext', 'appArmorProfile'], profile),
    (now) => removeAt(now, annotation),
  ]);
}

function containerNamed(document: Editable, list: Path, name: string): readonly Path[] {
  const containers = toPlain(nodeAt(document.root, list)).value;
  if (!Array.isArray(containers)) return [];
  return containers.flatMap((container, index) =>
    typeof container === 'object' && container !== null && !Array.isArray(container) && container['name'] === name
      ? [[...list, index]]
      : [],
  );
}

function profileOf(annotation: string): PlainObject | undefined {
  if (annotation === 'runtime/default') return { type: 'RuntimeDefault' };
  if (annotation === 'unconfined') return { type: 'Unconfined' };
  const local = /^localhost\/(.+)$/.exec(annotation)?.[1];
  return local === undefined ? undefined : { type: 'Localhost', localhostProfile: local };
}

function moved({ text: whole }: Editable, title: Text, steps: readonly Step[]): Fix {
  return titled(title, inSteps(whole, steps));
}
