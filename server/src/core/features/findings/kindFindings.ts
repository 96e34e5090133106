// What apiVersion and kind say about themselves in the chosen version: unknown, removed, deprecated, not yet there,
// not served. One finding an object at most. Objects of groups that nobody here knows get a quiet hint.
import type { Finding, Fix, Severity, Span } from '../../finding.ts';
import type { Resource } from '../../kubernetes/resource.ts';
import { didYouMean } from '../../schema/didYouMean.ts';
import { atOrBefore } from '../../schema/lifecycle.ts';
import type { KindInfo, Lifecycle, Schema } from '../../schema/schema.ts';
import { type Text, text, verbatim } from '../../text.ts';
import { type Editable, setAt } from '../../yaml/edits.ts';
import { nodeAt, resolved } from '../../yaml/path.ts';
import { migrated } from '../migrations/migrate.ts';
import { withoutSuccessor } from '../migrations/withoutSuccessor.data.ts';

export interface KindContext {
  readonly schema: Schema;
  /** Kinds that a CustomResourceDefinition of the workspace defines. */
  readonly isCustomKind?: (apiVersion: string, kind: string) => boolean;
}

/** What is to be said of an object's apiVersion and kind, if anything. */
export function kindFinding(context: KindContext, document: Editable, resource: Resource): Finding | undefined {
  const { schema } = context;
  const { apiVersion, kind } = resource;
  const known = schema.kind(apiVersion, kind);
  const lifecycle = schema.lifecycle(apiVersion, kind) ?? (withoutSuccessor[`${apiVersion}/${kind}`] && {});
  if (known) return knownKind(schema, document, resource, known, lifecycle);
  if (lifecycle) return goneKind(schema, document, resource, lifecycle);
  if (context.isCustomKind?.(apiVersion, kind)) return undefined;
  return unknownKind(schema, document, resource);
}

function knownKind(
  schema: Schema,
  document: Editable,
  resource: Resource,
  known: KindInfo,
  lifecycle: Lifecycle | undefined,
): Finding | undefined {
  if (lifecycle?.deprecated && lifecycle.warning && atOrBefore(lifecycle.deprecated, schema.version)) {
    const found = on(resource, 'apiVersion', 'deprecated-api', 'warning', verbatim(lifecycle.warning));
    return outdated(found, () => migrationFixes(document, resource, successorOf(schema, resource, lifecycle)));
  }
  if (known.served || !known.plural) return undefined;
  const { apiVersion, kind } = resource;
  const message = text(
    `${apiVersion} ${kind} is off by default in Kubernetes ${schema.version}; the API server must be started with --runtime-config=${apiVersion}=true`,
    `${apiVersion} ${kind} 在 Kubernetes ${schema.version} 中默认关闭；API server 需以 --runtime-config=${apiVersion}=true 启动`,
  );
  return on(resource, 'apiVersion', 'api-off-by-default', 'hint', message);
}

function goneKind(schema: Schema, document: Editable, resource: Resource, lifecycle: Lifecycle): Finding {
  const { apiVersion, kind } = resource;
  const { introduced, removed, replacement } = lifecycle;
  if (introduced && !atOrBefore(introduced, schema.version)) {
    const message = text(
      `${apiVersion} ${kind} came with Kubernetes ${introduced}, and ${schema.version} does not have it`,
      `${apiVersion} ${kind} 自 Kubernetes ${introduced} 起才有，${schema.version} 中不存在`,
    );
    return on(resource, 'apiVersion', 'removed-api', 'error', message);
  }
  const successor = successorOf(schema, resource, lifecycle);
  const isThere = replacement && schema.kind(replacement.apiVersion, replacement.kind);
  const stated = isThere ? `${replacement.apiVersion} ${replacement.kind}` : undefined;
  const instead = successor ? `${successor} ${kind}` : stated;
  const advice = withoutSuccessor[`${apiVersion}/${kind}`];
  const remedy = instead
    ? text(`; use ${instead}`, `；请改用 ${instead}`)
    : advice && text(`; ${advice.en}`, `；${advice.zh}`);
  const since = removed ? text(` since ${removed}`, `（${removed} 起移除）`) : undefined;
  const message = text(
    `Kubernetes ${schema.version} does not serve ${apiVersion} ${kind}: it is gone${since?.en ?? ''}${remedy?.en ?? ''}`,
    `Kubernetes ${schema.version} 不再提供 ${apiVersion} ${kind}${since?.zh ?? ''}${remedy?.zh ?? ''}`,
  );
  const found = on(resource, 'apiVersion', 'removed-api', 'error', message);
  return outdated(found, () => migrationFixes(document, resource, successor));
}

