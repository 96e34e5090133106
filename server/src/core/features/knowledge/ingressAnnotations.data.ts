// Annotations that controllers read from an Ingress: ingress-nginx, AWS' and Google's load balancers, cert-manager, Traefik,
// external-dns. From their documentation, in our words.
import { text } from '../../text.ts';
import { type KnownWords, onOff } from './known.ts';

const nginx: KnownWords = {
  'rewrite-target': {
    about: text(
      'the path that the backend gets; $1 is the first group of the path',
      '转发给后端的路径；$1 为路径中的第一个分组',
    ),
    values: ['/', '/$1', '/$2'],
  },
  'ssl-redirect': {
    about: text('HTTP is sent to HTTPS where there is a certificate', '有证书时将 HTTP 重定向到 HTTPS'),
    values: onOff,
  },
  'force-ssl-redirect': {
    about: text('HTTP is sent to HTTPS even without a certificate here', '即使此处没有证书也重定向到 HTTPS'),
    values: onOff,
  },
  'proxy-body-size': {
    about: text('the largest request body; 0 is any size, the default 1m', '请求体上限；0 为不限，默认 1m'),
    values: ['1m', '8m', '50m', '0'],
  },
  'proxy-read-timeout': {
    about: text('seconds that the backend may be silent; default 60', '后端可无响应的秒数；默认 60'),
    values: ['60', '300', '3600'],
  },
  'proxy-send-timeout': {
    about: text('seconds that the backend may take nothing; default 60', '后端可不接收的秒数；默认 60'),
    values: ['60', '300', '3600'],
  },
  'proxy-connect-timeout': {
    about: text('seconds to connect to the backend; default 5', '连接后端的秒数；默认 5'),
    values: ['5', '10'],
  },
  'proxy-buffering': { about: text('whether answers are buffered', '是否缓冲响应'), values: ['on', 'off'] },
  'proxy-buffer-size': {
    about: text('bytes for the head of an answer; raise it for large cookies', '响应头缓冲区大小；Cookie 较大时调高'),
    values: ['8k', '16k'],
  },
  'proxy-request-buffering': {
    about: text('whether requests are read whole before they go on', '是否读完整个请求再转发'),
    values: ['on', 'off'],
  },
  'proxy-http-version': {
    about: text('the HTTP version towards the backend', '与后端通信的 HTTP 版本'),
    values: ['1.1', '1.0'],
  },
  'proxy-next-upstream': {
    about: text('when another pod is tried', '何时改试其他 Pod'),
    values: ['error timeout', 'off'],
  },
  'backend-protocol': {
    about: text('what the backend speaks', '后端使用的协议'),
    values: ['HTTP', 'HTTPS', 'GRPC', 'GRPCS', 'FCGI', 'AUTO_HTTP'],
  },
  'use-regex': { about: text('paths are regular expressions', '路径为正则表达式'), values: onOff },
  'app-root': { about: text('where "/" is redirected to', '将 "/" 重定向到何处') },
  'auth-type': { about: text('how users log in', '用户认证方式'), values: ['basic', 'digest'] },
  'auth-secret': { about: text('the Secret that holds users and passwords', '保存用户名和密码的 Secret') },
  'auth-realm': { about: text('what the browser shows when it asks for a password', '浏览器要求输入密码时显示的文字') },
  'auth-url': { about: text('a service that is asked about each request', '对每个请求进行认证的服务地址') },
  'auth-signin': { about: text('where users without a login are sent', '未登录用户被重定向到何处') },
  'auth-response-headers': {
    about: text('headers of the login’s answer that the backend gets', '认证响应中传给后端的请求头'),
  },
  'auth-tls-secret': { about: text('the Secret with the CA of clients’ certificates', '保存客户端证书 CA 的 Secret') },
  'auth-tls-verify-client': {
    about: text('whether clients need a certificate', '客户端是否需要证书'),
    values: ['on', 'off', 'optional', 'optional_no_ca'],
  },
  canary: {
    about: text('this Ingress takes a part of the traffic of its twin', '此 Ingress 分走同名规则的一部分流量'),
    values: onOff,
  },
  'canary-weight': {
    about: text('percent of requests for the canary', '分给金丝雀的请求百分比'),
    values: ['10', '50'],
  },
  'canary-by-header': {
    about: text(
      'requests with this header "always" go to the canary, with "never" not',
      '请求头值为 "always" 时走金丝雀，"never" 时不走',
    ),
  },
  'canary-by-header-value': {
    about: text('the value of the header that sends a request to the canary', '使请求走金丝雀的请求头值'),
  },
  'canary-by-cookie': {
    about: text(
      'requests with this cookie "always" go to the canary, with "never" not',
      'Cookie 值为 "always" 时走金丝雀，"never" 时不走',
    ),
  },
  'configuration-snippet': {
    about: text(
      'text for the location of nginx’ configuration; often forbidden by administrators',
      '写入 nginx location 的配置；常被管理员禁用',
    ),
  },
  'server-snippet': {
    about: text(
      'text for the server of nginx’ configuration; often forbidden by administrators',
      '写入 nginx server 的配置；常被管理员禁用',
    ),
  },
  'enable-cors': { about: text('browsers of other origins may ask', '允许跨域请求'), values: onOff },
  'cors-allow-origin': { about: text('origins that may ask; default *', '允许的来源；默认 *') },
  'cors-allow-methods': { about: text('methods that other origins may use', '允许跨域使用的方法') },
  'cors-allow-headers': { about: text('headers that other origins may send', '允许跨域发送的请求头') },
  'cors-allow-credentials': { about: text('other origins may send cookies', '允许跨域携带 Cookie'), values: onOff },
  'limit-rps': { about: text('requests a second from one address', '单个地址每秒请求数上限') },
  'limit-rpm': { about: text('requests a minute from one address', '单个地址每分钟请求数上限') },
  'limit-connections': { about: text('connections at once from one address', '单个地址并发连接上限') },
  'whitelist-source-range': { about: text('networks that may ask, with commas', '允许访问的网段，以逗号分隔') },
  'denylist-source-range': { about: text('networks that may not ask, with commas', '禁止访问的网段，以逗号分隔') },
  affinity: { about: text('a client stays with one pod', '客户端固定到同一 Pod'), values: ['cookie'] },
  'affinity-mode': {
    about: text('whether clients move when pods are added', '增加 Pod 时客户端是否迁移'),
    values: ['balanced', 'persistent'],
  },
  'session-cookie-name': { about: text('the cookie that keeps a client with its pod', '用于固定客户端的 Cookie 名称') },
  'session-cookie-max-age': { about: text('seconds until that cookie ends', '该 Cookie 的有效秒数') },
  'load-balance': { about: text('how pods are chosen', '选择 Pod 的算法'), values: ['round_robin', 'ewma'] },
  'upstream-hash-by': {
    about: text('requests with the same value of this go to the same pod', '按此值将请求固定到同一 Pod'),
    values: ['$request_uri', '$remote_addr'],
  },
  'upstream-vhost': { about: text('the Host header that the backend gets', '传给后端的 Host 请求头') },
  'permanent-redirect': { about: text('everything is redirected there for good (301)', '永久重定向到该地址（301）') },
  'temporal-redirect': { about: text('everything is redirected there for now (302)', '临时重定向到该地址（302）') },
  'ssl-passthrough': { about: text('TLS goes on to the backend unopened', 'TLS 不解密直接转发给后端'), values: onOff },
  'proxy-ssl-verify': {
    about: text('whether the backend’s certificate is checked', '是否校验后端证书'),
    values: ['on', 'off'],
  },
  'server-alias': { about: text('further hosts, with commas', '其他域名，以逗号分隔') },
  'service-upstream': {
    about: text('requests go to the Service’s IP and not to its pods', '请求发往 Service 的 IP 而非各 Pod'),
    values: onOff,
  },
  'enable-access-log': { about: text('whether requests are logged', '是否记录访问日志'), values: onOff },
  'x-forwarded-prefix': {
    about: text('the X-Forwarded-Prefix header that the backend gets', '传给后端的 X-Forwarded-Prefix'),
  },
};

