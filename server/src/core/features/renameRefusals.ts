// Why a rename is refused: before a new name is given, because of the name that is given, or because of what would be found
// in the files afterwards.

import type { Finding } from '../finding.ts';
import { kindFactsOfType } from '../kubernetes/kinds/catalogue.ts';
import { type Text, text } from '../text.ts';
import { factsOf } from '../workspace/facts.ts';
import { positionOf } from '../workspace/file.ts';
import { kustomizationType } from '../workspace/kustomizationFacts.ts';
import { objectsNamed, objectsOfType, usesOfLabel } from '../workspace/resolve.ts';
import type { Site } from '../workspace/site.ts';
import { fileIn, rejoined, type Workspace, withEdits } from '../workspace/workspace.ts';
import { findingsIn } from './findingsIn.ts';
import type { Name } from './names.ts';

/** What of the name itself forbids it to be another one. */
export function whyNotBefore(name: Name): Text | undefined {
  const facts = name.what === 'object' ? kindFactsOfType(name.of ?? '') : undefined;
  if (facts?.nameFollows) {
    return text(
      `"${name.name}" is made of other fields of the object, and the API server refuses another name; change those`,
      `"${name.name}" 由该对象的其他字段组成，API 服务器不接受其他名称；请修改那些字段`,
    );
  }
  if (facts?.provided?.some((pattern) => pattern.test(name.name))) {
    return text(
      `"${name.name}" is in every cluster by this name; refer to another object instead`,
      `每个集群都有名为 "${name.name}" 的对象；请改为引用其他对象`,
    );
  }
  if (name.definitions.length === 0) {
    return text(
      `"${name.name}" is defined nowhere in this workspace, so not all that names it is known; rename it where it is defined`,
      `此工作区中没有 "${name.name}" 的定义，无法得知所有引用；请在定义它的地方重命名`,
    );
  }
  return whyNotLabel(name);
}

function whyNotLabel({ what, name, of = '' }: Name): Text | undefined {
  if (what !== 'label' && what !== 'label key') return undefined;
  const key = what === 'label' ? of : name;
  if (isMeaningful(key)) {
    return text(
      `"${key}" is a label that Kubernetes reads, so it cannot be called otherwise; change this one place instead`,
      `Kubernetes 会读取标签 "${key}"，不能另起名称；请只修改此处`,
    );
  }
  return undefined;
}

/** Labels below Kubernetes' own domains are read by it; those of `app.kubernetes.io` are everybody's. */
function isMeaningful(key: string): boolean {
  const domain = key.includes('/') ? key.slice(0, key.indexOf('/')) : '';
  return /(^|\.)(kubernetes|k8s)\.io$/.test(domain) && domain !== 'app.kubernetes.io';
}

/** What has the new name already. */
export function whyNotTo(workspace: Workspace, name: Name, newName: string): Text | undefined {
  return isTaken(workspace, name, newName)
    ? text(
        `there is "${newName}" already, and both would be one afterwards; choose another name`,
        `已有 "${newName}"，重命名后两者将无法区分；请选择其他名称`,
      )
    : undefined;
}

function isTaken(workspace: Workspace, { what, of = '', values, definitions }: Name, newName: string): boolean {
  switch (what) {
    case 'object':
      return objectsNamed(workspace, of, newName).some(({ fact }) =>
        definitions.some((site) => namespaceAt(workspace, site) === fact.namespace),
      );
    case 'label':
      return usesOfLabel(workspace, of, newName).length > 0;
    case 'label key':
      return (values ?? [of]).some((value) => usesOfLabel(workspace, newName, value).length > 0);
    case 'anchor':
      return (
        /[\s,[\]{}]/.test(newName) ||
        definitions.some((site) => documentAt(workspace, site)?.text.includes(`&${newName}`))
      );
    case 'member':
    case 'volume':
    case 'container':
    case 'port':
    case 'claim':
      return false; // Two of them in one object are an error there.
  }
}

function documentAt(workspace: Workspace, { uri, index }: Site) {
  return fileIn(workspace, uri)?.documents[index];
}

function namespaceAt(workspace: Workspace, site: Site): string | undefined {
  const document = documentAt(workspace, site);
  const objects = document ? factsOf(document).objects : [];
  return objects.find(({ nameSpan }) => nameSpan.start === site.span.start)?.namespace;
}

/** Judging more documents than these would take longer than one waits for a rename. */
const mostJudged = 200;

/** The first error or warning that the edits would bring into the documents they change. */
export function whyNotAfter(
  workspace: Workspace,
  edits: readonly (Site & { readonly newText: string })[],
): Text | undefined {
  const after = renamed(workspace, edits);
  const changed = new Map(edits.map((site) => [`${site.uri}#${site.index}`, site]));
  // What builds the files may name their objects in patches.
  const builds = objectsOfType(workspace, kustomizationType).map(({ uri }) => ({ uri, index: 0 }));
  for (const { uri, index } of [...builds, ...changed.values()].slice(0, mostJudged)) {
    const before = complaints(workspace, uri, index);
    const left = before.map(({ code }) => code);
    const isOld = ({ message }: Finding) => before.some((finding) => finding.message.en === message.en);
    const now = complaints(after, uri, index);
    for (const { code, message } of [...now.filter(isOld), ...now.filter((finding) => !isOld(finding))]) {
      const at = left.indexOf(code);
      if (at < 0) return afterwards(message);
      left.splice(at, 1);
    }
  }
  return undefined;
}

function afterwards({ en, zh }: Text): Text {
  return text(`it would be wrong afterwards: ${en}`, `重命名后将有错误：${zh}`);
}

function complaints(workspace: Workspace, uri: string, index: number) {
  const file = fileIn(workspace, uri);
  const findings = file ? findingsIn(workspace, file, index) : [];
  return findings.filter(({ severity }) => severity === 'error' || severity === 'warning');
}

/** The workspace after edits that do not overlap, judged anew where it spans files. */
export function renamed(workspace: Workspace, edits: readonly (Site & { readonly newText: string })[]): Workspace {
  const fromTheEnd = [...edits].sort((a, b) => b.index - a.index || b.span.start - a.span.start);
  const edited = fromTheEnd.reduce((now, { uri, index, span, newText }) => {
    const file = fileIn(now, uri);
    if (!file) return now;
    const [start, end] = [positionOf(file, index, span.start), positionOf(file, index, span.end)];
    return withEdits(now, uri, [{ start, end, newText }]);
  }, workspace);
  return rejoined(edited);
}
