// Secret in a ConfigMap.
import { text } from '../text.ts';
import { object } from './containers.ts';
import type { Complaint, Rule, Target } from './rule.ts';
import { namesSecret, secretKind } from './secretShapes.data.ts';

export const secretInConfigmap: Rule = {
  id: 'secret-in-configmap',
  level: 'hint',
  profiles: { strict: 'warning' },
  summary: text('secret in a ConfigMap', 'ConfigMap 中的机密'),
  why: text('ConfigMaps are shown to everybody who may look, and are not encrypted', 'ConfigMap 人人可见且不加密'),
  remedy: text('move it to a Secret', '移到 Secret 中'),
  peers: {
    polaris: ['sensitiveConfigmapContent'],
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
kind: ConfigMap
metadata: { name: a }
data:
  key.pem: "-----BEGIN RSA PRIVATE KEY-----"
#          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
`,
  good: `
apiVersion: v1
kind: ConfigMap
metadata: { name: a }
data:
  mode: fast
`,
  check,
};

function* check(target: Target): Iterable<Complaint> {
  if (target.resource.kind !== 'ConfigMap') return;
  for (const [key, value] of Object.entries(object(target.resource.object['data']))) {
    if (typeof value !== 'string' || value === '') continue;
    const what = secretKind(key, value) ?? (namesSecret(key) ? text('a secret', '机密') : undefined);
    if (!what) continue;
    yield {
      path: ['data', key],
      message: text(
        `"${key}" holds what looks like ${what.en}; move it to a Secret`,
        `"${key}" 中似乎有${what.zh}；请移到 Secret`,
      ),
    };
  }
}
