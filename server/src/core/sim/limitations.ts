// What the simulation does not play: said, never passed over. Data by kind.

import { refOf } from './cluster.ts';
import type { ClusterView } from './frame.ts';
import type { Limitation } from './trace.ts';

/** Kinds that are stored but that nothing acts on here, although in a cluster something would. */
const notPlayed: Readonly<Record<string, readonly [en: string, zh: string]>> = {
  Ingress: ['no ingress controller runs: its address stays empty', '没有运行 Ingress 控制器：地址保持为空'],
  NetworkPolicy: [
    'only requests that are asked for meet the policy: kubectl exec POD -- curl URL',
    '只有主动发起的请求才会受该策略约束：kubectl exec POD -- curl URL',
  ],
  APIService: ['aggregated API servers are not simulated', '不模拟聚合 API 服务器'],
  MutatingWebhookConfiguration: ['webhooks are not called', '不会调用 Webhook'],
  ValidatingWebhookConfiguration: ['webhooks are not called', '不会调用 Webhook'],
};

export function limitationsOf(view: ClusterView): readonly Limitation[] {
  const out: Limitation[] = [];
  for (const kind of view.kinds()) {
    const words = notPlayed[kind];
    if (!words) continue;
    const [en, zh] = words;
    for (const object of view.list(kind)) out.push({ ref: refOf(object), en, zh });
  }
  return out;
}
