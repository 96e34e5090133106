// Pod that asks for five dots in a name.
import { text } from '../text.ts';
import { items, object, specPath } from './containers.ts';
import type { Complaint, Rule, Target } from './rule.ts';

export const dnsNdotsUnset: Rule = {
  id: 'dns-ndots-unset',
  level: 'off',
  profiles: { 'kube-linter': 'hint' },
  summary: text('pod that asks for five dots in a name', '按五个点解析域名的 Pod'),
  why: text(
    'each name of the outside is then asked for under every search domain first',
    '每个外部域名都会先在所有搜索域中查询一遍',
  ),
  remedy: text('set the option ndots of dnsConfig to "2"', '把 dnsConfig 的 ndots 选项设为 "2"'),
  peers: { 'kube-linter': ['dnsconfig-options'] },
  bad: `
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
#^^^
  containers:
    - name: web
      image: nginx:1.29
`,
  good: `
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  dnsConfig:
    options:
      - name: ndots
        value: "2"
  containers:
    - name: web
      image: nginx:1.29
`,
  check,
};

function* check({ pod }: Target): Iterable<Complaint> {
  if (!pod) return;
  const options = items(object(pod.spec['dnsConfig'])['options']);
  const index = options.findIndex((option) => option['name'] === 'ndots');
  if (options[index]?.['value'] === '2') return;
  const path = [...specPath(pod), 'dnsConfig', 'options'];
  yield {
    path,
    message: text(
      'ndots is 5 unless dnsConfig says otherwise, so names of the outside are first asked for under every search domain; set it to "2"',
      '除非在 dnsConfig 中设置，ndots 为 5，外部域名会先在所有搜索域中查询；请设为 "2"',
    ),
    fix: {
      title: text('Set ndots to "2"', '将 ndots 设为 "2"'),
      changes:
        index < 0
          ? [{ append: path, item: { name: 'ndots', value: '2' } }]
          : [{ set: [...path, index, 'value'], to: '2' }],
    },
  };
}
