// Annotations that clouds and controllers read from a Service: load balancers of AWS, Azure, Google Cloud, MetalLB, DNS.
// From their documentation, in our words.
import { text } from '../../text.ts';
import { type KnownWords, onOff } from './known.ts';

const aws: KnownWords = {
  type: {
    about: text(
      'which controller makes which load balancer: nlb, or external for AWS’ own controller',
      '由谁创建何种负载均衡器：nlb，或 external 表示由 AWS 控制器创建',
    ),
    values: ['external', 'nlb', 'nlb-ip'],
  },
  scheme: {
    about: text('whether the load balancer is on the internet', '负载均衡器是否面向公网'),
    values: ['internet-facing', 'internal'],
  },
  internal: {
    about: text('the load balancer is not on the internet (the old way)', '负载均衡器不面向公网（旧写法）'),
    values: onOff,
  },
  'nlb-target-type': {
    about: text('traffic goes to pods (ip) or to nodes (instance)', '流量发往 Pod（ip）还是节点（instance）'),
    values: ['ip', 'instance'],
  },
  'ssl-cert': { about: text('certificates of ACM', 'ACM 证书') },
  'ssl-ports': { about: text('ports that speak TLS', '使用 TLS 的端口'), values: ['443', '*'] },
  'backend-protocol': {
    about: text('what the backend speaks', '后端使用的协议'),
    values: ['tcp', 'ssl', 'http', 'https'],
  },
  'cross-zone-load-balancing-enabled': {
    about: text('each zone serves pods of all zones', '跨可用区负载均衡'),
    values: onOff,
  },
  'proxy-protocol': {
    about: text('the backend is told the client’s address by PROXY protocol', '以 PROXY 协议将客户端地址告知后端'),
    values: ['*'],
  },
  'healthcheck-path': { about: text('the path that health checks ask for', '健康检查路径') },
  'healthcheck-port': { about: text('the port that health checks ask', '健康检查端口'), values: ['traffic-port'] },
  'healthcheck-protocol': { about: text('how health checks ask', '健康检查协议'), values: ['tcp', 'http', 'https'] },
  subnets: { about: text('subnets of the load balancer, with commas', '负载均衡器的子网，以逗号分隔') },
  'security-groups': {
    about: text('security groups of the load balancer, with commas', '负载均衡器的安全组，以逗号分隔'),
  },
  'eip-allocations': { about: text('fixed public addresses, one a zone', '固定公网地址，每个可用区一个') },
  'additional-resource-tags': {
    about: text('tags of what is made at AWS, key=value with commas', '所创建 AWS 资源的标签，key=value，以逗号分隔'),
  },
  attributes: {
    about: text('attributes of the load balancer, key=value with commas', '负载均衡器属性，key=value，以逗号分隔'),
  },
  'target-group-attributes': {
    about: text('attributes of its target groups, key=value with commas', '目标组属性，key=value，以逗号分隔'),
  },
  name: { about: text('the name of the load balancer', '负载均衡器的名称') },
};

const azure: KnownWords = {
  internal: {
    about: text('the load balancer is only in the virtual network', '负载均衡器仅在虚拟网络内'),
    values: onOff,
  },
  'internal-subnet': { about: text('the subnet of its address', '其地址所在的子网') },
  ipv4: { about: text('its address', '其 IPv4 地址') },
  'resource-group': { about: text('the resource group of its public address', '其公网地址所在的资源组') },
  'tcp-idle-timeout': {
    about: text('minutes until an idle connection ends', '空闲连接断开的分钟数'),
    values: ['4', '30'],
  },
  'health-probe-request-path': {
    about: text('the path that health checks ask for', '健康检查路径'),
    values: ['/', '/healthz'],
  },
};

const others: KnownWords = {
  'service.beta.kubernetes.io/azure-dns-label-name': {
    about: text('the name of the public address in Azure’s DNS', '公网地址在 Azure DNS 中的名称'),
  },
  'service.beta.kubernetes.io/azure-pip-name': {
    about: text('the public address of Azure to use', '所用的 Azure 公网地址'),
  },
  'service.kubernetes.io/topology-mode': {
    about: text('traffic stays in its zone where that is fair', '在公平的前提下流量优先留在本可用区'),
    values: ['Auto', 'Disabled'],
  },
  'networking.gke.io/load-balancer-type': {
    about: text('the load balancer of Google Cloud is only in the network', 'Google Cloud 负载均衡器仅在内网'),
    values: ['Internal'],
  },
  'networking.gke.io/internal-load-balancer-allow-global-access': {
    about: text('other regions may use the internal load balancer', '其他区域可使用该内网负载均衡器'),
    values: onOff,
  },
  'cloud.google.com/neg': {
    about: text('Google’s load balancer sends to pods directly', 'Google 负载均衡器直接发往 Pod'),
    values: ['{"ingress": true}'],
  },
  'cloud.google.com/backend-config': {
    about: text('a BackendConfig: timeouts, health checks, CDN', 'BackendConfig：超时、健康检查、CDN'),
  },
  'cloud.google.com/app-protocols': { about: text('what named ports speak, as JSON', '各命名端口的协议，JSON 格式') },
  'external-dns.alpha.kubernetes.io/hostname': {
    about: text('names that external-dns makes in DNS, with commas', 'external-dns 创建的域名，以逗号分隔'),
  },
  'external-dns.alpha.kubernetes.io/ttl': {
    about: text('how long the names may be kept by others', '域名记录的 TTL'),
    values: ['60', '300'],
  },
  'external-dns.alpha.kubernetes.io/internal-hostname': {
    about: text('names for the cluster IP, with commas', '指向集群 IP 的域名，以逗号分隔'),
  },
  'metallb.io/address-pool': {
    about: text('the pool of MetalLB’s that the address is from', 'MetalLB 分配地址所用的地址池'),
  },
  'metallb.io/loadBalancerIPs': { about: text('the addresses that MetalLB is to give', 'MetalLB 应分配的地址') },
  'metallb.io/allow-shared-ip': {
    about: text('Services with the same value share an address', '值相同的 Service 共用一个地址'),
  },
  'service.alpha.kubernetes.io/tolerate-unready-endpoints': {
    about: text('the old way of spec.publishNotReadyAddresses', 'spec.publishNotReadyAddresses 的旧写法'),
    values: onOff,
  },
  'prometheus.io/scrape': {
    about: text('by convention: Prometheus collects metrics of the pods', '惯例：Prometheus 采集这些 Pod 的指标'),
    values: onOff,
  },
  'prometheus.io/port': { about: text('by convention: the port that has the metrics', '惯例：提供指标的端口') },
  'prometheus.io/path': {
    about: text('by convention: the path of the metrics', '惯例：指标的路径'),
    values: ['/metrics'],
  },
  'prometheus.io/probe': {
    about: text('by convention: the blackbox exporter tries the Service', '惯例：由 blackbox exporter 探测该 Service'),
    values: onOff,
  },
  'traefik.ingress.kubernetes.io/service.sticky.cookie': {
    about: text('a client stays with one pod', '客户端固定到同一 Pod'),
    values: onOff,
  },
};

function below(prefix: string, words: KnownWords): KnownWords {
  return Object.fromEntries(Object.entries(words).map(([name, known]) => [prefix + name, known]));
}

export const serviceAnnotations: KnownWords = {
  ...below('service.beta.kubernetes.io/aws-load-balancer-', aws),
  ...below('service.beta.kubernetes.io/azure-load-balancer-', azure),
  ...others,
};
