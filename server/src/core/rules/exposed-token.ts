// Token or key in plain text.

import { isJsonObject, type JsonValue } from '../apiserver/types.ts';
import { type Text, text } from '../text.ts';
import type { Path, PathSegment } from '../yaml/nodes.ts';
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

function check({ resource }: Target): readonly Complaint[] {
  if (elsewhere.includes(resource.kind)) return [];
  const found: Complaint[] = [];
  search(resource.object, [], '', (path, what) => {
    found.push({
      path,
      message: text(
        `this looks like ${what.en}, which whoever reads the manifest then has; revoke it, and put the new one into a Secret`,
        `这看起来像${what.zh}，读到清单的人就拥有它；请吊销，并把新的放入 Secret`,
      ),
    });
  });
  return found;
}

/** No token is as short as most strings of a manifest are. */
const shortest = 16;

type Tell = (path: Path, what: Text) => void;

/**
 * Looks at all strings of a value, each known by its key, or by that of the variable it is the value of. It is done at
 * every keystroke, so no path is written down before something is found there.
 */
function search(value: JsonValue | undefined, path: PathSegment[], name: string, tell: Tell): void {
  if (typeof value === 'string') {
    const what = value.length < shortest ? undefined : secretKind(name, value);
    if (what) tell([...path], what);
  } else if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) below(item, path, index, name, tell);
  } else if (isJsonObject(value)) {
    for (const key of Object.keys(value)) {
      const known = key === 'value' ? string(value['name']) : undefined;
      below(value[key], path, key, known ?? key, tell);
    }
  }
}

function below(value: JsonValue | undefined, path: PathSegment[], step: PathSegment, name: string, tell: Tell): void {
  if (typeof value === 'string' && value.length < shortest) return;
  path.push(step);
  search(value, path, name, tell);
  path.pop();
}