/** With fixes that are made when they are asked for. */
function outdated(found: Finding, make: () => readonly Fix[]): Finding {
  let fixes: readonly Fix[] | undefined;
  return {
    ...found,
    tags: ['deprecated'],
    get fixes() {
      fixes ??= make();
      return fixes;
    },
  };
}

/** The apiVersion to go to, if it is another: the stated one, unless that is going too; else the best of its group. */
function successorOf(schema: Schema, { apiVersion, kind }: Resource, { replacement }: Lifecycle): string | undefined {
  const served = servedVersions(schema, kind);
  const stated = replacement?.apiVersion ?? apiVersion;
  const deprecated = schema.lifecycle(stated, kind)?.deprecated;
  const isGoing = deprecated !== undefined && atOrBefore(deprecated, schema.version);
  const isGood = served.includes(stated) && !isGoing;
  const next = isGood ? stated : (served.find((version) => groupOf(version) === groupOf(stated)) ?? served[0]);
  return next === apiVersion ? undefined : next;
}

function migrationFixes(document: Editable, resource: Resource, apiVersion: string | undefined): Fix[] {
  if (apiVersion === undefined) return [];
  const { edits, changesBody } = migrated(document, resource, apiVersion);
  const title = changesBody
    ? text(`migrate to "${apiVersion}"`, `迁移到 "${apiVersion}"`)
    : text(`change to "${apiVersion}"`, `改为 "${apiVersion}"`);
  return [{ title, edits, preferred: true }];
}

/** The apiVersions under which a kind is served, stable ones first. */
function servedVersions(schema: Schema, kind: string): readonly string[] {
  const found = schema.apiVersionsOf(kind).filter((apiVersion) => schema.kind(apiVersion, kind)?.served);
  return [...found].sort((a, b) => Number(isPreview(a)) - Number(isPreview(b)));
}

function isPreview(apiVersion: string): boolean {
  return /alpha|beta/.test(apiVersion);
}

function unknownKind(schema: Schema, document: Editable, resource: Resource): Finding | undefined {
  const { apiVersion, kind } = resource;
  const elsewhere = servedVersions(schema, kind);
  if (elsewhere.length > 0 && isOurGroup(schema, apiVersion, elsewhere)) {
    const options = elsewhere.map((option) => `"${option}"`).join(', ');
    const message = text(
      `"${apiVersion}" has no kind "${kind}"; it is in ${options}`,
      `"${apiVersion}" 中没有 "${kind}"；它在 ${options} 中`,
    );
    const fixes = sureIfOne(elsewhere.map((option) => changeFix(document, resource, 'apiVersion', option)));
    return { ...on(resource, 'apiVersion', 'unknown-kind', 'error', message), fixes };
  }
  const siblings = schema.kinds().filter((info) => info.apiVersion === apiVersion);
  if (siblings.length > 0) return misspelledKind(document, resource, siblings);
  const [near] = didYouMean(apiVersion, new Set(schema.kinds().map((info) => info.apiVersion)));
  if (near && schema.kind(near, kind)) return misspelledVersion(document, resource, near);
  const message = text(
    `${apiVersion} ${kind} is no built-in kind, so only its YAML is checked; its CustomResourceDefinition in the workspace, or named under "crds" in .kpod.yaml, makes it known`,
    `${apiVersion} ${kind} 不是内置类型，因此只检查其 YAML；将其 CustomResourceDefinition 放入工作区，或在 .kpod.yaml 的 "crds" 中指明，即可识别`,
  );
  return on(resource, 'kind', 'unknown-custom-kind', 'hint', message);
}