const alb: KnownWords = {
  scheme: {
    about: text('whether the load balancer is on the internet', '负载均衡器是否面向公网'),
    values: ['internet-facing', 'internal'],
  },
  'target-type': {
    about: text('traffic goes to pods (ip) or to nodes (instance)', '流量发往 Pod（ip）还是节点（instance）'),
    values: ['ip', 'instance'],
  },
  'listen-ports': {
    about: text('ports of the load balancer, as JSON', '负载均衡器端口，JSON 格式'),
    values: ['[{"HTTP": 80}, {"HTTPS": 443}]'],
  },
  'certificate-arn': { about: text('certificates of ACM, with commas', 'ACM 证书，以逗号分隔') },
  'ssl-redirect': { about: text('the port that HTTP is sent to', 'HTTP 重定向到的端口'), values: ['443'] },
  'ssl-policy': { about: text('which TLS versions and ciphers are spoken', '使用的 TLS 版本和加密套件') },
  'group.name': { about: text('Ingresses of one group share a load balancer', '同组的 Ingress 共用一个负载均衡器') },
  'group.order': { about: text('the place of its rules within the group', '规则在组内的顺序') },
  'healthcheck-path': { about: text('the path that health checks ask for', '健康检查路径'), values: ['/', '/healthz'] },
  'healthcheck-interval-seconds': { about: text('seconds between health checks', '健康检查间隔秒数') },
  'success-codes': { about: text('answers that count as healthy', '视为健康的状态码'), values: ['200', '200-399'] },
  subnets: { about: text('subnets of the load balancer, with commas', '负载均衡器的子网，以逗号分隔') },
  'security-groups': {
    about: text('security groups of the load balancer, with commas', '负载均衡器的安全组，以逗号分隔'),
  },
  'inbound-cidrs': { about: text('networks that may ask, with commas', '允许访问的网段，以逗号分隔') },
  'load-balancer-name': { about: text('the name of the load balancer', '负载均衡器的名称') },
  'load-balancer-attributes': {
    about: text('attributes of the load balancer, key=value with commas', '负载均衡器属性，key=value，以逗号分隔'),
  },
  'backend-protocol': { about: text('what the backend speaks', '后端使用的协议'), values: ['HTTP', 'HTTPS'] },
  'wafv2-acl-arn': { about: text('the web ACL of AWS WAF', 'AWS WAF 的 Web ACL') },
  tags: {
    about: text('tags of what is made at AWS, key=value with commas', '所创建 AWS 资源的标签，key=value，以逗号分隔'),
  },
};

