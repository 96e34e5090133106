// Token or key in plain text.

import { isJsonObject, type JsonValue } from '../apiserver/types.ts';
import { text } from '../text.ts';
import type { Path } from '../yaml/nodes.ts';
import { string } from './containers.ts';
import type { Complaint, Rule, Target } from './rule.ts';
import { secretKind } from './secretShapes.data.ts';

export const exposedToken: Rule = {
  id: 'exposed-token',
  level: 'hint',
  profiles: { strict: 'warning' },
  summary: text('token or key in plain text', '明文的令牌或密钥'),
  why: text(
    'whoever reads the manifest has it, and the repository keeps it for ever',
    '读到清单的人就拥有它，仓库会永久保留',
  ),
  remedy: text(
    'revoke it, and put the new one into a Secret that is not committed',
    '吊销它，把新的放入不提交到仓库的 Secret',
  ),
  peers: {
    polaris: ['sensitiveContainerEnvVar'],
    datree: [
      'ALL_EXPOSED_SECRET_BITBUCKET',
      'ALL_EXPOSED_SECRET_DATADOG',
      'ALL_EXPOSED_SECRET_GCP',
      'ALL_EXPOSED_SECRET_AWS',
      'ALL_EXPOSED_SECRET_GITHUB',
      'ALL_EXPOSED_SECRET_GITLAB',
      'ALL_EXPOSED_SECRET_TERRAFORM',
      'ALL_EXPOSED_SECRET_HEROKU',
      'ALL_EXPOSED_SECRET_JWT',
      'ALL_EXPOSED_SECRET_LAUNCHDARKLY',
      'ALL_EXPOSED_SECRET_NEWRELIC',
      'ALL_EXPOSED_SECRET_NPM',
      'ALL_EXPOSED_SECRET_OKTA',
      'ALL_EXPOSED_SECRET_STRIPE',
      'ALL_EXPOSED_SECRET_SUMOLOGIC',
      'ALL_EXPOSED_SECRET_TWILIO',
      'ALL_EXPOSED_SECRET_VAULT',
      'ALL_EXPOSED_SECRET_PRIVATEKEY',
    ],
  },
  bad: `
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: web
      image: nginx:1.29
      env:
        - name: AWS_ID
          value: AKIAIOSFODNN7EXAMPLE
#                ^^^^^^^^^^^^^^^^^^^^
`,
  good: `
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: web
      image: nginx:1.29
      env:
        - name: AWS_ID
          valueFrom: { secretKeyRef: { name: aws, key: id } }
`,
  check,
};

/** ConfigMaps have a rule of their own, and in Secrets such things belong. */
const elsewhere = ['ConfigMap', 'Secret'];

function* check({ resource }: Target): Iterable<Complaint> {
  if (elsewhere.includes(resource.kind)) return;
  for (const { path, name, value } of stringsIn(resource.object, [], '')) {
    const what = value.length < shortest ? undefined : secretKind(name, value);
    if (!what) continue;
    yield {
      path,
      message: text(
        `this looks like ${what.en}, which whoever reads the manifest then has; revoke it, and put the new one into a Secret`,
        `这看起来像${what.zh}，读到清单的人就拥有它；请吊销，并把新的放入 Secret`,
      ),
    };
  }
}

/** No token is as short as most strings of a manifest are. */
const shortest = 16;

interface NamedString {
  readonly path: Path;
  readonly name: string;
  readonly value: string;
}

/** All strings of a value, each with the name it is known by: its key, or that of the variable it is the value of. */
function* stringsIn(value: JsonValue | undefined, path: Path, name: string): Generator<NamedString> {
  if (typeof value === 'string') yield { path, name, value };
  else if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) yield* stringsIn(item, [...path, index], name);
  } else if (isJsonObject(value)) {
    for (const [key, inner] of Object.entries(value)) {
      const known = key === 'value' ? string(value['name']) : undefined;
      yield* stringsIn(inner, [...path, key], known ?? key);
    }
  }
}