/** A kind of ours under a group that is nobody's: `apps/v1` `Service`, `v1` `Deployment`; but `serving.knative.dev/v1` is somebody's. */
function isOurGroup(schema: Schema, apiVersion: string, elsewhere: readonly string[]): boolean {
  const group = groupOf(apiVersion);
  if (group === '' || schema.kinds().some((info) => info.group === group)) return true;
  return elsewhere.some((option) => didYouMean(group, [groupOf(option)]).length > 0);
}

function groupOf(apiVersion: string): string {
  return apiVersion.includes('/') ? apiVersion.slice(0, apiVersion.indexOf('/')) : '';
}

function misspelledKind(document: Editable, resource: Resource, siblings: readonly KindInfo[]): Finding {
  const { apiVersion, kind } = resource;
  const near = didYouMean(
    kind,
    siblings.map((info) => info.kind),
  );
  const hint = near[0] ? text(`; did you mean "${near[0]}"?`, `；是否想写 "${near[0]}"？`) : text('', '');
  const message = text(
    `no kind "${kind}" in "${apiVersion}", so the API server cannot take it${hint.en}`,
    `"${apiVersion}" 中没有 "${kind}"，API server 无法接受${hint.zh}`,
  );
  const fixes = sureIfOne(near.map((name) => changeFix(document, resource, 'kind', name)));
  return { ...on(resource, 'kind', 'unknown-kind', 'error', message), fixes };
}

function misspelledVersion(document: Editable, resource: Resource, near: string): Finding {
  const message = text(
    `no API "${resource.apiVersion}"; did you mean "${near}"?`,
    `不存在 API "${resource.apiVersion}"；是否想写 "${near}"？`,
  );
  const fixes = sureIfOne([changeFix(document, resource, 'apiVersion', near)]);
  return { ...on(resource, 'apiVersion', 'unknown-kind', 'error', message), fixes };
}

/** An object that says only one of the two, and more than that: what it would be cannot be known, or can. */
export function unfinishedHeader(schema: Schema, document: Editable): Finding | undefined {
  const { root } = document;
  const isObject = root?.type === 'mapping' && root.pairs.some(({ key }) => /^(metadata|spec)$/.test(key.source));
  if (!isObject) return undefined;
  const kind = resolved(nodeAt(root, ['kind']));
  const missing = kind ? 'apiVersion' : 'kind';
  const { start, end } = root.pairs[0]?.key ?? root;
  const versions = kind?.type === 'scalar' ? servedVersions(schema, kind.source) : [];
  const message = text(
    `"${missing}" is missing, so Kubernetes cannot tell what this object is; add it`,
    `缺少 "${missing}"，Kubernetes 无法判断这是什么对象；请添加`,
  );
  const fixes = versions.map((version) => ({
    title: text(`add "apiVersion: ${version}"`, `添加 "apiVersion: ${version}"`),
    edits: [{ span: { start, end: start }, newText: `apiVersion: ${version}\n` }],
  }));
  return {
    code: 'missing-kind',
    severity: 'error',
    span: { start, end },
    field: missing,
    message,
    fixes: sureIfOne(fixes),
  };
}

function on(resource: Resource, key: 'apiVersion' | 'kind', code: string, severity: Severity, message: Text): Finding {
  const span: Span = nodeAt(resource.node, [key]) ?? resource.node;
  return { code, severity, span: { start: span.start, end: span.end }, field: key, message };
}

function changeFix(document: Editable, resource: Resource, key: 'apiVersion' | 'kind', value: string): Fix {
  const edits = setAt(document, [...resource.path, key], value);
  return { title: text(`change to "${value}"`, `改为 "${value}"`), edits };
}

function sureIfOne(fixes: readonly Fix[]): Fix[] {
  return fixes.length === 1 ? fixes.map((fix) => ({ ...fix, preferred: true })) : [...fixes];
}