const others: KnownWords = {
  'kubernetes.io/ingress.class': {
    about: text(
      'the old way to name the class; use spec.ingressClassName',
      '指定类的旧写法；请用 spec.ingressClassName',
    ),
  },
  'cert-manager.io/cluster-issuer': {
    about: text('the ClusterIssuer that makes the certificates of spec.tls', '为 spec.tls 签发证书的 ClusterIssuer'),
  },
  'cert-manager.io/issuer': {
    about: text(
      'the Issuer of this namespace that makes the certificates of spec.tls',
      '为 spec.tls 签发证书的本命名空间 Issuer',
    ),
  },
  'cert-manager.io/issuer-kind': {
    about: text('the kind of issuer that another group has', '外部 issuer 的类型'),
    values: ['Issuer', 'ClusterIssuer'],
  },
  'cert-manager.io/common-name': { about: text('the common name of the certificate', '证书的通用名') },
  'cert-manager.io/duration': { about: text('how long certificates are good', '证书有效期'), values: ['2160h'] },
  'cert-manager.io/renew-before': {
    about: text('how long before the end certificates are renewed', '到期前多久续签'),
    values: ['360h'],
  },
  'cert-manager.io/private-key-algorithm': {
    about: text('the algorithm of the private key', '私钥算法'),
    values: ['RSA', 'ECDSA', 'Ed25519'],
  },
  'acme.cert-manager.io/http01-edit-in-place': {
    about: text('the challenge is answered by this Ingress itself', '由此 Ingress 自身应答质询'),
    values: onOff,
  },
  'acme.cert-manager.io/http01-ingress-class': {
    about: text('the class of the Ingress that answers challenges', '应答质询的 Ingress 的类'),
  },
  'external-dns.alpha.kubernetes.io/hostname': {
    about: text('names that external-dns makes in DNS, with commas', 'external-dns 创建的域名，以逗号分隔'),
  },
  'external-dns.alpha.kubernetes.io/ttl': {
    about: text('how long the names may be kept by others', '域名记录的 TTL'),
    values: ['60', '300'],
  },
  'external-dns.alpha.kubernetes.io/target': {
    about: text('where the names lead, instead of the load balancer', '域名指向的目标，代替负载均衡器'),
  },
  'kubernetes.io/ingress.global-static-ip-name': {
    about: text('the reserved address of Google Cloud', 'Google Cloud 的预留地址名称'),
  },
  'kubernetes.io/ingress.allow-http': {
    about: text('whether Google’s load balancer takes HTTP', 'Google 负载均衡器是否接受 HTTP'),
    values: ['false', 'true'],
  },
  'networking.gke.io/managed-certificates': {
    about: text('certificates that Google renews, with commas', 'Google 托管的证书，以逗号分隔'),
  },
  'networking.gke.io/v1beta1.FrontendConfig': {
    about: text('a FrontendConfig: redirects and TLS policy', 'FrontendConfig：重定向与 TLS 策略'),
  },
  'traefik.ingress.kubernetes.io/router.entrypoints': {
    about: text('entry points of Traefik', 'Traefik 入口点'),
    values: ['web', 'websecure'],
  },
  'traefik.ingress.kubernetes.io/router.tls': { about: text('Traefik speaks TLS', 'Traefik 使用 TLS'), values: onOff },
  'traefik.ingress.kubernetes.io/router.middlewares': {
    about: text(
      'middlewares, namespace-name@kubernetescrd with commas',
      '中间件，namespace-name@kubernetescrd，以逗号分隔',
    ),
  },
  'haproxy.org/path-rewrite': { about: text('the path that HAProxy’s backend gets', 'HAProxy 转发给后端的路径') },
  'konghq.com/strip-path': { about: text('Kong takes the matched path off', 'Kong 去掉匹配到的路径'), values: onOff },
  'konghq.com/plugins': { about: text('plugins of Kong, with commas', 'Kong 插件，以逗号分隔') },
  'appgw.ingress.kubernetes.io/ssl-redirect': {
    about: text('Azure’s gateway sends HTTP to HTTPS', 'Azure 应用网关将 HTTP 重定向到 HTTPS'),
    values: onOff,
  },
  'appgw.ingress.kubernetes.io/backend-path-prefix': {
    about: text('the path that the backend of Azure’s gateway gets', 'Azure 应用网关转发给后端的路径'),
  },
};

function below(prefix: string, words: KnownWords): KnownWords {
  return Object.fromEntries(Object.entries(words).map(([name, known]) => [prefix + name, known]));
}

export const ingressAnnotations: KnownWords = {
  ...below('nginx.ingress.kubernetes.io/', nginx),
  ...below('alb.ingress.kubernetes.io/', alb),
  ...others,
};
