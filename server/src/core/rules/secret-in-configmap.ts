// Secret in a ConfigMap.
import { text } from '../text.ts';
import { object } from './containers.ts';
import type { Complaint, Rule, Target } from './rule.ts';

export const secretInConfigmap: Rule = {
  id: 'secret-in-configmap',
  level: 'hint',
  profiles: { recommended: 'hint', strict: 'warning' },
  summary: text('secret in a ConfigMap', 'ConfigMap 中的机密'),
  why: text('ConfigMaps are shown to everybody who may look, and are not encrypted', 'ConfigMap 人人可见且不加密'),
  remedy: text('move it to a Secret', '移到 Secret 中'),
  peers: { polaris: ['sensitiveConfigmapContent'], datree: ['EXPOSED_SECRETS'] },
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
    const what = typeof value === 'string' ? secretKind(value) : undefined;
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

/** Shapes that vendors publish for their tokens. */
const shapes = [
  { shape: /-----BEGIN (?:[A-Z]+ )*PRIVATE KEY-----/, what: text('a private key', '私钥') },
  { shape: /\bAKIA[0-9A-Z]{16}\b/, what: text('an AWS access key', 'AWS 访问密钥') },
  { shape: /\bgh[pousr]_[A-Za-z0-9]{36,}\b/, what: text('a GitHub token', 'GitHub 令牌') },
  { shape: /\bglpat-[A-Za-z0-9_-]{20,}\b/, what: text('a GitLab token', 'GitLab 令牌') },
  { shape: /\bAIza[0-9A-Za-z_-]{35}\b/, what: text('a Google API key', 'Google API 密钥') },
  { shape: /\bsk_live_[0-9a-zA-Z]{24,}\b/, what: text('a Stripe key', 'Stripe 密钥') },
  { shape: /\bxox[baprs]-[0-9A-Za-z-]{10,}\b/, what: text('a Slack token', 'Slack 令牌') },
  {
    shape: /\beyJ[A-Za-z0-9_-]{10,}\.eyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{10,}\b/,
    what: text('a JSON web token', 'JSON Web 令牌'),
  },
];

function secretKind(value: string) {
  return shapes.find(({ shape }) => shape.test(value))?.what;
}
